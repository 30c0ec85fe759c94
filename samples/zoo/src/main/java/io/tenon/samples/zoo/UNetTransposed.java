package io.tenon.samples.zoo;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;

/** The U-Net that enlarges its maps by transposed convolutions. */
public final class UNetTransposed extends UNet {
  /** A network that tells {@code classes} kinds of pixels apart. */
  public UNetTransposed(int classes) {
    super(false, classes);
  }

  @Override
  public Tensor forward(@Shape("N, 3, 256, 256") Tensor x) {
    return super.forward(x);
  }
}
