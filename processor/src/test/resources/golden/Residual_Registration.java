package networks;

import io.tenon.compiled.Binding;
import io.tenon.compiled.BoundForward;
import io.tenon.compiled.Registration;
import io.tenon.compiled.Slots;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Linear;
import io.tenon.nn.Sequential;
import java.util.List;

/**
 * What {@link Residual} registers: its annotated fields, in the order of declaration. Made by Tenon
 * from Residual.java; change that, not this.
 */
public final class Residual_Registration extends Registration<Residual> {
  /**
   * Changes with the source: networks in other jars are compiled from it.
   */
  public static final String SOURCE = "5855bc5fd9ae5d24";

  @Override
  protected void declare(Slots<Residual> slots) {
    slots
        .submodule("stem", Conv2d.class, net -> net.stem, (net, value) -> net.stem = value)
        .submodule("bn", BatchNorm2d.class, net -> net.bn, (net, value) -> net.bn = value)
        .submodule(
        "layer1", Sequential.class, net -> net.layer1, (net, value) -> net.layer1 = value)
        .submodule(
        "layer2", Sequential.class, net -> net.layer2, (net, value) -> net.layer2 = value)
        .submodule("fc", Linear.class, net -> net.fc, (net, value) -> net.fc = value);
  }

  @Override
  public boolean hasForward() {
    return true;
  }

  @Override
  protected List<BoundForward<Residual>> forwards(Binding<Residual> binding) {
    return List.of(new Residual_Forward(binding));
  }
}
