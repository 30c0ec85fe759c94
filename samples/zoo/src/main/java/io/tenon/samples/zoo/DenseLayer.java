package io.tenon.samples.zoo;

import static io.tenon.nn.Functional.cat;

import io.tenon.Tensor;
import io.tenon.annotation.Submodule;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.NnModule;
import io.tenon.nn.ReLU;
import java.util.List;

/**
 * A layer of a dense block: it sees the features of all layers before it, and hands them on with
 * its own behind them. A 1×1 convolution makes few of them before the 3×3 one.
 */
public final class DenseLayer extends NnModule {
  @Submodule BatchNorm2d norm1;
  @Submodule ReLU relu1 = new ReLU();
  @Submodule Conv2d conv1;
  @Submodule BatchNorm2d norm2;
  @Submodule ReLU relu2 = new ReLU();
  @Submodule Conv2d conv2;

  DenseLayer(int inputFeatures, int growthRate, int bnSize) {
    int between = bnSize * growthRate;
    norm1 = new BatchNorm2d(inputFeatures);
    conv1 = new Conv2d(inputFeatures, between, 1, Conv2d.options().bias(false));
    norm2 = new BatchNorm2d(between);
    conv2 = new Conv2d(between, growthRate, 3, Conv2d.options().padding(1).bias(false));
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor features = conv1.call(relu1.call(norm1.call(x)));
    features = conv2.call(relu2.call(norm2.call(features)));
    return cat(List.of(x, features), 1);
  }
}
