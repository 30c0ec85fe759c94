package networks;

import io.tenon.compiled.Binding;
import io.tenon.compiled.BoundForward;
import io.tenon.compiled.Registration;
import io.tenon.compiled.Slots;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Linear;
import java.util.List;

/**
 * What {@link Tiled} registers: its annotated fields, in the order of declaration. Made by Tenon
 * from Tiled.java; change that, not this.
 */
public final class Tiled_Registration extends Registration<Tiled> {
  /**
   * Changes with the source: networks in other jars are compiled from it.
   */
  public static final String SOURCE = "c0316aa61a0c3029";

  @Override
  protected void declare(Slots<Tiled> slots) {
    slots
        .submodule("stem", Conv2d.class, net -> net.stem, (net, value) -> net.stem = value)
        .submodule("wide", Conv2d.class, net -> net.wide, (net, value) -> net.wide = value)
        .submodule("bn", BatchNorm2d.class, net -> net.bn, (net, value) -> net.bn = value)
        .submodule("added", Conv2d.class, net -> net.added, (net, value) -> net.added = value)
        .submodule("less", Conv2d.class, net -> net.less, (net, value) -> net.less = value)
        .submodule("small", Conv2d.class, net -> net.small, (net, value) -> net.small = value)
        .submodule("open", Conv2d.class, net -> net.open, (net, value) -> net.open = value)
        .submodule("fc", Linear.class, net -> net.fc, (net, value) -> net.fc = value);
  }

  @Override
  public boolean hasForward() {
    return true;
  }

  @Override
  protected List<BoundForward<Tiled>> forwards(Binding<Tiled> binding) {
    return List.of(new Tiled_Forward(binding));
  }
}
