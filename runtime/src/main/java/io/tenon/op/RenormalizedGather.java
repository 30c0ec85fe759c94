package io.tenon.op;

import io.tenon.DType;
import io.tenon.NumberText;
import io.tenon.Shape;
import io.tenon.Tensor;
import java.util.List;

/**
 * {@code embedding} with {@code max_norm}: {@link Gather}, but before, each row that is asked for
 * and whose norm is above {@code maxNorm} is scaled down to it, in the weight itself.
 *
 * @param normType the p of the norm (Σ|x|ᵖ)^(1/p); infinity for the largest |x|
 */
public record RenormalizedGather(double maxNorm, double normType) implements Op {
  /** What PyTorch adds to a norm before it divides by it. */
  private static final double TINY = 1e-7;

  @Override
  public String name() {
    return "embedding";
  }

  @Override
  public String attributes() {
    return "max_norm=" + NumberText.of(maxNorm) + ", norm_type=" + NumberText.of(normType);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return new Gather().shape(inputs);
  }

  @Override
  public DType dtype(List<DType> inputs) {
    return new Gather().dtype(inputs);
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    Tensor ids = inputs.get(0);
    Tensor weight = inputs.get(1);
    new Gather().evaluate(inputs, result); // refuses wrong ids before anything changes
    boolean changed = false;
    for (int i = 0; i < ids.numel(); i++) {
      int from = weight.offset() + (int) ids.longs()[ids.offset() + i] * weight.size(1);
      changed |= shorten(weight.floats(), from, weight.size(1));
    }
    if (changed) {
      weight.markChanged();
      new Gather().evaluate(inputs, result);
    }
  }

  private boolean shorten(float[] row, int from, int width) {
    double norm = norm(row, from, width);
    if (!(norm > maxNorm)) {
      return false;
    }
    float scale = (float) (maxNorm / (norm + TINY));
    for (int i = from; i < from + width; i++) {
      row[i] *= scale;
    }
    return true;
  }

  private double norm(float[] row, int from, int width) {
    double sum = 0;
    double largest = 0;
    for (int i = from; i < from + width; i++) {
      sum += Math.pow(Math.abs(row[i]), normType);
      largest = Math.max(largest, Math.abs(row[i]));
    }
    return Double.isInfinite(normType) ? largest : Math.pow(sum, 1 / normType);
  }
}
