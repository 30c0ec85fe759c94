package networks;

import io.tenon.compiled.Binding;
import io.tenon.compiled.BoundForward;
import io.tenon.compiled.Registration;
import io.tenon.compiled.Slots;
import io.tenon.nn.BatchNorm1d;
import io.tenon.nn.Dropout;
import io.tenon.nn.LayerNorm;
import io.tenon.nn.Linear;
import io.tenon.nn.ModuleList;
import java.util.List;

/**
 * What {@link Perceptron} registers: its annotated fields, in the order of declaration. Made by
 * Tenon from Perceptron.java; change that, not this.
 */
public final class Perceptron_Registration extends Registration<Perceptron> {
  /**
   * Changes with the source: networks in other jars are compiled from it.
   */
  public static final String SOURCE = "d87928c803c24c45";

  @Override
  protected void declare(Slots<Perceptron> slots) {
    slots
        .submodule("layers", ModuleList.class, net -> net.layers)
        .submodule("norm", LayerNorm.class, net -> net.norm, (net, value) -> net.norm = value)
        .submodule(
        "dropout", Dropout.class, net -> net.dropout, (net, value) -> net.dropout = value)
        .submodule("up", Linear.class, net -> net.up, (net, value) -> net.up = value)
        .submodule(
        "upNorm", BatchNorm1d.class, net -> net.upNorm, (net, value) -> net.upNorm = value)
        .submodule("down", Linear.class, net -> net.down, (net, value) -> net.down = value)
        .submodule(
        "downNorm", BatchNorm1d.class, net -> net.downNorm,
        (net, value) -> net.downNorm = value);
  }

  @Override
  public boolean hasForward() {
    return true;
  }

  @Override
  protected List<BoundForward<Perceptron>> forwards(Binding<Perceptron> binding) {
    return List.of(new Perceptron_Forward(binding));
  }
}
