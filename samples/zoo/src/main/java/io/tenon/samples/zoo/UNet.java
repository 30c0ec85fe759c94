package io.tenon.samples.zoo;

import io.tenon.Tensor;
import io.tenon.annotation.Submodule;
import io.tenon.nn.NnModule;

/**
 * U-Net for segmentation (Ronneberger et al., 2015), with padded convolutions and batch
 * normalisation as in milesial's Pytorch-UNet: four steps down, four up, each with what the way
 * down had at its resolution. A subclass says how maps are enlarged.
 */
public abstract class UNet extends NnModule {
  @Submodule DoubleConv inc = new DoubleConv(3, 64);
  @Submodule UNetDown down1 = new UNetDown(64, 128);
  @Submodule UNetDown down2 = new UNetDown(128, 256);
  @Submodule UNetDown down3 = new UNetDown(256, 512);
  @Submodule UNetDown down4;
  @Submodule UNetUp up1;
  @Submodule UNetUp up2;
  @Submodule UNetUp up3;
  @Submodule UNetUp up4;
  @Submodule UNetOut outc;

  /**
   * A network.
   *
   * @param bilinear whether maps are enlarged by interpolation, which keeps their number; a
   *     transposed convolution halves it
   * @param classes how many kinds of pixels it tells apart
   */
  UNet(boolean bilinear, int classes) {
    int factor = bilinear ? 2 : 1;
    down4 = new UNetDown(512, 1024 / factor);
    up1 = new UNetUp(1024, 512 / factor, bilinear);
    up2 = new UNetUp(512, 256 / factor, bilinear);
    up3 = new UNetUp(256, 128 / factor, bilinear);
    up4 = new UNetUp(128, 64, bilinear);
    outc = new UNetOut(64, classes);
  }

  /** Images [N, 3, H, W]; result [N, classes, H, W]. */
  @Override
  public Tensor forward(Tensor x) {
    Tensor x1 = inc.call(x);
    Tensor x2 = down1.call(x1);
    Tensor x3 = down2.call(x2);
    Tensor x4 = down3.call(x3);
    Tensor x5 = down4.call(x4);
    x = up1.call(x5, x4);
    x = up2.call(x, x3);
    x = up3.call(x, x2);
    x = up4.call(x, x1);
    return outc.call(x);
  }
}
