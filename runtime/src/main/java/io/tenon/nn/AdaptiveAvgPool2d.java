package io.tenon.nn;

import io.tenon.Tensor;
import io.tenon.op.Pair;

/**
 * {@code torch.nn.AdaptiveAvgPool2d}: means of as many windows as the result has elements; input
 * [N, C, H, W].
 */
public final class AdaptiveAvgPool2d extends NnModule {
  private final Pair outputSize;

  /** Maps of {@code outputSize}×{@code outputSize}. */
  public AdaptiveAvgPool2d(int outputSize) {
    this(Pair.of(outputSize));
  }

  /**
   * Maps of any size; 0 keeps the input's.
   *
   * @throws IllegalArgumentException if a size is negative, in PyTorch's words
   */
  public AdaptiveAvgPool2d(Pair outputSize) {
    if (outputSize.h() < 0 || outputSize.w() < 0) {
      throw new IllegalArgumentException(
          "adaptive_avg_pool2d: elements of output_size must be greater than or equal to 0 but"
              + " received {"
              + outputSize.h()
              + ", "
              + outputSize.w()
              + "}");
    }
    this.outputSize = outputSize;
  }

  @Override
  public Tensor forward(Tensor x) {
    return Functional.adaptiveAvgPool2d(x, outputSize);
  }

  @Override
  protected String extraRepr() {
    if (outputSize.h() != 0 && outputSize.w() != 0) {
      return "output_size=" + Reprs.pair(outputSize);
    }
    return "output_size=(" + size(outputSize.h()) + ", " + size(outputSize.w()) + ")";
  }

  private static String size(int size) {
    return size == 0 ? "None" : Integer.toString(size);
  }
}
