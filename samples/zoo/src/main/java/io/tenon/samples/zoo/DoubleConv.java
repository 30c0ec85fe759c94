package io.tenon.samples.zoo;

import io.tenon.Tensor;
import io.tenon.annotation.Submodule;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.NnModule;
import io.tenon.nn.ReLU;
import io.tenon.nn.Sequential;

/** What a U-Net does at each resolution: two 3×3 convolutions. */
public final class DoubleConv extends NnModule {
  @Submodule("double_conv")
  Sequential doubleConv;

  DoubleConv(int in, int out) {
    this(in, out, out);
  }

  DoubleConv(int in, int out, int between) {
    doubleConv =
        new Sequential(
            new Conv2d(in, between, 3, Conv2d.options().padding(1).bias(false)),
            new BatchNorm2d(between),
            new ReLU(),
            new Conv2d(between, out, 3, Conv2d.options().padding(1).bias(false)),
            new BatchNorm2d(out),
            new ReLU());
  }

  @Override
  public Tensor forward(Tensor x) {
    return doubleConv.call(x);
  }
}
