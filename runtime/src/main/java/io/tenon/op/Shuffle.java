package io.tenon.op;

import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.Tensor;
import java.util.List;

/** {@code pixel_shuffle}: [*, C·r², H, W] as [*, C, H·r, W·r]. */
public record Shuffle(int factor) implements Op {
  @Override
  public String name() {
    return "pixel_shuffle";
  }

  @Override
  public String attributes() {
    return "upscale_factor=" + factor;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    if (x.rank() < 3 || factor < 1 || x.size(-3) % (factor * factor) != 0) {
      throw new ShapeError(
          "pixel_shuffle: expected an input [N, C, H, W] whose channels are divisible by "
              + factor
              + "², but got "
              + x);
    }
    return x.with(-3, x.size(-3) / (factor * factor))
        .with(-2, x.size(-2) * factor)
        .with(-1, x.size(-1) * factor);
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    Tensor x = inputs.get(0);
    int height = x.size(-2);
    int width = x.size(-1);
    int planes = result.shape().elements(0, result.dim() - 2);
    for (int p = 0; p < planes; p++) {
      for (int h = 0; h < height * factor; h++) {
        for (int w = 0; w < width * factor; w++) {
          int channel = (p * factor + h % factor) * factor + w % factor;
          int from = (channel * height + h / factor) * width + w / factor;
          int to = (p * height * factor + h) * width * factor + w;
          result.floats()[result.offset() + to] = x.floats()[x.offset() + from];
        }
      }
    }
  }
}
