package io.tenon.op;

import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.SizeNames;
import io.tenon.Tensor;
import io.tenon.kernel.Kernels;
import io.tenon.kernel.RowProducts;
import java.util.List;
import java.util.Locale;

/**
 * {@code linear}: x·Aᵀ + b for x [*, I], weight A [O, I] and an optional bias b [O]; result [*, O].
 */
public record Affine() implements Op {
  @Override
  public String name() {
    return "linear";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    Shape weight = inputs.get(1);
    if (x.rank() == 0 || x.size(-1) != weight.size(1)) {
      String has = x.rank() == 0 ? "no dimension" : SizeNames.of(x.size(-1)) + " features";
      throw new ShapeError(
          String.format(
              Locale.ROOT,
              "linear: input has %s, but the weight expects %s (input %s, weight %s)",
              has,
              SizeNames.of(weight.size(1)),
              x,
              weight),
          remedy(x));
    }
    return x.with(-1, weight.size(0));
  }

  /** Maps that reach a linear layer were most likely to be flattened before. */
  private static String remedy(Shape x) {
    return switch (x.rank()) {
      case 0 -> null;
      case 4 ->
          "flatten the maps before the layer, x.flatten(1), and give it as many input features";
      default -> "give the layer " + SizeNames.of(x.size(-1)) + " input features";
    };
  }

  @Override
  public long multiplyAdds(List<Shape> inputs, Shape result) {
    return result.product() * inputs.get(1).size(1);
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    Tensor x = inputs.get(0);
    Tensor weight = inputs.get(1);
    Tensor bias = inputs.size() > 2 ? inputs.get(2) : null;
    int in = weight.size(1);
    int out = weight.size(0);
    if (result.numel() == 0) {
      return;
    }
    RowProducts.run(
        Kernels.active(),
        weight.floats(),
        weight.offset(),
        bias == null ? null : bias.floats(),
        bias == null ? 0 : bias.offset(),
        out,
        in,
        x.floats(),
        x.offset(),
        in,
        result.numel() / out,
        result.floats(),
        result.offset(),
        out);
  }
}
