package io.tenon.kernel;

/**
 * Where the operand of each term of a sum lies, relative to the start of the input: what makes one
 * tile serve convolutions and linear layers on either layout of maps. Terms are in the order of the
 * weight's elements: input channel, kernel row, kernel column.
 *
 * <p>Maps lie as planes, [C, H, W], or as blocks, [⌈C / 16⌉, H, W, 16].
 */
public final class Offsets {
  private Offsets() {}

  /** A convolution over maps that lie as planes of {@code height}×{@code width}. */
  public static int[] planes(
      int channels, int kernelH, int kernelW, int height, int width, int dilationH, int dilationW) {
    int[] offsets = new int[channels * kernelH * kernelW];
    int k = 0;
    for (int c = 0; c < channels; c++) {
      for (int h = 0; h < kernelH; h++) {
        for (int w = 0; w < kernelW; w++) {
          offsets[k++] = (c * height + h * dilationH) * width + w * dilationW;
        }
      }
    }
    return offsets;
  }

  /** A convolution over maps that lie as blocks of {@code height}×{@code width}. */
  public static int[] blocks(
      int channels, int kernelH, int kernelW, int height, int width, int dilationH, int dilationW) {
    int[] offsets = new int[channels * kernelH * kernelW];
    int k = 0;
    for (int c = 0; c < channels; c++) {
      for (int h = 0; h < kernelH; h++) {
        for (int w = 0; w < kernelW; w++) {
          int row = c / Panel.LANES * height + h * dilationH;
          offsets[k++] = (row * width + w * dilationW) * Panel.LANES + c % Panel.LANES;
        }
      }
    }
    return offsets;
  }

  /** A linear layer over maps that lie as blocks and were flattened in PyTorch's order. */
  public static int[] flattenedBlocks(int channels, int height, int width) {
    return blocks(channels, height, width, height, width, 1, 1);
  }

  /**
   * A linear layer over planes whose rows lie {@code pitch} apart, flattened in PyTorch's order.
   */
  public static int[] flattenedRows(int channels, int height, int width, int pitch) {
    return planes(channels, height, width, height, pitch, 1, 1);
  }

  /** A linear layer over numbers that lie one after the other. */
  public static int[] contiguous(int terms) {
    return Panel.contiguous(terms);
  }
}
