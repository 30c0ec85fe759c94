package networks;

import io.tenon.compiled.Binding;
import io.tenon.compiled.BoundForward;
import io.tenon.compiled.Registration;
import io.tenon.compiled.Slots;
import io.tenon.nn.Linear;
import java.util.List;

/**
 * What {@link Elements} registers: its annotated fields, in the order of declaration. Made by Tenon
 * from Elements.java; change that, not this.
 */
public final class Elements_Registration extends Registration<Elements> {
  /**
   * Changes with the source: networks in other jars are compiled from it.
   */
  public static final String SOURCE = "357667f95b70ea0d";

  @Override
  protected void declare(Slots<Elements> slots) {
    slots
        .submodule("fc", Linear.class, net -> net.fc, (net, value) -> net.fc = value);
  }

  @Override
  public boolean hasForward() {
    return true;
  }

  @Override
  protected List<BoundForward<Elements>> forwards(Binding<Elements> binding) {
    return List.of(new Elements_Forward(binding));
  }
}
