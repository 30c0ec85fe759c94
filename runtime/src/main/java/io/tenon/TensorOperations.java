package io.tenon;

import io.tenon.op.Cast;
import io.tenon.op.Compare;
import io.tenon.op.DimReduction;
import io.tenon.op.Expand;
import io.tenon.op.Narrow;
import io.tenon.op.Ops;
import io.tenon.op.Permute;
import io.tenon.op.UnaryFunction;
import io.tenon.op.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What can be computed with a tensor, as PyTorch's methods: each is an operation of {@link
 * io.tenon.op}. Negative dimensions count from the end; what does not fit is a {@link ShapeError}.
 */
public abstract sealed class TensorOperations permits Tensor {
  TensorOperations() {}

  private Tensor self() {
    return (Tensor) this;
  }

  // ---- the same elements in another shape

  /**
   * The same elements in another shape, sharing storage. One size may be -1: it is found from the
   * others.
   *
   * @throws ShapeError if the number of elements differs
   */
  public final Tensor view(int... sizes) {
    return Ops.view(self(), sizes);
  }

  /**
   * {@link #view}: a contiguous tensor never needs the copy that PyTorch's {@code reshape} may
   * make.
   */
  public final Tensor reshape(int... sizes) {
    return Ops.view(self(), sizes);
  }

  /** Dimensions {@code startDim} to {@code endDim}, both inclusive, made one. */
  public final Tensor flatten(int startDim, int endDim) {
    return Ops.flatten(self(), startDim, endDim);
  }

  /** All dimensions from {@code startDim} on made one. */
  public final Tensor flatten(int startDim) {
    return Ops.flatten(self(), startDim, -1);
  }

  /** This with a dimension of size 1 put in at {@code dim}. */
  public final Tensor unsqueeze(int dim) {
    return Ops.apply(View.unsqueeze(self().shape(), dim), self());
  }

  /** This without dimension {@code dim}, if its size is 1. */
  public final Tensor squeeze(int dim) {
    return Ops.apply(View.squeeze(self().shape(), dim), self());
  }

  /** This without all dimensions of size 1. */
  public final Tensor squeeze() {
    return Ops.apply(View.squeeze(self().shape()), self());
  }

  /** This: tensors are always contiguous. Ports may say so where PyTorch has to. */
  public final Tensor contiguous() {
    return self();
  }

  // ---- copies in another order

  /** A copy with two dimensions exchanged; negative ones count from the end. */
  public final Tensor transpose(int dim0, int dim1) {
    return Ops.transpose(self(), dim0, dim1);
  }

  /**
   * A copy of what stands at one index along a dimension, which goes away. Negative numbers count
   * from the end: {@code x.select(1, -1)} is {@code x[:, -1]}.
   *
   * @throws ShapeError if there is no such dimension or index
   */
  public final Tensor select(int dim, int index) {
    return Ops.select(self(), dim, index);
  }

  /**
   * A copy whose dimension d is dimension {@code dims[d]} of this.
   *
   * @throws ShapeError if {@code dims} does not name each dimension once
   */
  public final Tensor permute(int... dims) {
    return Ops.apply(Permute.of(self().shape(), dims), self());
  }

  /**
   * A copy of {@code sizes}, where dimensions of size 1 are repeated and new ones are in front; -1
   * keeps a size.
   */
  public final Tensor expand(int... sizes) {
    return Ops.apply(Expand.of(self().shape(), sizes), self());
  }

  /**
   * A copy of {@code length} indices along a dimension, from {@code start} on: {@code x.narrow(1,
   * 2, 3)} is {@code x[:, 2:5]}. A negative start counts from the end.
   */
  public final Tensor narrow(int dim, int start, int length) {
    return Ops.apply(new Narrow(self().shape().dimension(dim), start, length), self());
  }

  /**
   * Copies of this along a dimension in {@code chunks} parts, the last of which may be smaller. As
   * in PyTorch, there are fewer parts if the size demands it.
   *
   * @throws IllegalArgumentException if {@code chunks} is less than 1, in PyTorch's words
   */
  public final List<Tensor> chunk(int chunks, int dim) {
    if (chunks < 1) {
      throw new IllegalArgumentException(
          "chunk expects `chunks` to be greater than 0, got: " + chunks);
    }
    int size = self().size(dim);
    return split(Math.max((size + chunks - 1) / chunks, 1), dim);
  }

  /**
   * Copies of this along a dimension in parts of {@code splitSize}, the last of which may be
   * smaller.
   *
   * @throws IllegalArgumentException if {@code splitSize} is less than 1
   */
  public final List<Tensor> split(int splitSize, int dim) {
    if (splitSize < 1) {
      throw new IllegalArgumentException(
          "split expects split_size be positive, but got split_size=" + splitSize);
    }
    int size = self().size(dim);
    int[] sizes = new int[Math.max((size + splitSize - 1) / splitSize, 1)];
    Arrays.fill(sizes, splitSize);
    sizes[sizes.length - 1] = size - (sizes.length - 1) * splitSize;
    return split(sizes, dim);
  }

