package io.tenon.nn;

import io.tenon.Tensor;
import io.tenon.op.Pair;

/**
 * {@code torch.nn.AdaptiveAvgPool2d}: means of as many windows as the result has elements; input
 * [N, C, H, W].
 */
public final class AdaptiveAvgPool2d extends NnModule {
  private final GivenPair outputSize;

  /** Maps of {@code outputSize}×{@code outputSize}. */
  public AdaptiveAvgPool2d(int outputSize) {
    this(GivenPair.both(outputSize));
  }

  /**
   * Maps of any size; 0 keeps the input's, PyTorch's {@code None}.
   *
   * @throws IllegalArgumentException if a size is negative, in PyTorch's words
   */
  public AdaptiveAvgPool2d(Pair outputSize) {
    this(GivenPair.each(outputSize));
  }

  private AdaptiveAvgPool2d(GivenPair outputSize) {
    Pair size = outputSize.pair();
    if (size.h() < 0 || size.w() < 0) {
      throw new IllegalArgumentException(
          "adaptive_avg_pool2d: elements of output_size must be greater than or equal to 0 but"
              + " received {"
              + size.h()
              + ", "
              + size.w()
              + "}");
    }
    this.outputSize = outputSize;
  }

  @Override
  public Tensor forward(Tensor x) {
    return Functional.adaptiveAvgPool2d(x, outputSize.pair());
  }

  @Override
  protected String extraRepr() {
    Pair size = outputSize.pair();
    return size.h() != 0 && size.w() != 0
        ? "output_size=" + outputSize
        : "output_size=(" + size(size.h()) + ", " + size(size.w()) + ")";
  }

  private static String size(int size) {
    return size == 0 ? "None" : Integer.toString(size);
  }
}
