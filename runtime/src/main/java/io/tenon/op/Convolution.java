package io.tenon.op;

import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.SizeNames;
import io.tenon.Tensor;
import io.tenon.kernel.DirectConvolution;
import io.tenon.kernel.Kernels;
import java.util.List;
import java.util.Locale;

/**
 * {@code conv2d} with zero padding: input [N, C, H, W], weight [O, C / groups, kH, kW], optional
 * bias [O]; result [N, O, H', W'] with H' = ⌊(H + top + bottom - dilation · (kH - 1) - 1) / stride⌋
 * + 1.
 */
public record Convolution(Pair stride, Padding padding, Pair dilation, int groups) implements Op {
  @Override
  public String name() {
    return "conv2d";
  }

  @Override
  public String attributes() {
    return "stride="
        + stride
        + ", padding="
        + padding
        + ", dilation="
        + dilation
        + ", groups="
        + groups;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    Shape weight = inputs.get(1);
    if (x.rank() != 4) {
      throw new ShapeError(
          "conv2d: expected an input of 4 dimensions [N, C, H, W], but got " + x,
          x.rank() == 3 ? "add the batch dimension: x.view(1, ...)" : null);
    }
    requireSteps(name(), stride, padding, dilation);
    int channels = Math.multiplyExact(weight.size(1), groups);
    if (x.size(1) != channels) {
      throw new ShapeError(
          String.format(
              Locale.ROOT,
              "conv2d: input has %s channels, but the kernel expects %s (input %s, weight %s, groups=%d)",
              SizeNames.of(x.size(1)),
              SizeNames.of(channels),
              x,
              weight,
              groups),
          "give the layer "
              + SizeNames.of(x.size(1))
              + " input channels, or the call an input of "
              + SizeNames.of(channels));
    }
    int height =
        size(
            "height",
            x.size(2),
            padding.top() + padding.bottom(),
            weight.size(2),
            stride.h(),
            dilation.h());
    int width =
        size(
            "width",
            x.size(3),
            padding.left() + padding.right(),
            weight.size(3),
            stride.w(),
            dilation.w());
    return Shape.of(x.size(0), weight.size(0), height, width);
  }

  /**
   * Requires steps that a window can take.
   *
   * @throws ShapeError in PyTorch's words
   */
  static void requireSteps(String name, Pair stride, Padding padding, Pair dilation) {
    if (stride.h() <= 0 || stride.w() <= 0) {
      throw new ShapeError(name + ": non-positive stride is not supported, but got " + stride);
    }
    if (padding.top() < 0 || padding.left() < 0 || padding.bottom() < 0 || padding.right() < 0) {
      throw new ShapeError(name + ": negative padding is not supported, but got " + padding);
    }
    if (dilation.h() <= 0 || dilation.w() <= 0) {
      throw new ShapeError(name + ": dilation should be greater than zero, but got " + dilation);
    }
  }

  private static int size(
      String what, int size, int padding, int kernel, int stride, int dilation) {
    int span = dilation * (kernel - 1) + 1;
    if (size + padding < span) {
      throw new ShapeError(
          String.format(
              Locale.ROOT,
              "conv2d: the kernel's %s of %d is larger than the padded input's of %s",
              what,
              span,
              SizeNames.of(size + padding)),
          "use a smaller kernel, more padding or a larger input");
    }
    return (size + padding - span) / stride + 1;
  }

  @Override
  public long multiplyAdds(List<Shape> inputs, Shape result) {
    Shape weight = inputs.get(1);
    return result.product() * weight.elements(1, 4);
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    Tensor bias = inputs.size() > 2 ? inputs.get(2) : null;
    DirectConvolution.run(Kernels.active(), this, inputs.get(0), inputs.get(1), bias, result);
  }
}
