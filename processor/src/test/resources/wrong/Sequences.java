package wrong;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.GRU;
import io.tenon.nn.LSTM;
import io.tenon.nn.Linear;
import io.tenon.nn.MultiheadAttention;
import io.tenon.nn.NnModule;
import io.tenon.nn.TransformerEncoder;
import io.tenon.nn.TransformerEncoderLayer;

class Sentiment extends NnModule {
  @Submodule LSTM lstm = new LSTM(4, 8, LSTM.options().batchFirst(true).bidirectional(true));
  @Submodule Linear fc;

  Sentiment(int classes) {
    fc = new Linear(16, classes);
  }

  @Override
  public Tensor forward(@Shape("N, 9, 4") Tensor x) {
    return fc.call(lstm.call(x).select(1, -1)); // TN026: Sentiment.forward stays eager: lstm is not compiled yet, in 'lstm.call(x)'
  }
}

class States extends NnModule {
  @Submodule LSTM lstm = new LSTM(4, 8, LSTM.options().batchFirst(true));

  @Override
  public Tensor forward(@Shape("N, 9, 4") Tensor x) {
    LSTM.Output all = lstm.call(x, null, null); // TN026: States.forward stays eager: lstm is not compiled yet, in 'lstm.call(x, null, null)'
    return all.h().select(0, -1).add(all.c().select(0, -1));
  }
}

class Encoder extends NnModule {
  @Submodule
  TransformerEncoderLayer layer =
      new TransformerEncoderLayer(16, 4, TransformerEncoderLayer.options().batchFirst(true));

  @Override
  public Tensor forward(@Shape("N, 9, 16") Tensor x) {
    return layer.call(x, null, null, true); // TN026: Encoder.forward stays eager: in_projection is not compiled yet, in 'layer.call(x, null, null, true)'
  }
}

class Stack extends NnModule {
  @Submodule
  TransformerEncoder encoder =
      new TransformerEncoder(
          new TransformerEncoderLayer(16, 4, TransformerEncoderLayer.options().batchFirst(true)), 2);

  @Override
  public Tensor forward(@Shape("N, 9, 16") Tensor x) {
    return encoder.call(x); // TN026: Stack.forward stays eager: in_projection is not compiled yet, in 'encoder.call(x)'
  }
}

class Itself extends NnModule {
  @Submodule
  MultiheadAttention attention =
      new MultiheadAttention(16, 4, MultiheadAttention.options().batchFirst(true));

  @Override
  public Tensor forward(@Shape("N, 9, 16") Tensor x) {
    MultiheadAttention.CallOptions how =
        MultiheadAttention.callOptions().needWeights(false).isCausal(true);
    return attention.call(x, x, x, how).output(); // TN026: Itself.forward stays eager: in_projection is not compiled yet, in 'attention.call(x, x, x, how)'
  }
}

class WrongFeatures extends NnModule {
  @Submodule GRU gru = new GRU(4, 8);

  @Override
  public Tensor forward(@Shape("N, 9, 5") Tensor x) {
    return gru.call(x); // TN012: GRU: input has 5 features, but input_size is 4 (input [N, 9, 5]), in 'gru.call(x)'
  }
}
