package networks;

import io.tenon.compiled.Binding;
import io.tenon.compiled.BoundForward;
import io.tenon.compiled.Registration;
import io.tenon.compiled.Slots;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.ConvTranspose2d;
import java.util.List;

/**
 * What {@link Raised} registers: its annotated fields, in the order of declaration. Made by Tenon
 * from Raised.java; change that, not this.
 */
public final class Raised_Registration extends Registration<Raised> {
  /**
   * Changes with the source: networks in other jars are compiled from it.
   */
  public static final String SOURCE = "766b5a5a9038c5e7";

  @Override
  protected void declare(Slots<Raised> slots) {
    slots
        .submodule(
        "planes", ConvTranspose2d.class, net -> net.planes, (net, value) -> net.planes = value)
        .submodule(
        "square", ConvTranspose2d.class, net -> net.square, (net, value) -> net.square = value)
        .submodule("bn", BatchNorm2d.class, net -> net.bn, (net, value) -> net.bn = value)
        .submodule(
        "gaps", ConvTranspose2d.class, net -> net.gaps, (net, value) -> net.gaps = value)
        .submodule(
        "turned", ConvTranspose2d.class, net -> net.turned, (net, value) -> net.turned = value)
        .submodule("far", ConvTranspose2d.class, net -> net.far, (net, value) -> net.far = value)
        .submodule(
        "last", ConvTranspose2d.class, net -> net.last, (net, value) -> net.last = value);
  }

  @Override
  public boolean hasForward() {
    return true;
  }

  @Override
  protected List<BoundForward<Raised>> forwards(Binding<Raised> binding) {
    return List.of(new Raised_Forward(binding));
  }
}
