package io.tenon.op;

import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.Tensor;
import io.tenon.kernel.AdaptiveWindows;
import java.util.List;

/**
 * {@code adaptive_avg_pool2d}: input [N, C, H, W], result [N, C, size]. Output i is the mean of
 * inputs ⌊i·H/H'⌋ to ⌈(i + 1)·H/H'⌉ - 1. A size of 0 keeps the input's, PyTorch's {@code None}.
 */
public record AdaptivePooling(Pair size) implements Op {
  @Override
  public String name() {
    return "adaptive_avg_pool2d";
  }

  @Override
  public String attributes() {
    return "output_size=" + size;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    if (x.rank() != 3 && x.rank() != 4) {
      throw new ShapeError(
          "adaptive_avg_pool2d: expected an input of 3 or 4 dimensions [N, C, H, W], but got " + x);
    }
    return x.with(-2, size.h() == 0 ? x.size(-2) : size.h())
        .with(-1, size.w() == 0 ? x.size(-1) : size.w());
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    Tensor x = inputs.get(0);
    int planes = x.shape().elements(0, x.dim() - 2);
    new AdaptiveWindows(x.size(-2), x.size(-1), result.size(-2), result.size(-1))
        .run(x.floats(), x.offset(), planes, 1, result.floats(), result.offset());
  }
}
