package wrong;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.GRU;
import io.tenon.nn.LSTM;
import io.tenon.nn.NnModule;

class States extends NnModule {
  @Submodule LSTM lstm = new LSTM(4, 8, LSTM.options().batchFirst(true));

  @Override
  public Tensor forward(@Shape("N, 9, 4") Tensor x) {
    return lstm.withStates(x).h(); // TN026: States.forward stays eager: a value of shape [1, N, 8], whose first size is not the batch, is not compiled yet, in 'lstm.withStates(x)'
  }
}

class WrongFeatures extends NnModule {
  @Submodule GRU gru = new GRU(4, 8);

  @Override
  public Tensor forward(@Shape("N, 9, 5") Tensor x) {
    return gru.call(x); // TN012: GRU: input has 5 features, but input_size is 4 (input [N, 9, 5]), in 'gru.call(x)'
  }
}
