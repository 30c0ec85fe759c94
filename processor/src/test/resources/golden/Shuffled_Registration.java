package networks;

import io.tenon.compiled.Binding;
import io.tenon.compiled.BoundForward;
import io.tenon.compiled.Registration;
import io.tenon.compiled.Slots;
import io.tenon.nn.Linear;
import java.util.List;

/**
 * What {@link Shuffled} registers: its annotated fields, in the order of declaration. Made by Tenon
 * from Shuffled.java; change that, not this.
 */
public final class Shuffled_Registration extends Registration<Shuffled> {
  /**
   * Changes with the source: networks in other jars are compiled from it.
   */
  public static final String SOURCE = "fdb93ae2eb659cb1";

  @Override
  protected void declare(Slots<Shuffled> slots) {
    slots
        .submodule(
        "left", Shuffled.Branch.class, net -> net.left, (net, value) -> net.left = value)
        .submodule(
        "right", Shuffled.Branch.class, net -> net.right, (net, value) -> net.right = value)
        .submodule(
        "unit", Shuffled.Branch.class, net -> net.unit, (net, value) -> net.unit = value)
        .submodule("head", Linear.class, net -> net.head, (net, value) -> net.head = value);
  }

  @Override
  public boolean hasForward() {
    return true;
  }

  @Override
  protected List<BoundForward<Shuffled>> forwards(Binding<Shuffled> binding) {
    return List.of(new Shuffled_Forward(binding));
  }
}
