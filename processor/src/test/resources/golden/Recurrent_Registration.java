package networks;

import io.tenon.compiled.Binding;
import io.tenon.compiled.BoundForward;
import io.tenon.compiled.Registration;
import io.tenon.compiled.Slots;
import io.tenon.nn.Embedding;
import io.tenon.nn.GRU;
import io.tenon.nn.Linear;
import java.util.List;

/**
 * What {@link Recurrent} registers: its annotated fields, in the order of declaration. Made by
 * Tenon from Recurrent.java; change that, not this.
 */
public final class Recurrent_Registration extends Registration<Recurrent> {
  /**
   * Changes with the source: networks in other jars are compiled from it.
   */
  public static final String SOURCE = "166c45041b04f216";

  @Override
  protected void declare(Slots<Recurrent> slots) {
    slots
        .submodule("token", Embedding.class, net -> net.token, (net, value) -> net.token = value)
        .submodule("gru", GRU.class, net -> net.gru, (net, value) -> net.gru = value)
        .submodule("head", Linear.class, net -> net.head, (net, value) -> net.head = value);
  }

  @Override
  public boolean hasForward() {
    return true;
  }

  @Override
  protected List<BoundForward<Recurrent>> forwards(Binding<Recurrent> binding) {
    return List.of(new Recurrent_Forward(binding));
  }
}
