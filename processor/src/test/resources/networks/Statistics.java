package networks;

import static io.tenon.nn.Functional.maxPool2d;
import static io.tenon.nn.Functional.relu;
import static io.tenon.nn.Functional.sigmoid;

import io.tenon.Tensor;
import io.tenon.annotation.Compile;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.BatchNorm1d;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Dropout;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;

/**
 * Every kind of batch normalisation: with and without weights, momentum and running statistics, of
 * maps, signals and features; one layer is called twice, and one for nothing.
 */
@Compile(required = true, training = true)
public class Statistics extends NnModule {
  @Submodule BatchNorm2d first = new BatchNorm2d(3, 1e-3, null, true, true);
  @Submodule Conv2d conv1 = new Conv2d(3, 16, 3);
  @Submodule BatchNorm2d plain = new BatchNorm2d(16, 1e-5, 0.3, false, true);
  @Submodule Conv2d conv2 = new Conv2d(16, 17, 3);
  @Submodule BatchNorm2d untracked = new BatchNorm2d(17, 1e-5, 0.1, true, false);
  @Submodule BatchNorm2d unused = new BatchNorm2d(17, 1e-5, 1.0, true, true);
  @Submodule BatchNorm1d signals = new BatchNorm1d(17, 1e-5, 0.0, true, true);
  @Submodule Linear fc = new Linear(17 * 6, 10);
  @Submodule BatchNorm1d twice = new BatchNorm1d(10, 1e-4, null, true, true);
  @Submodule BatchNorm1d last = new BatchNorm1d(10, 0.1, 0.1, false, false);
  @Submodule Dropout none = new Dropout(0);
  @Submodule Dropout all = new Dropout(1);

  @Override
  public Tensor forward(@Shape("N, 3, 8, 10") Tensor x) {
    Tensor out = sigmoid(plain.call(conv1.call(first.call(x))));
    out = conv2.call(out);
    unused.call(out);
    out = maxPool2d(relu(untracked.call(out)), 2);
    out = signals.call(out.view(out.size(0), 17, 6));
    out = fc.call(none.call(out.view(out.size(0), -1)));
    out = twice.call(relu(twice.call(out)));
    return last.call(out.add(all.call(out))).add(out);
  }
}
