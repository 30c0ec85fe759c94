package networks;

import io.tenon.compiled.Binding;
import io.tenon.compiled.BoundForward;
import io.tenon.compiled.Registration;
import io.tenon.compiled.Slots;
import io.tenon.nn.Conv2d;
import io.tenon.nn.GroupNorm;
import io.tenon.nn.InstanceNorm2d;
import io.tenon.nn.Linear;
import io.tenon.nn.PReLU;
import io.tenon.nn.PixelShuffle;
import io.tenon.nn.Upsample;
import java.util.List;

/**
 * What {@link Enhanced} registers: its annotated fields, in the order of declaration. Made by Tenon
 * from Enhanced.java; change that, not this.
 */
public final class Enhanced_Registration extends Registration<Enhanced> {
  /**
   * Changes with the source: networks in other jars are compiled from it.
   */
  public static final String SOURCE = "e16407fc97284e83";

  @Override
  protected void declare(Slots<Enhanced> slots) {
    slots
        .submodule(
        "nearest", Upsample.class, net -> net.nearest, (net, value) -> net.nearest = value)
        .submodule(
        "bilinear", Upsample.class, net -> net.bilinear, (net, value) -> net.bilinear = value)
        .submodule("sized", Upsample.class, net -> net.sized, (net, value) -> net.sized = value)
        .submodule("scaled", Upsample.class, net -> net.scaled, (net, value) -> net.scaled = value)
        .submodule("area", Upsample.class, net -> net.area, (net, value) -> net.area = value)
        .submodule(
        "reflected", Conv2d.class, net -> net.reflected, (net, value) -> net.reflected = value)
        .submodule(
        "replicated", Conv2d.class, net -> net.replicated,
        (net, value) -> net.replicated = value)
        .submodule(
        "circular", Conv2d.class, net -> net.circular, (net, value) -> net.circular = value)
        .submodule(
        "groups", GroupNorm.class, net -> net.groups, (net, value) -> net.groups = value)
        .submodule(
        "instances", InstanceNorm2d.class, net -> net.instances,
        (net, value) -> net.instances = value)
        .submodule("one", PReLU.class, net -> net.one, (net, value) -> net.one = value)
        .submodule("each", PReLU.class, net -> net.each, (net, value) -> net.each = value)
        .submodule("wide", PixelShuffle.class, net -> net.wide, (net, value) -> net.wide = value)
        .submodule("more", Conv2d.class, net -> net.more, (net, value) -> net.more = value)
        .submodule("few", PixelShuffle.class, net -> net.few, (net, value) -> net.few = value)
        .submodule("fc", Linear.class, net -> net.fc, (net, value) -> net.fc = value)
        .submodule(
        "features", PReLU.class, net -> net.features, (net, value) -> net.features = value)
        .submodule("last", GroupNorm.class, net -> net.last, (net, value) -> net.last = value);
  }

  @Override
  public boolean hasForward() {
    return true;
  }

  @Override
  protected List<BoundForward<Enhanced>> forwards(Binding<Enhanced> binding) {
    return List.of(new Enhanced_Forward(binding));
  }
}
