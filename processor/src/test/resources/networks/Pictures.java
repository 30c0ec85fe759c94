package networks;

import static io.tenon.nn.Conv2d.options;
import static io.tenon.nn.Functional.avgPool2d;
import static io.tenon.nn.Functional.maxPool2d;
import static io.tenon.nn.Functional.relu;
import static io.tenon.nn.Functional.relu6;
import static io.tenon.nn.Functional.sigmoid;
import static io.tenon.nn.Functional.softmax;

import io.tenon.Tensor;
import io.tenon.annotation.Param;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.Parameter;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Functional;
import io.tenon.nn.NnModule;

/** Maps in and maps out: both layouts, all kinds of windows, a weight of the network's own. */
public class Pictures extends NnModule {
  @Param Parameter kernel = new Parameter(Tensor.full(0.125f, 7, 3, 2, 2));
  @Submodule Conv2d same = new Conv2d(7, 18, 4, options().padding("same"));
  @Submodule Conv2d wide = new Conv2d(18, 33, 3, options().dilation(2).stride(2, 1).padding(2, 1));
  @Submodule Conv2d point = new Conv2d(33, 17, 1);
  @Submodule("batch_norm") BatchNorm2d norm = new BatchNorm2d(17);

  @Override
  public Tensor forward(@Shape("N, 3, 21, 19") Tensor image) {
    Tensor gate = sigmoid(image).mul(image);
    Tensor y = relu6(Functional.conv2d(gate, kernel, null));
    y = maxPool2d(same.call(y), 2);
    y = wide.call(relu(y));
    y = norm.call(avgPool2d(sigmoid(point.call(y)), 2));
    y = softmax(y, 1).add(y).sub(y.div(y.mul(y).add(y)));
    return y.view(y.size(0), 17, -1).flatten(1);
  }
}
