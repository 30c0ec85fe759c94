package networks;

import static io.tenon.nn.Conv2d.options;
import static io.tenon.nn.Functional.adaptiveAvgPool2d;
import static io.tenon.nn.Functional.gelu;
import static io.tenon.nn.Functional.maxPool2d;
import static io.tenon.nn.Functional.relu;
import static io.tenon.nn.Functional.sigmoid;
import static io.tenon.nn.Functional.silu;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;

/** Maps that are made with room for their padding, and such as can't be. */
public class Bordered extends NnModule {
  @Submodule Conv2d pooled = new Conv2d(3, 20, 3);
  @Submodule Conv2d wide = new Conv2d(20, 20, 5, options().padding(2));
  @Submodule Conv2d far = new Conv2d(20, 20, 3, options().padding(3, 2).dilation(3, 2));
  @Submodule Conv2d each = new Conv2d(20, 20, 3, options().padding(1).groups(20));
  @Submodule Conv2d point = new Conv2d(20, 20, 1);
  @Submodule Conv2d less = new Conv2d(20, 20, 3, options().padding(1).stride(2));
  @Submodule Conv2d mixed = new Conv2d(20, 20, 3, options().padding(1));
  @Submodule Linear fc = new Linear(20, 9);

  @Override
  public Tensor forward(@Shape("N, 3, 26, 20") Tensor x) {
    Tensor y = maxPool2d(relu(pooled.call(x)), 2); // read by three, of different padding
    y = silu(wide.call(y)).add(each.call(y)).add(far.call(y));
    y = relu(point.call(y).add(y)); // what it reads is what it adds
    Tensor z = each.call(silu(wide.call(y))); // zeros stay zeros
    y = gelu(mixed.call(y).add(z)); // so do they here
    y = mixed.call(sigmoid(mixed.call(y))); // here they don't
    y = less.call(maxPool2d(y, 3, 1, 1));
    return fc.call(adaptiveAvgPool2d(less.call(y), 1).flatten(1));
  }
}
