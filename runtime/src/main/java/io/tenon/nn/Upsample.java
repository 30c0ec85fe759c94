package io.tenon.nn;

import io.tenon.Tensor;
import io.tenon.op.Ops;
import io.tenon.op.Pair;
import io.tenon.op.Resample;
import java.util.Locale;

/** {@code torch.nn.Upsample}: larger maps; input [N, C, H, W]. */
public final class Upsample extends NnModule {
  private final Resample op;

  private Upsample(Resample op) {
    this.op = op;
  }

  /**
   * Maps {@code scaleFactor} times as large.
   *
   * @param mode {@code nearest} or {@code bilinear}
   */
  public Upsample(double scaleFactor, String mode, boolean alignCorners) {
    this(new Resample(mode(mode, alignCorners), null, scaleFactor, alignCorners));
  }

  /** Maps of a size; {@code mode} is {@code nearest} or {@code bilinear}. */
  public Upsample(Pair size, String mode, boolean alignCorners) {
    this(new Resample(mode(mode, alignCorners), size, 0, alignCorners));
  }

  private static Resample.Mode mode(String name, boolean alignCorners) {
    return switch (name) {
      case "nearest" -> {
        if (alignCorners) {
          throw new IllegalArgumentException(
              "align_corners option can only be set with the interpolating modes: linear | bilinear"
                  + " | bicubic | trilinear");
        }
        yield Resample.Mode.NEAREST;
      }
      case "bilinear" -> Resample.Mode.BILINEAR;
      default ->
          throw new IllegalArgumentException(
              "mode '" + name + "' is not there: expected 'nearest' or 'bilinear'");
    };
  }

  @Override
  public Tensor forward(Tensor x) {
    return Ops.apply(op, x);
  }

  @Override
  protected String extraRepr() {
    String how =
        op.size() == null ? "scale_factor=" + Reprs.number(op.scale()) : "size=" + op.size();
    return how + ", mode=" + op.mode().name().toLowerCase(Locale.ROOT);
  }
}
