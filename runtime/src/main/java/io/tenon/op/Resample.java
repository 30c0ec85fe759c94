package io.tenon.op;

import io.tenon.NumberText;
import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.SizeNames;
import io.tenon.Tensor;
import io.tenon.kernel.AdaptiveWindows;
import io.tenon.kernel.ResampleWindows;
import java.util.List;
import java.util.Locale;

/**
 * {@code interpolate} of maps [N, C, H, W].
 *
 * @param size the result's size; null if the scales tell it
 * @param scaleH how many times as high the result is; 0 if {@code size} tells it
 * @param scaleW how many times as wide
 * @param recompute whether pixels lie as the sizes say, though the scales told these
 */
public record Resample(
    Mode mode, Pair size, double scaleH, double scaleW, boolean alignCorners, boolean recompute)
    implements Op {
  /** Where a pixel's value comes from. */
  public enum Mode {
    /** The nearest one, by the pixels' upper left corners. */
    NEAREST,
    /** The nearest one, by the pixels' centres. */
    NEAREST_EXACT,
    /** The four around it, by distance. */
    BILINEAR,
    /** The sixteen around it, by a cubic function of the distance (Keys, 1981). */
    BICUBIC,
    /** The mean of those that it covers. */
    AREA;

    /** PyTorch's word. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Override
  public String name() {
    return "interpolate";
  }

  @Override
  public String attributes() {
    return "mode="
        + mode
        + ", size="
        + size
        + ", scale_factor=("
        + NumberText.of(scaleH)
        + ", "
        + NumberText.of(scaleW)
        + "), align_corners="
        + alignCorners
        + ", recompute_scale_factor="
        + recompute;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    if (x.rank() != 4) {
      throw new ShapeError(
          "interpolate: expected an input of 4 dimensions [N, C, H, W], but got " + x);
    }
    int height = size == null ? (int) Math.floor(x.size(2) * scaleH) : size.h();
    int width = size == null ? (int) Math.floor(x.size(3) * scaleW) : size.w();
    if (x.size(2) <= 0 || x.size(3) <= 0 || height <= 0 || width <= 0) {
      throw new ShapeError(
          String.format(
              Locale.ROOT,
              "interpolate: Input and output sizes should be greater than 0, but got input (H: %s,"
                  + " W: %s) output (H: %d, W: %d)",
              SizeNames.of(x.size(2)),
              SizeNames.of(x.size(3)),
              height,
              width));
    }
    return x.with(2, height).with(3, width);
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    Tensor x = inputs.get(0);
    int planes = x.size(0) * x.size(1);
    if (mode == Mode.AREA) {
      new AdaptiveWindows(x.size(2), x.size(3), result.size(2), result.size(3))
          .run(x.floats(), x.offset(), planes, 1, result.floats(), result.offset());
      return;
    }
    new ResampleWindows(this, x.size(2), x.size(3), result.size(2), result.size(3))
        .run(x.floats(), x.offset(), planes, 1, result.floats(), result.offset());
  }

  /**
   * Which elements of a row or column, and with which factors, make each one of the result: {@code
   * count} for each, one after the other.
   */
  public record Taps(int count, int[] at, float[] factor) {}

  /** How a row or column of {@code in} pixels becomes one of {@code out}. */
  public Taps taps(int in, int out, double scale) {
    int count = mode == Mode.BICUBIC ? 4 : mode == Mode.BILINEAR ? 2 : 1;
    Taps taps = new Taps(count, new int[out * count], new float[out * count]);
    double step = size == null && !recompute ? 1 / scale : (double) in / out;
    for (int i = 0; i < out; i++) {
      double position = position(i, in, out, step);
      int left = (int) Math.floor(position) - (count == 4 ? 1 : 0);
      double along = position - Math.floor(position);
      for (int tap = 0; tap < count; tap++) {
        taps.at[i * count + tap] = Math.max(0, Math.min(in - 1, left + tap));
        taps.factor[i * count + tap] =
            (float)
                (count == 1 ? 1 : count == 2 ? 1 - Math.abs(along - tap) : cubic(along + 1 - tap));
      }
    }
    return taps;
  }

  private double position(int i, int in, int out, double step) {
    if (mode == Mode.BILINEAR && in == out) {
      return i; // PyTorch copies then, whatever the scale
    }
    return switch (mode) {
      // in floats, as PyTorch: where a product is nearly an integer, they decide
      case NEAREST -> i * (float) step;
      case NEAREST_EXACT -> (float) ((i + 0.5) * (float) step);
      default -> {
        if (alignCorners) {
          yield out > 1 ? (double) i * (in - 1) / (out - 1) : 0;
        }
        double centre = (i + 0.5) * step - 0.5;
        yield mode == Mode.BICUBIC ? centre : Math.max(0, centre);
      }
    };
  }

  /** Keys' function with a = -3/4. */
  private static double cubic(double distance) {
    double d = Math.abs(distance);
    double a = -0.75;
    return d <= 1 ? ((a + 2) * d - (a + 3)) * d * d + 1 : ((a * d - 5 * a) * d + 8 * a) * d - 4 * a;
  }
}
