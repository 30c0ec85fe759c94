package networks;

import io.tenon.compiled.Binding;
import io.tenon.compiled.BoundForward;
import io.tenon.compiled.Registration;
import io.tenon.compiled.Slots;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Linear;
import java.util.List;

/**
 * What {@link LeNet} registers: its annotated fields, in the order of declaration. Made by Tenon
 * from LeNet.java; change that, not this.
 */
public final class LeNet_Registration extends Registration<LeNet> {
  /**
   * Changes with the source: networks in other jars are compiled from it.
   */
  public static final String SOURCE = "d4dfa2a3a3f8aedf";

  @Override
  protected void declare(Slots<LeNet> slots) {
    slots
        .submodule("conv1", Conv2d.class, net -> net.conv1, (net, value) -> net.conv1 = value)
        .submodule("conv2", Conv2d.class, net -> net.conv2, (net, value) -> net.conv2 = value)
        .submodule("fc1", Linear.class, net -> net.fc1, (net, value) -> net.fc1 = value)
        .submodule("fc2", Linear.class, net -> net.fc2, (net, value) -> net.fc2 = value)
        .submodule("fc3", Linear.class, net -> net.fc3, (net, value) -> net.fc3 = value);
  }

  @Override
  public boolean hasForward() {
    return true;
  }

  @Override
  protected List<BoundForward<LeNet>> forwards(Binding<LeNet> binding) {
    return List.of(new LeNet_Forward(binding));
  }
}
