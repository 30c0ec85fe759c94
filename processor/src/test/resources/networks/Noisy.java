package networks;

import static io.tenon.nn.Conv2d.options;
import static io.tenon.nn.Functional.relu;

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

/** A small network with noise and statistics of the batch, compiled for both modes. */
@Compile(required = true, training = true)
public class Noisy extends NnModule {
  @Submodule Conv2d conv1 = new Conv2d(3, 20, 3, options().stride(2).padding(1).bias(false));
  @Submodule BatchNorm2d bn1 = new BatchNorm2d(20);
  @Submodule Dropout drop1 = new Dropout(0.25);
  @Submodule Conv2d conv2 = new Conv2d(20, 32, 3);
  @Submodule BatchNorm2d bn2 = new BatchNorm2d(32);
  @Submodule Linear fc1 = new Linear(32 * 3 * 3, 24);
  @Submodule BatchNorm1d bn3 = new BatchNorm1d(24);
  @Submodule Dropout drop2 = new Dropout();
  @Submodule Linear fc2;

  public Noisy(int classes) {
    fc2 = new Linear(24, classes);
  }

  @Override
  public Tensor forward(@Shape("N, 3, 10, 10") Tensor x) {
    Tensor out = relu(bn1.call(conv1.call(x)));
    out = relu(bn2.call(conv2.call(drop1.call(out))));
    out = out.view(out.size(0), -1);
    out = relu(bn3.call(fc1.call(out)));
    return fc2.call(drop2.call(out));
  }
}
