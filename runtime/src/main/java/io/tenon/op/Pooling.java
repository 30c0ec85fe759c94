package io.tenon.op;

import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.SizeNames;
import io.tenon.Tensor;
import io.tenon.kernel.PoolWindows;
import java.util.List;
import java.util.Locale;

/**
 * {@code max_pool2d} and {@code avg_pool2d}: input [N, C, H, W], result [N, C, H', W'].
 *
 * @param divisorOverride what a window's sum is divided by for its mean; 0 for its elements' number
 */
public record Pooling(
    Mode mode,
    Pair kernel,
    Pair stride,
    Pair padding,
    Pair dilation,
    boolean ceilMode,
    boolean countIncludePad,
    int divisorOverride)
    implements Op {
  /** What becomes of the elements of a window. */
  public enum Mode {
    /** The largest, NaN before all. */
    MAX,
    /** Their mean. */
    AVG
  }

  /** {@code max_pool2d}. */
  public static Pooling max(
      Pair kernel, Pair stride, Pair padding, Pair dilation, boolean ceilMode) {
    return new Pooling(Mode.MAX, kernel, stride, padding, dilation, ceilMode, true, 0);
  }

  /** {@code avg_pool2d}. */
  public static Pooling avg(
      Pair kernel, Pair stride, Pair padding, boolean ceilMode, boolean countIncludePad) {
    return avg(kernel, stride, padding, ceilMode, countIncludePad, 0);
  }

  /** {@code avg_pool2d} with a divisor of its own. */
  public static Pooling avg(
      Pair kernel,
      Pair stride,
      Pair padding,
      boolean ceilMode,
      boolean countIncludePad,
      int divisorOverride) {
    return new Pooling(
        Mode.AVG, kernel, stride, padding, Pair.of(1), ceilMode, countIncludePad, divisorOverride);
  }

  @Override
  public String name() {
    return mode == Mode.MAX ? "max_pool2d" : "avg_pool2d";
  }

  @Override
  public String attributes() {
    return "kernel_size="
        + kernel
        + ", stride="
        + stride
        + ", padding="
        + padding
        + ", dilation="
        + dilation
        + (ceilMode ? ", ceil_mode=True" : "")
        + (countIncludePad ? "" : ", count_include_pad=False")
        + (divisorOverride == 0 ? "" : ", divisor_override=" + divisorOverride);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    if (x.rank() != 3 && x.rank() != 4) {
      throw new ShapeError(
          name() + ": expected an input of 3 or 4 dimensions [N, C, H, W], but got " + x);
    }
    requireWindows();
    int height = size(x, x.size(-2), kernel.h(), stride.h(), padding.h(), dilation.h());
    int width = size(x, x.size(-1), kernel.w(), stride.w(), padding.w(), dilation.w());
    return x.with(-2, height).with(-1, width);
  }

  private void requireWindows() {
    requirePositive("kernel size", kernel);
    requirePositive("stride", stride);
    requirePositive("dilation", dilation);
    if (padding.h() < 0 || padding.w() < 0) {
      throw new ShapeError(
          name() + ": pad must be non-negative, but got pad: " + Math.min(padding.h(), padding.w()),
          "give it a padding of 0 or more");
    }
    if (padding.h() > kernel.h() / 2 || padding.w() > kernel.w() / 2) {
      throw new ShapeError(
          name()
              + ": pad should be at most half of effective kernel size, but got pad="
              + padding
              + ", kernel_size="
              + kernel
              + " and dilation="
              + dilation,
          "give it a padding of at most "
              + new Pair(kernel.h() / 2, kernel.w() / 2)
              + ", or a kernel_size of at least "
              + new Pair(2 * padding.h(), 2 * padding.w()));
    }
  }

  private void requirePositive(String what, Pair value) {
    if (value.h() <= 0 || value.w() <= 0) {
      throw new ShapeError(
          name() + ": " + what + " should be greater than zero, but got " + value,
          "give it a " + what + " of at least 1");
    }
  }

  private int size(Shape x, int size, int kernelSize, int step, int pad, int dilate) {
    int room = size + 2 * pad - dilate * (kernelSize - 1) - 1;
    if (room < 0) {
      throw new ShapeError(
          String.format(
              Locale.ROOT,
              "%s: a window of %d does not fit an input of %s (input %s)",
              name(),
              dilate * (kernelSize - 1) + 1,
              SizeNames.of(size),
              x),
          "use a smaller window, or pool less often before");
    }
    if (!ceilMode) {
      return room / step + 1;
    }
    int windows = (room + step - 1) / step + 1;
    // the last window must begin inside the input or its left padding
    return (windows - 1) * step >= size + pad ? windows - 1 : windows;
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    Tensor x = inputs.get(0);
    int planes = x.shape().elements(0, x.dim() - 2);
    new PoolWindows(this, x.size(-2), x.size(-1), result.size(-2), result.size(-1))
        .run(x.floats(), x.offset(), planes, 1, result.floats(), result.offset());
  }
}
