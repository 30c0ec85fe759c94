package io.tenon.samples.zoo;

import static io.tenon.nn.Functional.cat;
import static io.tenon.nn.Functional.pad;

import io.tenon.Tensor;
import io.tenon.annotation.Submodule;
import io.tenon.nn.ConvTranspose2d;
import io.tenon.nn.NnModule;
import io.tenon.nn.Upsample;
import java.util.List;

/**
 * A step up a U-Net: maps made twice as large, behind those of the way down that have this size.
 */
public final class UNetUp extends NnModule {
  @Submodule NnModule up;
  @Submodule DoubleConv conv;

  /**
   * A step.
   *
   * @param in channels of both inputs together
   * @param bilinear whether maps are enlarged by interpolation, and not by a transposed convolution
   */
  UNetUp(int in, int out, boolean bilinear) {
    if (bilinear) {
      up = new Upsample(2, "bilinear", true);
      conv = new DoubleConv(in, out, in / 2);
    } else {
      up = new ConvTranspose2d(in, in / 2, 2, ConvTranspose2d.options().stride(2));
      conv = new DoubleConv(in, out);
    }
  }

  /** {@code x1} enlarged to the size of {@code x2}, which is not always twice as large. */
  public Tensor forward(Tensor x1, Tensor x2) {
    x1 = up.call(x1);
    int diffY = x2.size(2) - x1.size(2);
    int diffX = x2.size(3) - x1.size(3);
    x1 = pad(x1, diffX / 2, diffX - diffX / 2, diffY / 2, diffY - diffY / 2);
    return conv.call(cat(List.of(x2, x1), 1));
  }
}
