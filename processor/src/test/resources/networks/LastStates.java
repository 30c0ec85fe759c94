package networks;

import static io.tenon.nn.Functional.cat;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.LSTM;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;
import java.util.List;

/** Decides by the states that both directions of the last layer end with. */
public class LastStates extends NnModule {
  @Submodule
  LSTM lstm = new LSTM(5, 8, LSTM.options().numLayers(2).bidirectional(true).batchFirst(true));

  @Submodule Linear head;

  public LastStates(int classes) {
    head = new Linear(24, classes);
  }

  @Override
  public Tensor forward(@Shape("N, 9, 5") Tensor x) {
    LSTM.Output all = lstm.withStates(x);
    return head.call(
        cat(List.of(all.h().select(0, -2), all.h().select(0, -1), all.c().select(0, 3)), 1));
  }
}
