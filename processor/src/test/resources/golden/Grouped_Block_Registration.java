package networks;

import io.tenon.compiled.Registration;
import io.tenon.compiled.Slots;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;

/**
 * What {@link Grouped.Block} registers: its annotated fields, in the order of declaration. Made by
 * Tenon from Grouped.java; change that, not this.
 */
public final class Grouped_Block_Registration extends Registration<Grouped.Block> {
  /**
   * Changes with the source: networks in other jars are compiled from it.
   */
  public static final String SOURCE = "b83e40683e358e93";

  @Override
  protected void declare(Slots<Grouped.Block> slots) {
    slots
        .submodule("expand", Conv2d.class, net -> net.expand, (net, value) -> net.expand = value)
        .submodule("bn1", BatchNorm2d.class, net -> net.bn1, (net, value) -> net.bn1 = value)
        .submodule(
        "depthwise", Conv2d.class, net -> net.depthwise, (net, value) -> net.depthwise = value)
        .submodule("bn2", BatchNorm2d.class, net -> net.bn2, (net, value) -> net.bn2 = value)
        .submodule(
        "project", Conv2d.class, net -> net.project, (net, value) -> net.project = value)
        .submodule("bn3", BatchNorm2d.class, net -> net.bn3, (net, value) -> net.bn3 = value);
  }
}
