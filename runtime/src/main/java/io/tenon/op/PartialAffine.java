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
 * {@code linear} with one of several equal parts of a weight: x·Aᵀ + b for x [*, I], a weight
 * [parts·O, I] of whose rows A is part {@code part}, and an optional bias [parts·O] likewise;
 * result [*, O]. With {@code wholeWeight}, A is all of a weight [O, I], and only the bias is
 * shared. This is how attention's projections share {@code in_proj_weight} and {@code
 * in_proj_bias}.
 */
public record PartialAffine(int part, int parts, boolean wholeWeight) implements Op {
  @Override
  public String name() {
    return "in_projection";
  }

  @Override
  public String attributes() {
    return "part=" + part + " of " + parts + (wholeWeight ? " of the bias" : "");
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
              weight));
    }
    int outputs = wholeWeight ? weight.size(0) : weight.size(0) / parts;
    Shape all = Shape.of(Math.multiplyExact(outputs, parts));
    if (!wholeWeight && weight.size(0) != all.size(0)) {
      throw new ShapeError("linear: a weight of shape " + weight + " has not " + parts + " parts");
    }
    if (inputs.size() > 2 && !inputs.get(2).equals(all)) {
      throw new ShapeError(
          "linear: bias has shape " + inputs.get(2) + ", but " + all + " is expected");
    }
    return x.with(-1, outputs);
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
    int out = result.size(-1);
    if (result.numel() == 0) {
      return;
    }
    RowProducts.run(
        Kernels.active(),
        weight.floats(),
        weight.offset() + (wholeWeight ? 0 : part * out * in),
        bias == null ? null : bias.floats(),
        bias == null ? 0 : bias.offset() + part * out,
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
