package io.tenon.samples.lenet;

import static io.tenon.nn.Functional.maxPool2d;
import static io.tenon.nn.Functional.relu;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;

/**
 * LeNet-5 (LeCun et al., 1998) for images of three channels, with ReLU, as PyTorch users write it.
 */
public class LeNet extends NnModule {
  @Submodule Conv2d conv1 = new Conv2d(3, 6, 5);
  @Submodule Conv2d conv2 = new Conv2d(6, 16, 5);
  @Submodule Linear fc1 = new Linear(16 * 5 * 5, 120);
  @Submodule Linear fc2 = new Linear(120, 84);
  @Submodule Linear fc3;

  /** A network that tells {@code classes} kinds of images apart. */
  public LeNet(int classes) {
    fc3 = new Linear(84, classes);
  }

  @Override
  public Tensor forward(@Shape("N, 3, 32, 32") Tensor x) {
    Tensor out = relu(conv1.call(x));
    out = maxPool2d(out, 2);
    out = relu(conv2.call(out));
    out = maxPool2d(out, 2);
    out = out.view(out.size(0), -1);
    out = relu(fc1.call(out));
    out = relu(fc2.call(out));
    return fc3.call(out);
  }
}
