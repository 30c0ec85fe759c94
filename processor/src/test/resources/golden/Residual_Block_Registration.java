package networks;

import io.tenon.compiled.Registration;
import io.tenon.compiled.Slots;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Sequential;

/**
 * What {@link Residual.Block} registers: its annotated fields, in the order of declaration. Made by
 * Tenon from Residual.java; change that, not this.
 */
public final class Residual_Block_Registration extends Registration<Residual.Block> {
  /**
   * Changes with the source: networks in other jars are compiled from it.
   */
  public static final String SOURCE = "5855bc5fd9ae5d24";

  @Override
  protected void declare(Slots<Residual.Block> slots) {
    slots
        .submodule("conv1", Conv2d.class, net -> net.conv1, (net, value) -> net.conv1 = value)
        .submodule("bn1", BatchNorm2d.class, net -> net.bn1, (net, value) -> net.bn1 = value)
        .submodule("conv2", Conv2d.class, net -> net.conv2, (net, value) -> net.conv2 = value)
        .submodule("bn2", BatchNorm2d.class, net -> net.bn2, (net, value) -> net.bn2 = value)
        .submodule(
        "downsample", Sequential.class, net -> net.downsample,
        (net, value) -> net.downsample = value);
  }
}
