package networks;

import io.tenon.compiled.Binding;
import io.tenon.compiled.BoundForward;
import io.tenon.compiled.Registration;
import io.tenon.compiled.Slots;
import io.tenon.nn.Conv2d;
import io.tenon.nn.LayerNorm;
import io.tenon.nn.Linear;
import java.util.List;

/**
 * What {@link Patches} registers: its annotated fields, in the order of declaration. Made by Tenon
 * from Patches.java; change that, not this.
 */
public final class Patches_Registration extends Registration<Patches> {
  /**
   * Changes with the source: networks in other jars are compiled from it.
   */
  public static final String SOURCE = "960959bd02143957";

  @Override
  protected void declare(Slots<Patches> slots) {
    slots
        .submodule(
        "project", Conv2d.class, net -> net.project, (net, value) -> net.project = value)
        .submodule(
        "squeeze", Patches.Squeeze.class, net -> net.squeeze,
        (net, value) -> net.squeeze = value)
        .parameter("classToken", net -> net.classToken, (net, value) -> net.classToken = value)
        .parameter("positions", net -> net.positions, (net, value) -> net.positions = value)
        .parameter("scale", net -> net.scale, (net, value) -> net.scale = value)
        .submodule("mix", Linear.class, net -> net.mix, (net, value) -> net.mix = value)
        .submodule("norm", LayerNorm.class, net -> net.norm, (net, value) -> net.norm = value)
        .submodule("head", Linear.class, net -> net.head, (net, value) -> net.head = value);
  }

  @Override
  public boolean hasForward() {
    return true;
  }

  @Override
  protected List<BoundForward<Patches>> forwards(Binding<Patches> binding) {
    return List.of(new Patches_Forward(binding));
  }
}
