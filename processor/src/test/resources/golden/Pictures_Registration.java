package networks;

import io.tenon.compiled.Binding;
import io.tenon.compiled.BoundForward;
import io.tenon.compiled.Registration;
import io.tenon.compiled.Slots;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import java.util.List;

/**
 * What {@link Pictures} registers: its annotated fields, in the order of declaration. Made by Tenon
 * from Pictures.java; change that, not this.
 */
public final class Pictures_Registration extends Registration<Pictures> {
  /**
   * Changes with the source: networks in other jars are compiled from it.
   */
  public static final String SOURCE = "10c256e28ceb9e9f";

  @Override
  protected void declare(Slots<Pictures> slots) {
    slots
        .parameter("kernel", net -> net.kernel, (net, value) -> net.kernel = value)
        .submodule("same", Conv2d.class, net -> net.same, (net, value) -> net.same = value)
        .submodule("wide", Conv2d.class, net -> net.wide, (net, value) -> net.wide = value)
        .submodule("point", Conv2d.class, net -> net.point, (net, value) -> net.point = value)
        .submodule(
        "batch_norm", BatchNorm2d.class, net -> net.norm, (net, value) -> net.norm = value);
  }

  @Override
  public boolean hasForward() {
    return true;
  }

  @Override
  protected List<BoundForward<Pictures>> forwards(Binding<Pictures> binding) {
    return List.of(new Pictures_Forward(binding));
  }
}
