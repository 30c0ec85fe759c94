package networks;

import static io.tenon.nn.Conv1d.options;
import static io.tenon.nn.Functional.relu;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.BatchNorm1d;
import io.tenon.nn.Conv1d;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;
import io.tenon.nn.PReLU;

/** Convolutions of sequences. */
public class Signals extends NnModule {
  @Submodule Conv1d conv1 = new Conv1d(2, 20, 5, options().padding(2));
  @Submodule BatchNorm1d bn1 = new BatchNorm1d(20);
  @Submodule Conv1d conv2 = new Conv1d(20, 18, 3, options().stride(2).padding(1).paddingMode("circular"));
  @Submodule PReLU leak = new PReLU(18);
  @Submodule Conv1d conv3 = new Conv1d(18, 18, 3, options().dilation(2).groups(18));
  @Submodule Conv1d last;

  public Signals(int classes) {
    last = new Conv1d(18, classes, 1);
  }

  @Override
  public Tensor forward(@Shape("N, 2, 31") Tensor x) {
    x = relu(bn1.call(conv1.call(x)));
    x = leak.call(conv2.call(x));
    return last.call(conv3.call(x));
  }
}
