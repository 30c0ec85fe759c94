package io.tenon.compiled;

import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.Tensor;
import io.tenon.kernel.Kernels;
import io.tenon.nn.NnModule;
import java.util.List;

/**
 * A forward that the compiler wrote, bound to one network's weights; {@code LeNet_Forward} extends
 * it for {@code LeNet}. Immutable: when a weight changes, {@link CompiledCall} binds a new one. Any
 * number of threads may call it.
 *
 * @param <M> the module class
 */
public abstract class CompiledForward<M extends NnModule> {
  private static final int MOST_SAMPLES = 256;

  /** The kernels that this forward was bound to. */
  protected final Kernels kernels;

  private final Guards guards;
  private final int[] inputSizes;
  private final int[] resultSizes;
  private final int inputPerSample;
  private final int resultPerSample;
  private final Workspaces workspaces = new Workspaces();

  /**
   * @param binding where the weights came from
   * @param inputSizes the sizes of the input; -1 for the batch, which comes first
   * @param resultSizes the sizes of the result; -1 for the batch, which comes first
   */
  protected CompiledForward(Binding<M> binding, int[] inputSizes, int[] resultSizes) {
    this.kernels = binding.kernels();
    this.guards = binding.guards();
    this.inputSizes = inputSizes;
    this.resultSizes = resultSizes;
    this.inputPerSample = product(inputSizes);
    this.resultPerSample = product(resultSizes);
  }

  private static int product(int[] sizes) {
    int product = 1;
    for (int d = 1; d < sizes.length; d++) {
      product *= sizes[d];
    }
    return product;
  }

  /**
   * Computes the result for a batch.
   *
   * @param N the number of samples
   * @param x the input, from element {@code xAt} on, contiguous
   * @param workspace scratch of at least {@link #workspace} elements, with arbitrary content
   * @param y where the result goes, from element {@code yAt} on, contiguous
   */
  protected abstract void forward(int N, float[] x, int xAt, float[] workspace, float[] y, int yAt);

  /** How much scratch a batch of {@code N} needs, in floats. */
  protected abstract int workspace(int N);

  /** What {@link #forward} does, step by step, with the sizes of this network. */
  protected abstract List<Step> steps();

  /** Whether the network is still as it was when this was bound. */
  final boolean current() {
    return guards.hold();
  }

  /** Whether nothing changed since then but the numbers in the weights. */
  final boolean structureCurrent() {
    return guards.structureHolds();
  }

  /** Whether this forward was compiled for an input like {@code x}. */
  final boolean takes(Tensor x) {
    Shape shape = x.shape();
    if (x.dtype() != DType.FLOAT32 || x.isShapeOnly() || shape.rank() != inputSizes.length) {
      return false;
    }
    for (int d = 1; d < inputSizes.length; d++) {
      if (shape.size(d) != inputSizes[d]) {
        return false;
      }
    }
    return true;
  }

  final Shape resultShape(int N) {
    int[] sizes = resultSizes.clone();
    sizes[0] = N;
    return Shape.of(sizes);
  }

  final void requireResult(Tensor x, Tensor result) {
    Shape shape = result.shape();
    boolean fits = shape.rank() == resultSizes.length && shape.size(0) == x.shape().size(0);
    for (int d = 1; fits && d < resultSizes.length; d++) {
      fits = shape.size(d) == resultSizes[d];
    }
    if (!fits) {
      throw new ShapeError(
          "forward: the result has shape "
              + resultShape(x.size(0))
              + ", but the tensor to fill has "
              + shape);
    }
    if (result.sharesStorage(x)) {
      throw new IllegalArgumentException("forward: the result can't be written over the input");
    }
  }

  /**
   * Fills {@code result}, whose shape was checked, splitting the batch where {@code threads} allow.
   */
  final void run(Tensor x, Tensor result, Threads threads) {
    int N = x.shape().size(0);
    int parts = threads.parts(N);
    if (parts <= 1) {
      part(0, N, x, result);
    } else {
      threads.run(
          parts,
          part ->
              part(
                  (int) ((long) N * part / parts),
                  (int) ((long) N * (part + 1) / parts),
                  x,
                  result));
    }
  }

  /**
   * Computes samples {@code from} to {@code to}, so many at a time that the workspace stays small.
   */
  private void part(int from, int to, Tensor x, Tensor result) {
    for (int at = from; at < to; at += MOST_SAMPLES) {
      int samples = Math.min(MOST_SAMPLES, to - at);
      float[] workspace = workspaces.borrow(workspace(samples));
      forward(
          samples,
          x.floats(),
          x.offset() + at * inputPerSample,
          workspace,
          result.floats(),
          result.offset() + at * resultPerSample);
      workspaces.giveBack(workspace);
    }
  }
}
