package io.tenon.op;

import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.Tensor;
import java.util.List;

/**
 * What one primitive operation means. An op is an immutable value (a record, or a constant of an
 * enum) that holds the operation's attributes; its inputs come with each call. Two ops that are
 * equal do the same.
 */
public interface Op {
  /** PyTorch's function name, such as {@code conv2d}; begins every message of this op. */
  String name();

  /**
   * What is needed beside the inputs, for the graph's text, such as {@code stride=(2, 2)}; empty if
   * nothing.
   */
  default String attributes() {
    return "";
  }

  /**
   * The shape of the result. Plain arithmetic on sizes, no branch on a size and no loop over one
   * (comparing two sizes is fine): a size may stand for a symbol.
   *
   * @throws ShapeError if the operation can't take inputs of these shapes
   */
  Shape shape(List<Shape> inputs);

  /**
   * The type of the result.
   *
   * @throws IllegalArgumentException if the operation can't take inputs of these types
   */
  default DType dtype(List<DType> inputs) {
    for (DType input : inputs) {
      if (input != DType.FLOAT32) {
        throw new IllegalArgumentException(
            name() + ": expected a tensor of " + DType.FLOAT32 + ", but got " + input);
      }
    }
    return DType.FLOAT32;
  }

  /**
   * Computes the result into {@code result}, a tensor of the right shape that shares no storage
   * with an input.
   */
  void evaluate(List<Tensor> inputs, Tensor result);

  /**
   * Whether the result is the first input's elements in another shape; then nothing is computed.
   */
  default boolean isView() {
    return false;
  }

  /**
   * Whether an evaluation does more than make the result: draws random numbers, or moves running
   * statistics. Such an operation is done even where nothing needs its result, two of them are
   * never one, and their order is kept.
   */
  default boolean hasEffects() {
    return false;
  }

  /**
   * The gradients of a scalar loss for each input, given the one for the result; null for an input
   * that has none.
   *
   * @throws UnsupportedOperationException if the op can't be differentiated
   */
  default List<Tensor> gradient(List<Tensor> inputs, Tensor result, Tensor gradient) {
    throw new UnsupportedOperationException(name() + " can't be differentiated");
  }

  /**
   * The multiplications with an addition that the operation takes; 0 for those that are not
   * products of matrices.
   */
  default long multiplyAdds(List<Shape> inputs, Shape result) {
    return 0;
  }
}
