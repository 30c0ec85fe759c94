package io.tenon.op;

import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.SizeNames;
import io.tenon.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * {@code conv_transpose2d}, the gradient of a convolution for its input: x [N, C, H, W], weight [C,
 * O / groups, kH, kW], optional bias [O]; result [N, O, H', W'] with H' = (H - 1) · stride - 2 ·
 * padding + dilation · (kH - 1) + output_padding + 1.
 */
public record TransposedConvolution(
    Pair stride, Pair padding, Pair outputPadding, Pair dilation, int groups) implements Op {
  @Override
  public String name() {
    return "conv_transpose2d";
  }

  @Override
  public String attributes() {
    return "stride="
        + stride
        + ", padding="
        + padding
        + ", output_padding="
        + outputPadding
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
          "conv_transpose2d: expected an input of 4 dimensions [N, C, H, W], but got " + x);
    }
    Convolution.requireSteps(name(), stride, Padding.of(padding), dilation);
    if (x.size(1) != weight.size(0)) {
      throw new ShapeError(
          String.format(
              Locale.ROOT,
              "conv_transpose2d: input has %s channels, but the kernel expects %s (input %s, weight"
                  + " %s)",
              SizeNames.of(x.size(1)),
              SizeNames.of(weight.size(0)),
              x,
              weight),
          "give the layer " + SizeNames.of(x.size(1)) + " input channels");
    }
    int height =
        (x.size(2) - 1) * stride.h()
            - 2 * padding.h()
            + dilation.h() * (weight.size(2) - 1)
            + outputPadding.h()
            + 1;
    int width =
        (x.size(3) - 1) * stride.w()
            - 2 * padding.w()
            + dilation.w() * (weight.size(3) - 1)
            + outputPadding.w()
            + 1;
    if (height <= 0 || width <= 0) {
      throw new ShapeError(
          "conv_transpose2d: Calculated output size per channel: ("
              + height
              + " x "
              + width
              + "). Output size is too small",
          "use less padding, or a larger kernel");
    }
    return Shape.of(x.size(0), weight.size(1) * groups, height, width);
  }

  @Override
  public long multiplyAdds(List<Shape> inputs, Shape result) {
    return inputs.get(0).product() * inputs.get(1).elements(1, 4);
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    Tensor x = inputs.get(0);
    Tensor weight = inputs.get(1);
    int channels = x.size(1);
    int outputs = result.size(1);
    int plane = result.size(2) * result.size(3);
    float[] y = result.floats();
    for (int p = 0; p < x.size(0) * outputs; p++) {
      float bias = inputs.size() > 2 ? inputs.get(2).get(p % outputs) : 0;
      int at = result.offset() + p * plane;
      Arrays.fill(y, at, at + plane, bias);
    }
    int perGroup = weight.size(1);
    for (int n = 0; n < x.size(0); n++) {
      for (int c = 0; c < channels; c++) {
        int first = c / (channels / groups) * perGroup;
        for (int o = 0; o < perGroup; o++) {
          int to = result.offset() + (n * outputs + first + o) * plane;
          scatter(x, (n * channels + c), weight, c * perGroup + o, result, to);
        }
      }
    }
  }

  /** Adds one map times one kernel to the result's map at {@code to}. */
  private void scatter(Tensor x, int map, Tensor weight, int kernel, Tensor result, int to) {
    int kernelH = weight.size(2);
    int kernelW = weight.size(3);
    int height = x.size(2);
    int width = x.size(3);
    for (int kh = 0; kh < kernelH; kh++) {
      for (int kw = 0; kw < kernelW; kw++) {
        float w = weight.floats()[weight.offset() + (kernel * kernelH + kh) * kernelW + kw];
        for (int i = 0; i < height; i++) {
          int row = i * stride.h() - padding.h() + kh * dilation.h();
          if (row < 0 || row >= result.size(2)) {
            continue;
          }
          for (int j = 0; j < width; j++) {
            int column = j * stride.w() - padding.w() + kw * dilation.w();
            if (column >= 0 && column < result.size(3)) {
              result.floats()[to + row * result.size(3) + column] +=
                  w * x.floats()[x.offset() + (map * height + i) * width + j];
            }
          }
        }
      }
    }
  }
}
