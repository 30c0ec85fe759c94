package networks;

import io.tenon.compiled.Binding;
import io.tenon.compiled.BoundForward;
import io.tenon.compiled.Registration;
import io.tenon.compiled.Slots;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Linear;
import java.util.List;

/**
 * What {@link Joined} registers: its annotated fields, in the order of declaration. Made by Tenon
 * from Joined.java; change that, not this.
 */
public final class Joined_Registration extends Registration<Joined> {
  /**
   * Changes with the source: networks in other jars are compiled from it.
   */
  public static final String SOURCE = "bca8ae9faaf02576";

  @Override
  protected void declare(Slots<Joined> slots) {
    slots
        .submodule("fire", Joined.Fire.class, net -> net.fire, (net, value) -> net.fire = value)
        .submodule(
        "dense1", Joined.Dense.class, net -> net.dense1, (net, value) -> net.dense1 = value)
        .submodule(
        "dense2", Joined.Dense.class, net -> net.dense2, (net, value) -> net.dense2 = value)
        .submodule("mix", Conv2d.class, net -> net.mix, (net, value) -> net.mix = value)
        .submodule("left", Linear.class, net -> net.left, (net, value) -> net.left = value)
        .submodule("right", Linear.class, net -> net.right, (net, value) -> net.right = value)
        .submodule("last", Linear.class, net -> net.last, (net, value) -> net.last = value);
  }

  @Override
  public boolean hasForward() {
    return true;
  }

  @Override
  protected List<BoundForward<Joined>> forwards(Binding<Joined> binding) {
    return List.of(new Joined_Forward(binding));
  }
}
