package networks;

import io.tenon.Tensor;
import io.tenon.compiled.Binding;
import io.tenon.compiled.BoundForward;
import io.tenon.compiled.Registration;
import io.tenon.compiled.Slots;
import io.tenon.nn.Embedding;
import io.tenon.nn.LayerNorm;
import io.tenon.nn.TransformerEncoderLayer;
import java.util.List;

/**
 * What {@link Decoder} registers: its annotated fields, in the order of declaration. Made by Tenon
 * from Decoder.java; change that, not this.
 */
public final class Decoder_Registration extends Registration<Decoder> {
  /**
   * Changes with the source: networks in other jars are compiled from it.
   */
  public static final String SOURCE = "bbb9774c7f78f3c7";

  @Override
  protected void declare(Slots<Decoder> slots) {
    slots
        .submodule("token", Embedding.class, net -> net.token, (net, value) -> net.token = value)
        .submodule(
        "block", TransformerEncoderLayer.class, net -> net.block,
        (net, value) -> net.block = value)
        .submodule("norm", LayerNorm.class, net -> net.norm, (net, value) -> net.norm = value);
  }

  @Override
  public boolean hasForward() {
    return true;
  }

  @Override
  protected List<BoundForward<Decoder>> forwards(Binding<Decoder> binding) {
    return List.of(new Decoder_Forward(binding));
  }

  @Override
  public int inputs() {
    return 2;
  }

  @Override
  protected Tensor forward(Decoder net, List<Tensor> inputs) {
    return net.forward(inputs.get(0), inputs.get(1));
  }
}
