package networks;

import static io.tenon.nn.Conv2d.options;
import static io.tenon.nn.Functional.adaptiveAvgPool2d;
import static io.tenon.nn.Functional.maxPool2d;
import static io.tenon.nn.Functional.relu;
import static io.tenon.nn.Functional.sigmoid;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;

/** As many channels as the constructor's argument says, through all that maps go through. */
public class Kinds extends NnModule {
  @Submodule Conv2d point;
  @Submodule BatchNorm2d bn1;
  @Submodule Conv2d pooled;
  @Submodule BatchNorm2d bn2;
  @Submodule Conv2d twice;
  @Submodule Linear each;
  @Submodule Linear all;

  public Kinds(int classes) {
    point = new Conv2d(3, classes, 1);
    bn1 = new BatchNorm2d(classes);
    pooled = new Conv2d(classes, classes, 3, options().padding(1));
    bn2 = new BatchNorm2d(classes);
    twice = new Conv2d(classes, 2 * classes, 3, options().padding(1, 0).bias(false));
    each = new Linear(2 * classes, 20);
    all = new Linear(12 * classes, 20);
  }

  @Override
  public Tensor forward(@Shape("N, 3, 11, 10") Tensor x) {
    Tensor y = relu(bn1.call(point.call(x)));
    y = maxPool2d(relu(pooled.call(y)), 2);
    y = bn2.call(y).add(y);
    y = twice.call(sigmoid(y));
    Tensor means = adaptiveAvgPool2d(y, 1).flatten(1);
    return each.call(means).add(all.call(maxPool2d(y, 2, 2, 1).flatten(1)));
  }
}
