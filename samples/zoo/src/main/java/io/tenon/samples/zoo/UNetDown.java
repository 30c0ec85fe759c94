package io.tenon.samples.zoo;

import io.tenon.Tensor;
import io.tenon.annotation.Submodule;
import io.tenon.nn.MaxPool2d;
import io.tenon.nn.NnModule;
import io.tenon.nn.Sequential;

/** A step down a U-Net: maps half as large, more of them. */
public final class UNetDown extends NnModule {
  @Submodule("maxpool_conv")
  Sequential maxpoolConv;

  UNetDown(int in, int out) {
    maxpoolConv = new Sequential(new MaxPool2d(2), new DoubleConv(in, out));
  }

  @Override
  public Tensor forward(Tensor x) {
    return maxpoolConv.call(x);
  }
}
