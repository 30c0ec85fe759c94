package networks;

import io.tenon.compiled.Binding;
import io.tenon.compiled.BoundForward;
import io.tenon.compiled.Registration;
import io.tenon.compiled.Slots;
import io.tenon.nn.BatchNorm1d;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Dropout;
import io.tenon.nn.Linear;
import java.util.List;

/**
 * What {@link Noisy} registers: its annotated fields, in the order of declaration. Made by Tenon
 * from Noisy.java; change that, not this.
 */
public final class Noisy_Registration extends Registration<Noisy> {
  /**
   * Changes with the source: networks in other jars are compiled from it.
   */
  public static final String SOURCE = "099476e2a8234883";

  @Override
  protected void declare(Slots<Noisy> slots) {
    slots
        .submodule("conv1", Conv2d.class, net -> net.conv1, (net, value) -> net.conv1 = value)
        .submodule("bn1", BatchNorm2d.class, net -> net.bn1, (net, value) -> net.bn1 = value)
        .submodule("drop1", Dropout.class, net -> net.drop1, (net, value) -> net.drop1 = value)
        .submodule("conv2", Conv2d.class, net -> net.conv2, (net, value) -> net.conv2 = value)
        .submodule("bn2", BatchNorm2d.class, net -> net.bn2, (net, value) -> net.bn2 = value)
        .submodule("fc1", Linear.class, net -> net.fc1, (net, value) -> net.fc1 = value)
        .submodule("bn3", BatchNorm1d.class, net -> net.bn3, (net, value) -> net.bn3 = value)
        .submodule("drop2", Dropout.class, net -> net.drop2, (net, value) -> net.drop2 = value)
        .submodule("fc2", Linear.class, net -> net.fc2, (net, value) -> net.fc2 = value);
  }

  @Override
  public boolean hasForward() {
    return true;
  }

  @Override
  protected List<BoundForward<Noisy>> forwards(Binding<Noisy> binding) {
    return List.of(new Noisy_Forward(binding));
  }

  @Override
  public boolean hasTrainingForward() {
    return true;
  }

  @Override
  protected List<BoundForward<Noisy>> trainingForwards(Binding<Noisy> binding) {
    return List.of(new Noisy_TrainingForward(binding));
  }
}
