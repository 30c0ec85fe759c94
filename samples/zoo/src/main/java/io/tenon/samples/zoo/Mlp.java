package io.tenon.samples.zoo;

import static io.tenon.nn.Functional.relu;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;

/** A multilayer perceptron for MNIST's images as vectors: 784, 512, 256 and 10 numbers. */
public final class Mlp extends NnModule {
  @Submodule Linear fc1 = new Linear(784, 512);
  @Submodule Linear fc2 = new Linear(512, 256);
  @Submodule Linear fc3;

  /** A network that tells {@code classes} kinds of images apart. */
  public Mlp(int classes) {
    fc3 = new Linear(256, classes);
  }

  @Override
  public Tensor forward(@Shape("N, 784") Tensor x) {
    x = relu(fc1.call(x));
    x = relu(fc2.call(x));
    return fc3.call(x);
  }
}
