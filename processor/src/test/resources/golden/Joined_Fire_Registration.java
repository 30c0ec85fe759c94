package networks;

import io.tenon.compiled.Registration;
import io.tenon.compiled.Slots;
import io.tenon.nn.Conv2d;

/**
 * What {@link Joined.Fire} registers: its annotated fields, in the order of declaration. Made by
 * Tenon from Joined.java; change that, not this.
 */
public final class Joined_Fire_Registration extends Registration<Joined.Fire> {
  /**
   * Changes with the source: networks in other jars are compiled from it.
   */
  public static final String SOURCE = "bca8ae9faaf02576";

  @Override
  protected void declare(Slots<Joined.Fire> slots) {
    slots
        .submodule(
        "squeeze", Conv2d.class, net -> net.squeeze, (net, value) -> net.squeeze = value)
        .submodule(
        "expand1x1", Conv2d.class, net -> net.expand1x1, (net, value) -> net.expand1x1 = value)
        .submodule(
        "expand3x3", Conv2d.class, net -> net.expand3x3, (net, value) -> net.expand3x3 = value);
  }
}
