package io.tenon.op;

import io.tenon.NumberText;
import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.Tensor;
import java.util.List;
import java.util.Locale;

/**
 * {@code interpolate} of maps [N, C, H, W].
 *
 * @param size the result's size; null if {@code scale} tells it
 * @param scale how many times as large the result is; 0 if {@code size} tells it
 */
public record Resample(Mode mode, Pair size, double scale, boolean alignCorners) implements Op {
  /** Where a pixel's value comes from. */
  public enum Mode {
    /** The nearest one. */
    NEAREST,
    /** The four around it, by distance. */
    BILINEAR
  }

  @Override
  public String name() {
    return "interpolate";
  }

  @Override
  public String attributes() {
    return "mode="
        + mode.name().toLowerCase(Locale.ROOT)
        + ", size="
        + size
        + ", scale_factor="
        + NumberText.of(scale)
        + ", align_corners="
        + alignCorners;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    if (x.rank() != 4) {
      throw new ShapeError(
          "interpolate: expected an input of 4 dimensions [N, C, H, W], but got " + x);
    }
    int height = size == null ? (int) Math.floor(x.size(2) * scale) : size.h();
    int width = size == null ? (int) Math.floor(x.size(3) * scale) : size.w();
    return x.with(2, height).with(3, width);
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    Tensor x = inputs.get(0);
    int inH = x.size(2);
    int inW = x.size(3);
    int outH = result.size(2);
    int outW = result.size(3);
    for (int p = 0; p < x.size(0) * x.size(1); p++) {
      int from = x.offset() + p * inH * inW;
      for (int h = 0; h < outH; h++) {
        for (int w = 0; w < outW; w++) {
          int to = result.offset() + (p * outH + h) * outW + w;
          result.floats()[to] =
              mode == Mode.NEAREST
                  ? x.floats()[from + nearest(h, inH, outH) * inW + nearest(w, inW, outW)]
                  : bilinear(x.floats(), from, inW, at(h, inH, outH), at(w, inW, outW), inH);
        }
      }
    }
  }

  /** How far apart, in the input, two neighbours of the result are. */
  private double step(int in, int out) {
    return size == null ? 1 / scale : (double) in / out;
  }

  private int nearest(int i, int in, int out) {
    return Math.min(in - 1, (int) Math.floor((float) (i * (float) step(in, out))));
  }

  private double at(int i, int in, int out) {
    if (alignCorners) {
      return out > 1 ? (double) i * (in - 1) / (out - 1) : 0;
    }
    return Math.max(0, (i + 0.5) * step(in, out) - 0.5);
  }

  private static float bilinear(
      float[] x, int from, int width, double row, double column, int height) {
    int top = Math.min((int) row, height - 1);
    int left = Math.min((int) column, width - 1);
    int bottom = Math.min(top + 1, height - 1);
    int right = Math.min(left + 1, width - 1);
    double down = row - top;
    double along = column - left;
    double above =
        (1 - along) * x[from + top * width + left] + along * x[from + top * width + right];
    double below =
        (1 - along) * x[from + bottom * width + left] + along * x[from + bottom * width + right];
    return (float) ((1 - down) * above + down * below);
  }
}
