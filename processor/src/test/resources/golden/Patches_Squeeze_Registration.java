package networks;

import io.tenon.compiled.Registration;
import io.tenon.compiled.Slots;
import io.tenon.nn.Conv2d;

/**
 * What {@link Patches.Squeeze} registers: its annotated fields, in the order of declaration. Made
 * by Tenon from Patches.java; change that, not this.
 */
public final class Patches_Squeeze_Registration extends Registration<Patches.Squeeze> {
  /**
   * Changes with the source: networks in other jars are compiled from it.
   */
  public static final String SOURCE = "960959bd02143957";

  @Override
  protected void declare(Slots<Patches.Squeeze> slots) {
    slots
        .submodule("fc1", Conv2d.class, net -> net.fc1, (net, value) -> net.fc1 = value)
        .submodule("fc2", Conv2d.class, net -> net.fc2, (net, value) -> net.fc2 = value);
  }
}
