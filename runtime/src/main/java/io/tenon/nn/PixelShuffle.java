package io.tenon.nn;

import io.tenon.Tensor;
import io.tenon.op.Ops;
import io.tenon.op.Shuffle;

/**
 * {@code torch.nn.PixelShuffle}: channels become pixels, [N, C·r², H, W] becomes [N, C, H·r, W·r]
 * (Shi et al., 2016).
 */
public final class PixelShuffle extends NnModule {
  private final int upscaleFactor;

  /**
   * Maps r times as high and wide.
   *
   * @throws IllegalArgumentException if r is not positive, in PyTorch's words
   */
  public PixelShuffle(int upscaleFactor) {
    if (upscaleFactor <= 0) {
      throw new IllegalArgumentException(
          "pixel_shuffle expects a positive upscale_factor, but got " + upscaleFactor);
    }
    this.upscaleFactor = upscaleFactor;
  }

  @Override
  public Tensor forward(Tensor x) {
    return Ops.apply(new Shuffle(upscaleFactor), x);
  }

  @Override
  protected String extraRepr() {
    return "upscale_factor=" + upscaleFactor;
  }
}
