package io.tenon.kernel;

import io.tenon.Tensor;
import io.tenon.op.Convolution;
import java.util.Arrays;

/**
 * Convolution as eager mode does it: the input is padded once, and for each group the weights are
 * packed and each row of the output is one call of the tile. Groups of few outputs would waste its
 * lanes; there columns are the lanes.
 */
public final class DirectConvolution {
  private static final int FEW_OUTPUTS = 4;

  private DirectConvolution() {}

  /** Fills {@code y}; shapes have been checked by {@link Convolution#shape}. */
  public static void run(
      Kernels kernels, Convolution op, Tensor x, Tensor weight, Tensor bias, Tensor y) {
    if (y.numel() == 0) {
      return;
    }
    int groups = op.groups();
    int channels = weight.size(1);
    int outputs = weight.size(0) / groups;
    int height = x.size(2) + op.padding().top() + op.padding().bottom();
    int width = x.size(3) + op.padding().left() + op.padding().right();
    int[] offsets =
        offsets(
            channels,
            weight.size(2),
            weight.size(3),
            height * width,
            width * op.dilation().h(),
            op.dilation().w());
    float[] padded = new float[x.size(1) * height * width];
    int terms = offsets.length;
    Panel[] panels = outputs < FEW_OUTPUTS ? null : panels(weight, bias, groups, outputs, offsets);
    for (int n = 0; n < x.size(0); n++) {
      pad(x, n, op, padded, height, width);
      for (int g = 0; g < groups; g++) {
        int xAt = g * channels * height * width;
        int yAt = y.offset() + (n * groups + g) * outputs * y.size(2) * y.size(3);
        if (panels != null) {
          group(kernels, op, panels[g], padded, xAt, width, y, yAt);
        } else {
          for (int o = 0; o < outputs; o++) {
            int from = weight.offset() + (g * outputs + o) * terms;
            float b = bias == null ? 0 : bias.floats()[bias.offset() + g * outputs + o];
            int at = yAt + o * y.size(2) * y.size(3);
            plane(op, weight.floats(), from, b, offsets, padded, xAt, width, y, at);
          }
        }
      }
    }
  }

  private static Panel[] panels(
      Tensor weight, Tensor bias, int groups, int outputs, int[] offsets) {
    Panel[] panels = new Panel[groups];
    for (int g = 0; g < groups; g++) {
      panels[g] =
          new Panel(
              weight.floats(),
              weight.offset() + g * outputs * offsets.length,
              bias == null ? null : bias.floats(),
              bias == null ? 0 : bias.offset() + g * outputs,
              outputs,
              offsets,
              true);
    }
    return panels;
  }

  /**
   * Where the operand of term (channel, kernel row, kernel column) lies, for maps of {@code plane}
   * elements.
   */
  public static int[] offsets(
      int channels, int kernelH, int kernelW, int plane, int rowStep, int columnStep) {
    int[] offsets = new int[channels * kernelH * kernelW];
    int k = 0;
    for (int c = 0; c < channels; c++) {
      for (int h = 0; h < kernelH; h++) {
        for (int w = 0; w < kernelW; w++) {
          offsets[k++] = c * plane + h * rowStep + w * columnStep;
        }
      }
    }
    return offsets;
  }

  private static void pad(Tensor x, int n, Convolution op, float[] padded, int height, int width) {
    int channels = x.size(1);
    int rows = x.size(2);
    int columns = x.size(3);
    for (int c = 0; c < channels; c++) {
      for (int h = 0; h < rows; h++) {
        System.arraycopy(
            x.floats(),
            x.offset() + ((n * channels + c) * rows + h) * columns,
            padded,
            (c * height + h + op.padding().top()) * width + op.padding().left(),
            columns);
      }
    }
  }

  private static void group(
      Kernels kernels,
      Convolution op,
      Panel panel,
      float[] x,
      int xAt,
      int width,
      Tensor y,
      int yAt) {
    int rows = y.size(2);
    int columns = y.size(3);
    float[] row = new float[panel.blocks * columns * Panel.LANES];
    for (int h = 0; h < rows; h++) {
      kernels.rows(
          panel,
          x,
          xAt + h * op.stride().h() * width,
          op.stride().w(),
          columns,
          row,
          0,
          Panel.LANES,
          columns * Panel.LANES,
          Epilogue.NONE);
      for (int o = 0; o < panel.outputs; o++) {
        int from = o / Panel.LANES * columns * Panel.LANES + o % Panel.LANES;
        int to = yAt + (o * rows + h) * columns;
        for (int w = 0; w < columns; w++) {
          y.floats()[to + w] = row[from + w * Panel.LANES];
        }
      }
    }
  }

  private static void plane(
      Convolution op,
      float[] weight,
      int from,
      float bias,
      int[] offsets,
      float[] x,
      int xAt,
      int width,
      Tensor y,
      int yAt) {
    float[] result = y.floats();
    int columns = y.size(3);
    int step = op.stride().w();
    for (int h = 0; h < y.size(2); h++) {
      int to = yAt + h * columns;
      Arrays.fill(result, to, to + columns, bias);
      for (int k = 0; k < offsets.length; k++) {
        float w = weight[from + k];
        int at = xAt + h * op.stride().h() * width + offsets[k];
        for (int m = 0; m < columns; m++) {
          result[to + m] += w * x[at + m * step];
        }
      }
    }
  }
}
