package networks;

import io.tenon.Tensor;
import io.tenon.compiled.Binding;
import io.tenon.compiled.BoundForward;
import io.tenon.compiled.Registration;
import io.tenon.compiled.Slots;
import io.tenon.nn.Embedding;
import io.tenon.nn.Linear;
import io.tenon.nn.TransformerEncoder;
import java.util.List;

/**
 * What {@link Encoder} registers: its annotated fields, in the order of declaration. Made by Tenon
 * from Encoder.java; change that, not this.
 */
public final class Encoder_Registration extends Registration<Encoder> {
  /**
   * Changes with the source: networks in other jars are compiled from it.
   */
  public static final String SOURCE = "d72462193b5aa1b9";

  @Override
  protected void declare(Slots<Encoder> slots) {
    slots
        .submodule("token", Embedding.class, net -> net.token, (net, value) -> net.token = value)
        .submodule(
        "position", Embedding.class, net -> net.position, (net, value) -> net.position = value)
        .submodule(
        "encoder", TransformerEncoder.class, net -> net.encoder,
        (net, value) -> net.encoder = value)
        .submodule("head", Linear.class, net -> net.head, (net, value) -> net.head = value);
  }

  @Override
  public boolean hasForward() {
    return true;
  }

  @Override
  protected List<BoundForward<Encoder>> forwards(Binding<Encoder> binding) {
    return List.of(new Encoder_Forward(binding));
  }

  @Override
  public int inputs() {
    return 3;
  }

  @Override
  protected Tensor forward(Encoder net, List<Tensor> inputs) {
    return net.forward(inputs.get(0), inputs.get(1), inputs.get(2));
  }
}
