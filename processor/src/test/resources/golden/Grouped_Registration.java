package networks;

import io.tenon.compiled.Binding;
import io.tenon.compiled.BoundForward;
import io.tenon.compiled.Registration;
import io.tenon.compiled.Slots;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Linear;
import java.util.List;

/**
 * What {@link Grouped} registers: its annotated fields, in the order of declaration. Made by Tenon
 * from Grouped.java; change that, not this.
 */
public final class Grouped_Registration extends Registration<Grouped> {
  /**
   * Changes with the source: networks in other jars are compiled from it.
   */
  public static final String SOURCE = "b83e40683e358e93";

  @Override
  protected void declare(Slots<Grouped> slots) {
    slots
        .submodule("each", Conv2d.class, net -> net.each, (net, value) -> net.each = value)
        .submodule("three", Conv2d.class, net -> net.three, (net, value) -> net.three = value)
        .submodule(
        "block1", Grouped.Block.class, net -> net.block1, (net, value) -> net.block1 = value)
        .submodule(
        "block2", Grouped.Block.class, net -> net.block2, (net, value) -> net.block2 = value)
        .submodule("wide", Conv2d.class, net -> net.wide, (net, value) -> net.wide = value)
        .submodule("blocks", Conv2d.class, net -> net.blocks, (net, value) -> net.blocks = value)
        .submodule("narrow", Conv2d.class, net -> net.narrow, (net, value) -> net.narrow = value)
        .submodule("far", Conv2d.class, net -> net.far, (net, value) -> net.far = value)
        .submodule("fc", Linear.class, net -> net.fc, (net, value) -> net.fc = value);
  }

  @Override
  public boolean hasForward() {
    return true;
  }

  @Override
  protected List<BoundForward<Grouped>> forwards(Binding<Grouped> binding) {
    return List.of(new Grouped_Forward(binding));
  }
}
