package io.tenon.op;

import io.tenon.DType;
import io.tenon.NumberText;
import io.tenon.Shape;
import io.tenon.Tensor;
import java.util.List;
import java.util.Locale;

/**
 * Each element compared with a number: 1 where it holds and 0 elsewhere, integers, which stand for
 * PyTorch's bool. Nothing holds for NaN, but that it is unequal.
 */
public record Compare(Relation relation, double number) implements Op {
  /** What is asked of an element. */
  public enum Relation {
    /** {@code x == number}. */
    EQ {
      @Override
      boolean holds(double x, double number) {
        return x == number;
      }
    },
    /** {@code x != number}. */
    NE {
      @Override
      boolean holds(double x, double number) {
        return x != number;
      }
    },
    /** {@code x < number}. */
    LT {
      @Override
      boolean holds(double x, double number) {
        return x < number;
      }
    },
    /** {@code x <= number}. */
    LE {
      @Override
      boolean holds(double x, double number) {
        return x <= number;
      }
    },
    /** {@code x > number}. */
    GT {
      @Override
      boolean holds(double x, double number) {
        return x > number;
      }
    },
    /** {@code x >= number}. */
    GE {
      @Override
      boolean holds(double x, double number) {
        return x >= number;
      }
    };

    abstract boolean holds(double x, double number);
  }

  @Override
  public String name() {
    return relation.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String attributes() {
    return NumberText.of(number);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.get(0);
  }

  @Override
  public DType dtype(List<DType> inputs) {
    return DType.INT64;
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    Tensor x = inputs.get(0);
    if (x.dtype() == DType.INT64) {
      for (int i = 0; i < x.numel(); i++) {
        result.longs()[result.offset() + i] = holds(x.longs()[x.offset() + i]) ? 1 : 0;
      }
      return;
    }
    float limit = (float) number; // PyTorch compares floats with the number as a float
    for (int i = 0; i < x.numel(); i++) {
      float value = x.floats()[x.offset() + i];
      result.longs()[result.offset() + i] = relation.holds(value, limit) ? 1 : 0;
    }
  }

  /** An integer is never rounded: beyond 2⁵³ a double could not tell it from its neighbours. */
  private boolean holds(long value) {
    boolean whole = number == (long) number;
    return whole
        ? relation.holds(Long.compare(value, (long) number), 0)
        : relation.holds(value, number);
  }
}
