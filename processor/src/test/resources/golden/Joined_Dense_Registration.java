package networks;

import io.tenon.compiled.Registration;
import io.tenon.compiled.Slots;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;

/**
 * What {@link Joined.Dense} registers: its annotated fields, in the order of declaration. Made by
 * Tenon from Joined.java; change that, not this.
 */
public final class Joined_Dense_Registration extends Registration<Joined.Dense> {
  /**
   * Changes with the source: networks in other jars are compiled from it.
   */
  public static final String SOURCE = "bca8ae9faaf02576";

  @Override
  protected void declare(Slots<Joined.Dense> slots) {
    slots
        .submodule("norm", BatchNorm2d.class, net -> net.norm, (net, value) -> net.norm = value)
        .submodule("conv", Conv2d.class, net -> net.conv, (net, value) -> net.conv = value);
  }
}
