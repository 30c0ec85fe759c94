package io.tenon.op;

import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.SizeNames;
import io.tenon.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Two tensors elementwise, broadcast as in PyTorch. */
public record Arithmetic(Operator operator) implements Op {
  /** What is done with two elements. */
  public enum Operator {
    /** {@code x + y}. */
    ADD {
      @Override
      public float of(float x, float y) {
        return x + y;
      }
    },
    /** {@code x - y}. */
    SUB {
      @Override
      public float of(float x, float y) {
        return x - y;
      }
    },
    /** {@code x * y}. */
    MUL {
      @Override
      public float of(float x, float y) {
        return x * y;
      }
    },
    /** {@code x / y}. */
    DIV {
      @Override
      public float of(float x, float y) {
        return x / y;
      }
    };

    /** What is done. */
    public abstract float of(float x, float y);
  }

  @Override
  public String name() {
    return operator.name().toLowerCase(Locale.ROOT);
  }

  /** The shape that two shapes broadcast to. */
  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    Shape y = inputs.get(1);
    int[] sizes = new int[Math.max(x.rank(), y.rank())];
    for (int d = 1; d <= sizes.length; d++) {
      int a = d <= x.rank() ? x.size(-d) : 1;
      int b = d <= y.rank() ? y.size(-d) : 1;
      if (a != b && a != 1 && b != 1) {
        throw new ShapeError(
            String.format(
                Locale.ROOT,
                "%s: shapes %s and %s can't be broadcast: dimension %d has sizes %s and %s",
                name(),
                x,
                y,
                -d,
                SizeNames.of(a),
                SizeNames.of(b)));
      }
      sizes[sizes.length - d] = a == 1 ? b : a;
    }
    return Shape.of(sizes);
  }

  /**
   * Requires that a loss's weight, broadcast, is as large as its input.
   *
   * @throws ShapeError if it is not
   */
  static void requireBroadcast(String name, Shape weight, Shape x) {
    if (!new Arithmetic(Operator.MUL).shape(List.of(x, weight)).equals(x)) {
      throw new ShapeError(name + ": a weight of " + weight + " is larger than the input " + x);
    }
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    Tensor x = inputs.get(0);
    Tensor y = inputs.get(1);
    float[] to = result.floats();
    int count = result.numel();
    if (x.shape().equals(y.shape())) {
      for (int i = 0; i < count; i++) {
        to[i] = operator.of(x.floats()[x.offset() + i], y.floats()[y.offset() + i]);
      }
      return;
    }
    int[] xSteps = steps(x.shape(), result.shape());
    int[] ySteps = steps(y.shape(), result.shape());
    int[] index = new int[result.dim()];
    int xAt = x.offset();
    int yAt = y.offset();
    for (int i = 0; i < count; i++) {
      to[i] = operator.of(x.floats()[xAt], y.floats()[yAt]);
      for (int d = index.length - 1; d >= 0; d--) {
        xAt += xSteps[d];
        yAt += ySteps[d];
        if (++index[d] < result.size(d)) {
          break;
        }
        xAt -= xSteps[d] * index[d];
        yAt -= ySteps[d] * index[d];
        index[d] = 0;
      }
    }
  }

  /**
   * How far one step along each of the result's dimensions moves in {@code from}: 0 where it is
   * repeated.
   */
  private static int[] steps(Shape from, Shape result) {
    int[] steps = new int[result.rank()];
    Arrays.fill(steps, 0);
    int step = 1;
    for (int d = 1; d <= from.rank(); d++) {
      steps[steps.length - d] = from.size(-d) == 1 ? 0 : step;
      step *= from.size(-d);
    }
    return steps;
  }
}
