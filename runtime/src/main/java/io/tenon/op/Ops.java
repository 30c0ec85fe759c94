package io.tenon.op;

import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.ShapeOnly;
import io.tenon.Tensor;
import io.tenon.graph.Tracer;
import java.util.ArrayList;
import java.util.List;

/**
 * The one door through which every operation goes: data is computed at once, shape-only tensors are
 * traced.
 */
public final class Ops {
  private Ops() {}

  /**
   * The result of {@code op}; shape-only when an input is, or when new tensors hold no data, and
   * written down by the tracer if one is active, whatever the inputs are: a weight may be viewed
   * before it meets an input.
   */
  public static Tensor apply(Op op, Tensor... operands) {
    List<Tensor> inputs = List.of(operands);
    List<Shape> shapes = new ArrayList<>(inputs.size());
    List<DType> dtypes = new ArrayList<>(inputs.size());
    boolean shapeOnly = ShapeOnly.active();
    for (Tensor input : inputs) {
      shapes.add(input.shape());
      dtypes.add(input.dtype());
      shapeOnly |= input.isShapeOnly();
    }
    Tracer tracer = Tracer.current();
    Shape shape;
    DType dtype;
    try {
      shape = op.shape(shapes);
      dtype = op.dtype(dtypes);
    } catch (ShapeError e) {
      if (tracer != null) {
        tracer.refused(inputs);
      }
      throw e;
    }
    if (shapeOnly) {
      Tensor result = Tensor.shapeOnly(shape, dtype);
      if (tracer != null) {
        tracer.record(op, inputs, result);
      }
      return result;
    }
    if (op.isView()) {
      return operands[0].alias(shape);
    }
    Tensor result = Tensor.zeros(shape, dtype);
    op.evaluate(inputs, result);
    return result;
  }

  /** {@code x.view(sizes)}; one size may be -1. */
  public static Tensor view(Tensor x, int... sizes) {
    return apply(View.of(x.shape(), sizes), x);
  }

  /** {@code torch.flatten(x, startDim, endDim)}. */
  public static Tensor flatten(Tensor x, int startDim, int endDim) {
    return apply(View.flatten(x.shape(), startDim, endDim), x);
  }

  /** {@code x.transpose(dim0, dim1)}; negative dimensions count from the end. */
  public static Tensor transpose(Tensor x, int dim0, int dim1) {
    return apply(new Transpose(x.shape().dimension(dim0), x.shape().dimension(dim1)), x);
  }

  /** {@code x.select(dim, index)}; negative numbers count from the end. */
  public static Tensor select(Tensor x, int dim, int index) {
    return apply(new Select(x.shape().dimension(dim), index), x);
  }

  /** {@code torch.cat(tensors, dim)}, of one tensor at least. */
  public static Tensor cat(List<Tensor> tensors, int dim) {
    if (tensors.isEmpty()) {
      throw new IllegalArgumentException("cat: expected a non-empty list of Tensors");
    }
    int along = tensors.get(0).shape().dimension(dim);
    return apply(new Concatenate(along), tensors.toArray(new Tensor[0]));
  }

  /** {@code x + y}, broadcast. */
  public static Tensor add(Tensor x, Tensor y) {
    return apply(new Arithmetic(Arithmetic.Operator.ADD), x, y);
  }

  /** {@code x - y}, broadcast. */
  public static Tensor sub(Tensor x, Tensor y) {
    return apply(new Arithmetic(Arithmetic.Operator.SUB), x, y);
  }

  /** {@code x * y}, broadcast. */
  public static Tensor mul(Tensor x, Tensor y) {
    return apply(new Arithmetic(Arithmetic.Operator.MUL), x, y);
  }

  /** {@code x / y}, broadcast. */
  public static Tensor div(Tensor x, Tensor y) {
    return apply(new Arithmetic(Arithmetic.Operator.DIV), x, y);
  }

  /** A function of each element of {@code x} and one number. */
  public static Tensor withNumber(UnaryFunction function, Tensor x, float number) {
    return apply(new Elementwise(function, number, 0), x);
  }
}
