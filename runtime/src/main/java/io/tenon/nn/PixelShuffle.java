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

  /** Maps r times as high and wide. */
  public PixelShuffle(int upscaleFactor) {
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
