package networks;

import static io.tenon.nn.RNNBase.options;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.Embedding;
import io.tenon.nn.GRU;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;

/** Classifies sentences by the state after their last token. */
public class Recurrent extends NnModule {
  @Submodule Embedding token = new Embedding(50, 24);
  @Submodule GRU gru;
  @Submodule Linear head;

  public Recurrent(int hidden) {
    gru = new GRU(24, hidden, options().batchFirst(true));
    head = new Linear(hidden, 3);
  }

  @Override
  public Tensor forward(@Shape(value = "N, T", dtype = "int64") Tensor tokens) {
    Tensor states = gru.call(token.call(tokens));
    return head.call(states.select(1, -1));
  }
}
