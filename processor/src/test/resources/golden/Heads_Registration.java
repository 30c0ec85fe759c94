package networks;

import io.tenon.compiled.Binding;
import io.tenon.compiled.BoundForward;
import io.tenon.compiled.Registration;
import io.tenon.compiled.Slots;
import io.tenon.nn.LayerNorm;
import io.tenon.nn.Linear;
import java.util.List;

/**
 * What {@link Heads} registers: its annotated fields, in the order of declaration. Made by Tenon
 * from Heads.java; change that, not this.
 */
public final class Heads_Registration extends Registration<Heads> {
  /**
   * Changes with the source: networks in other jars are compiled from it.
   */
  public static final String SOURCE = "0936a3a3f8edcd6e";

  @Override
  protected void declare(Slots<Heads> slots) {
    slots
        .submodule("norm", LayerNorm.class, net -> net.norm, (net, value) -> net.norm = value)
        .submodule(
        "project", Linear.class, net -> net.project, (net, value) -> net.project = value)
        .submodule("out", Linear.class, net -> net.out, (net, value) -> net.out = value)
        .submodule("up", Linear.class, net -> net.up, (net, value) -> net.up = value)
        .submodule("down", Linear.class, net -> net.down, (net, value) -> net.down = value);
  }

  @Override
  public boolean hasForward() {
    return true;
  }

  @Override
  protected List<BoundForward<Heads>> forwards(Binding<Heads> binding) {
    return List.of(new Heads_Forward(binding));
  }
}
