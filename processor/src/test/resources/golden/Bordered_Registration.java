package networks;

import io.tenon.compiled.Binding;
import io.tenon.compiled.BoundForward;
import io.tenon.compiled.Registration;
import io.tenon.compiled.Slots;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Linear;
import java.util.List;

/**
 * What {@link Bordered} registers: its annotated fields, in the order of declaration. Made by Tenon
 * from Bordered.java; change that, not this.
 */
public final class Bordered_Registration extends Registration<Bordered> {
  /**
   * Changes with the source: networks in other jars are compiled from it.
   */
  public static final String SOURCE = "c623665e80949406";

  @Override
  protected void declare(Slots<Bordered> slots) {
    slots
        .submodule("pooled", Conv2d.class, net -> net.pooled, (net, value) -> net.pooled = value)
        .submodule("wide", Conv2d.class, net -> net.wide, (net, value) -> net.wide = value)
        .submodule("far", Conv2d.class, net -> net.far, (net, value) -> net.far = value)
        .submodule("each", Conv2d.class, net -> net.each, (net, value) -> net.each = value)
        .submodule("point", Conv2d.class, net -> net.point, (net, value) -> net.point = value)
        .submodule("less", Conv2d.class, net -> net.less, (net, value) -> net.less = value)
        .submodule("mixed", Conv2d.class, net -> net.mixed, (net, value) -> net.mixed = value)
        .submodule("fc", Linear.class, net -> net.fc, (net, value) -> net.fc = value);
  }

  @Override
  public boolean hasForward() {
    return true;
  }

  @Override
  protected List<BoundForward<Bordered>> forwards(Binding<Bordered> binding) {
    return List.of(new Bordered_Forward(binding));
  }
}
