package io.tenon.samples.zoo;

import static io.tenon.nn.Functional.avgPool2d;
import static io.tenon.nn.Functional.tanh;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;

/**
 * LeNet-5 (LeCun et al., 1998) for MNIST's 28×28 images, padded to 32×32 by the first convolution:
 * tanh and average pooling, as at the time.
 */
public final class LeNet5 extends NnModule {
  @Submodule Conv2d conv1 = new Conv2d(1, 6, 5, Conv2d.options().padding(2));
  @Submodule Conv2d conv2 = new Conv2d(6, 16, 5);
  @Submodule Linear fc1 = new Linear(16 * 5 * 5, 120);
  @Submodule Linear fc2 = new Linear(120, 84);
  @Submodule Linear fc3;

  /** A network that tells {@code classes} kinds of images apart. */
  public LeNet5(int classes) {
    fc3 = new Linear(84, classes);
  }

  @Override
  public Tensor forward(@Shape("N, 1, 28, 28") Tensor x) {
    x = avgPool2d(tanh(conv1.call(x)), 2);
    x = avgPool2d(tanh(conv2.call(x)), 2);
    x = x.flatten(1);
    x = tanh(fc1.call(x));
    x = tanh(fc2.call(x));
    return fc3.call(x);
  }
}
