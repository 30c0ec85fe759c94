package networks;

import io.tenon.compiled.Registration;
import io.tenon.compiled.Slots;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;

/**
 * What {@link Shuffled.Branch} registers: its annotated fields, in the order of declaration. Made
 * by Tenon from Shuffled.java; change that, not this.
 */
public final class Shuffled_Branch_Registration extends Registration<Shuffled.Branch> {
  /**
   * Changes with the source: networks in other jars are compiled from it.
   */
  public static final String SOURCE = "fdb93ae2eb659cb1";

  @Override
  protected void declare(Slots<Shuffled.Branch> slots) {
    slots
        .submodule("conv1", Conv2d.class, net -> net.conv1, (net, value) -> net.conv1 = value)
        .submodule("bn1", BatchNorm2d.class, net -> net.bn1, (net, value) -> net.bn1 = value)
        .submodule("conv2", Conv2d.class, net -> net.conv2, (net, value) -> net.conv2 = value)
        .submodule("bn2", BatchNorm2d.class, net -> net.bn2, (net, value) -> net.bn2 = value);
  }
}
