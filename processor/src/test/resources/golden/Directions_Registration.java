package networks;

import io.tenon.compiled.Binding;
import io.tenon.compiled.BoundForward;
import io.tenon.compiled.Registration;
import io.tenon.compiled.Slots;
import io.tenon.nn.LSTM;
import io.tenon.nn.Linear;
import io.tenon.nn.RNN;
import java.util.List;

/**
 * What {@link Directions} registers: its annotated fields, in the order of declaration. Made by
 * Tenon from Directions.java; change that, not this.
 */
public final class Directions_Registration extends Registration<Directions> {
  /**
   * Changes with the source: networks in other jars are compiled from it.
   */
  public static final String SOURCE = "696e715f48471a6a";

  @Override
  protected void declare(Slots<Directions> slots) {
    slots
        .submodule("lstm", LSTM.class, net -> net.lstm, (net, value) -> net.lstm = value)
        .submodule("rnn", RNN.class, net -> net.rnn, (net, value) -> net.rnn = value)
        .submodule("head", Linear.class, net -> net.head, (net, value) -> net.head = value);
  }

  @Override
  public boolean hasForward() {
    return true;
  }

  @Override
  protected List<BoundForward<Directions>> forwards(Binding<Directions> binding) {
    return List.of(new Directions_Forward(binding));
  }
}
