package io.tenon.samples.zoo;

import io.tenon.Tensor;
import io.tenon.annotation.Submodule;
import io.tenon.nn.Conv2d;
import io.tenon.nn.NnModule;

/** The end of a U-Net: a number for each class and pixel. */
public final class UNetOut extends NnModule {
  @Submodule Conv2d conv;

  UNetOut(int in, int classes) {
    conv = new Conv2d(in, classes, 1);
  }

  @Override
  public Tensor forward(Tensor x) {
    return conv.call(x);
  }
}
