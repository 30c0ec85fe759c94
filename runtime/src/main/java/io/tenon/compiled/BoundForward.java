package io.tenon.compiled;

import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.Tensor;
import io.tenon.kernel.Kernels;
import io.tenon.nn.NnModule;
import java.util.List;
import java.util.Locale;

/**
 * A forward that the compiler wrote, bound to one network's weights. Immutable: when a weight
 * changes, {@link CompiledCall} binds a new one. Any number of threads may call it.
 *
 * @param <M> the module class
 */
public abstract class BoundForward<M extends NnModule> {
  private static final int MOST_SAMPLES = 256;
  private static final long MOST_FLOATS = 1 << 24;

  /** The kernels that this forward was bound to. */
  protected final Kernels kernels;

  private final Guards guards;
  private final InputSpec spec;
  private final Workspaces workspaces = new Workspaces();
  private volatile KnownResult known;

  /** A forward for the inputs that {@code binding} required. */
  protected BoundForward(Binding<M> binding) {
    this.kernels = binding.kernels();
    this.guards = binding.guards();
    this.spec = binding.inputs();
  }

  /**
   * Computes the result for a batch.
   *
   * @param inputs the inputs, each contiguous
   * @param workspace scratch of at least {@link #workspace} elements, with arbitrary content
   * @param y where the result goes, from element {@code yAt} on, contiguous
   */
  protected abstract void forward(Inputs inputs, float[] workspace, float[] y, int yAt);

  /** How much scratch a batch needs, in floats. */
  protected abstract long workspace(Inputs inputs);

  /** The shape of the result. */
  protected abstract Shape result(Inputs inputs);

  /**
   * What {@link #forward} does, step by step, with the sizes of this network; those that only an
   * input decides count as 1.
   */
  protected abstract List<Step> steps();

  /**
   * Whether samples depend on each other, by statistics of the batch or the order of random
   * numbers: then a batch is computed as a whole, by one thread, and the workspace grows with it.
   */
  protected boolean wholeBatch() {
    return false;
  }

  /** The shapes that it takes: {@code [N, 3, 32, 32]}. */
  final String takes() {
    return spec.toString();
  }

  /** Whether the network is still as it was when this was bound. */
  final boolean current() {
    return guards.hold();
  }

  /** Whether nothing changed since then but the numbers in the weights. */
  final boolean structureCurrent() {
    return guards.structureHolds();
  }

  /**
   * The result for inputs, {@code x} and then {@code more}; null if this was not compiled for such.
   */
  final Tensor call(Tensor x, Tensor[] more, Threads threads) {
    Inputs inputs = workspaces.borrow();
    try {
      inputs.take(x, more);
      if (!spec.fits(inputs)) {
        return null;
      }
      Tensor result = Tensor.zeros(resultShape(inputs), DType.FLOAT32);
      run(inputs, result, threads);
      return result;
    } finally {
      workspaces.giveBack(inputs);
    }
  }

  /** Fills {@code result}; false if this was not compiled for such inputs. */
  final boolean callInto(Tensor x, Tensor[] more, Tensor result, Threads threads) {
    Inputs inputs = workspaces.borrow();
    try {
      inputs.take(x, more);
      if (!spec.fits(inputs)) {
        return false;
      }
      requireResult(inputs, result);
      run(inputs, result, threads);
      return true;
    } finally {
      workspaces.giveBack(inputs);
    }
  }

  private Shape resultShape(Inputs inputs) {
    KnownResult last = known;
    if (last == null || !last.isFor(inputs)) {
      last = new KnownResult(inputs, result(inputs));
      known = last;
    }
    return last.shape();
  }

  private void requireResult(Inputs inputs, Tensor result) {
    Shape expected = resultShape(inputs);
    if (!result.shape().equals(expected)) {
      throw new ShapeError(
          "forward: the result has shape "
              + expected
              + ", but the tensor to fill has "
              + result.shape());
    }
    for (int i = 0; i < inputs.count(); i++) {
      if (result.sharesStorage(inputs.tensor(i))) {
        throw new IllegalArgumentException("forward: the result can't be written over the input");
      }
    }
  }

  /** Fills {@code result}, splitting the batch where {@code threads} allow. */
  private void run(Inputs inputs, Tensor result, Threads threads) {
    int N = inputs.samples();
    int parts = wholeBatch() ? 1 : threads.parts(N);
    if (parts <= 1) {
      part(inputs, 0, N, result);
    } else {
      threads.run(
          parts,
          part ->
              part(
                  inputs,
                  (int) ((long) N * part / parts),
                  (int) ((long) N * (part + 1) / parts),
                  result));
    }
  }

  /**
   * Computes samples {@code from} to {@code to}, so many at a time that the workspace stays small.
   */
  private void part(Inputs all, int from, int to, Tensor result) {
    if (from == to && !wholeBatch()) {
      return;
    }
    Inputs some = workspaces.borrow();
    try {
      if (wholeBatch()) {
        some.take(all, from, to - from);
        forward(some, workspaceOfAll(some), result.floats(), result.offset());
        return;
      }
      int most = Math.min(MOST_SAMPLES, to - from);
      some.take(all, from, most);
      while (most > 1 && workspace(some) > MOST_FLOATS) {
        most = (most + 1) / 2;
        some.take(all, from, most);
      }
      int each = result.numel() / all.samples();
      for (int at = from; at < to; at += most) {
        some.take(all, at, Math.min(most, to - at));
        float[] workspace = some.workspace(Math.toIntExact(workspace(some)));
        forward(some, workspace, result.floats(), result.offset() + at * each);
      }
    } finally {
      workspaces.giveBack(some);
    }
  }

  private float[] workspaceOfAll(Inputs batch) {
    long floats = workspace(batch);
    if (floats > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "forward: a batch of %d samples needs a workspace of %,d floats, but an array holds %,d:"
                  + " statistics of the batch, or noise, need all samples at once\n"
                  + "  Fix: call it with fewer samples",
              batch.samples(),
              floats,
              Integer.MAX_VALUE - 8));
    }
    return batch.workspace((int) floats);
  }
}
