package networks;

import static io.tenon.nn.RNNBase.options;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.LSTM;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;
import io.tenon.nn.RNN;

/** Two layers in both directions, and one of the plain kind behind them. */
public class Directions extends NnModule {
  @Submodule LSTM lstm = new LSTM(5, 7, options().numLayers(2).bidirectional(true).batchFirst(true));
  @Submodule RNN rnn = new RNN(14, 20, options().batchFirst(true).bias(false));
  @Submodule Linear head = new Linear(20, 17);

  @Override
  public Tensor forward(@Shape("N, T, 5") Tensor x) {
    return head.call(rnn.call(lstm.call(x)));
  }
}