  /**
   * Copies of this along a dimension in parts of these sizes.
   *
   * @throws ShapeError if their sum is not the dimension's size, in PyTorch's words
   */
  public final List<Tensor> split(int[] splitSizes, int dim) {
    int size = self().size(dim);
    if (Arrays.stream(splitSizes).sum() != size) {
      throw new ShapeError(
          "split_with_sizes expects split_sizes to sum exactly to "
              + SizeNames.of(size)
              + " (input tensor's size at dimension "
              + dim
              + "), but got split_sizes="
              + Shape.of(splitSizes));
    }
    List<Tensor> parts = new ArrayList<>();
    int start = 0;
    for (int length : splitSizes) {
      parts.add(narrow(dim, start, length));
      start += length;
    }
    return List.copyOf(parts);
  }

  // ---- arithmetic

  /** This plus {@code other}, broadcast as in PyTorch. */
  public final Tensor add(Tensor other) {
    return Ops.add(self(), other);
  }

  /** This minus {@code other}, broadcast as in PyTorch. */
  public final Tensor sub(Tensor other) {
    return Ops.sub(self(), other);
  }

  /** This times {@code other}, elementwise, broadcast as in PyTorch. */
  public final Tensor mul(Tensor other) {
    return Ops.mul(self(), other);
  }

  /** This divided by {@code other}, elementwise, broadcast as in PyTorch. */
  public final Tensor div(Tensor other) {
    return Ops.div(self(), other);
  }

  /** This plus a number. */
  public final Tensor add(float number) {
    return Ops.withNumber(UnaryFunction.ADD_NUMBER, self(), number);
  }

  /** This minus a number. */
  public final Tensor sub(float number) {
    return Ops.withNumber(UnaryFunction.SUB_NUMBER, self(), number);
  }

  /** This times a number. */
  public final Tensor mul(float number) {
    return Ops.withNumber(UnaryFunction.MUL_NUMBER, self(), number);
  }

  /** This divided by a number. */
  public final Tensor div(float number) {
    return Ops.withNumber(UnaryFunction.DIV_NUMBER, self(), number);
  }

  // ---- reductions

  /** The sum over dimensions, which go away; over all of them where none are named. */
  public final Tensor sum(int... dims) {
    return reduce(DimReduction.Kind.SUM, dims, false);
  }

  /** The sum over one dimension, which stays with size 1 if {@code keepdim}. */
  public final Tensor sum(int dim, boolean keepdim) {
    return reduce(DimReduction.Kind.SUM, new int[] {dim}, keepdim);
  }

  /** The sum over dimensions, which stay with size 1 if {@code keepdim}. */
  public final Tensor sum(int[] dims, boolean keepdim) {
    return reduce(DimReduction.Kind.SUM, dims, keepdim);
  }

  /** The mean over dimensions, which go away; over all of them where none are named. */
  public final Tensor mean(int... dims) {
    return reduce(DimReduction.Kind.MEAN, dims, false);
  }

  /** The mean over one dimension, which stays with size 1 if {@code keepdim}. */
  public final Tensor mean(int dim, boolean keepdim) {
    return reduce(DimReduction.Kind.MEAN, new int[] {dim}, keepdim);
  }

  /** The mean over dimensions, which stay with size 1 if {@code keepdim}. */
  public final Tensor mean(int[] dims, boolean keepdim) {
    return reduce(DimReduction.Kind.MEAN, dims, keepdim);
  }

  private Tensor reduce(DimReduction.Kind kind, int[] dims, boolean keepdim) {
    return Ops.apply(DimReduction.of(kind, self().shape(), dims, keepdim), self());
  }

  // ---- comparisons and types

  /** 1 where an element is {@code number}, 0 elsewhere: integers for PyTorch's bool. */
  public final Tensor eq(double number) {
    return Ops.apply(new Compare(Compare.Relation.EQ, number), self());
  }

  /** 1 where an element is not {@code number}, 0 elsewhere: integers for PyTorch's bool. */
  public final Tensor ne(double number) {
    return Ops.apply(new Compare(Compare.Relation.NE, number), self());
  }

  /** 1 where an element is less than {@code number}, 0 elsewhere: integers for PyTorch's bool. */
  public final Tensor lt(double number) {
    return Ops.apply(new Compare(Compare.Relation.LT, number), self());
  }

  /** 1 where an element is at most {@code number}, 0 elsewhere: integers for PyTorch's bool. */
  public final Tensor le(double number) {
    return Ops.apply(new Compare(Compare.Relation.LE, number), self());
  }

  /**
   * 1 where an element is greater than {@code number}, 0 elsewhere: integers for PyTorch's bool.
   */
  public final Tensor gt(double number) {
    return Ops.apply(new Compare(Compare.Relation.GT, number), self());
  }

  /** 1 where an element is at least {@code number}, 0 elsewhere: integers for PyTorch's bool. */
  public final Tensor ge(double number) {
    return Ops.apply(new Compare(Compare.Relation.GE, number), self());
  }

  /** 1 where an element is 0, 0 elsewhere: PyTorch's {@code ~mask}. */
  public final Tensor logicalNot() {
    return eq(0);
  }

  /**
   * This with elements of another type, or this itself. Floats lose what is behind the point,
   * integers are rounded to floats.
   */
  public final Tensor to(DType dtype) {
    return dtype == self().dtype() ? self() : Ops.apply(new Cast(dtype), self());
  }
}
