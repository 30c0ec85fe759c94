package networks;

import static io.tenon.nn.Conv2d.options;
import static io.tenon.nn.Functional.adaptiveAvgPool2d;
import static io.tenon.nn.Functional.relu;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;

/** 3×3 convolutions of many channels, on maps that Winograd's tiles cover exactly and others. */
public class Tiled extends NnModule {
  @Submodule Conv2d stem = new Conv2d(3, 32, 3, options().padding(1));
  @Submodule Conv2d wide = new Conv2d(32, 32, 3, options().padding(1).bias(false));
  @Submodule BatchNorm2d bn = new BatchNorm2d(32);
  @Submodule Conv2d added = new Conv2d(32, 32, 3, options().padding(1));
  @Submodule Conv2d less = new Conv2d(32, 96, 3, options().stride(4));
  @Submodule Conv2d small = new Conv2d(96, 96, 3, options().padding(1));
  @Submodule Conv2d open = new Conv2d(96, 40, 3);
  @Submodule Linear fc;

  public Tiled(int classes) {
    fc = new Linear(40, classes);
  }

  @Override
  public Tensor forward(@Shape("N, 3, 36, 32") Tensor x) {
    x = relu(stem.call(x));
    Tensor y = relu(bn.call(wide.call(x)));
    x = relu(added.call(y).add(x));
    x = less.call(x);
    x = x.add(small.call(x));
    x = relu(open.call(x));
    return fc.call(adaptiveAvgPool2d(x, 1).flatten(1));
  }
}
