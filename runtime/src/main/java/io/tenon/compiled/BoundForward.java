package io.tenon.compiled;

import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.Tensor;
import io.tenon.kernel.Kernels;
import io.tenon.nn.NnModule;
import java.util.Arrays;
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
  private static final int MOST_IN_ARRAY = Integer.MAX_VALUE - 8;

  /** The kernels that this forward was bound to. */
  protected final Kernels kernels;

  private final Guards guards;
  private final InputSpec spec;
  private final Workspaces workspaces = new Workspaces();
  private final Work<Inputs> ownSamples = this::ownSamples;
  private final Work<Inputs> insideSamples = this::insideSamples;
  private volatile KnownResult known;

  /** A forward for the inputs that {@code binding} required. */
  protected BoundForward(Binding<M> binding) {
    this.kernels = binding.kernels();
    this.guards = binding.guards();
    this.spec = binding.inputs();
  }

  /**
   * Computes a member's part of the result for a batch.
   *
   * @param member which part; of a network that is not split, all of it
   * @param inputs the inputs, each contiguous
   * @param workspace scratch of at least {@link #workspace} elements, with arbitrary content
   * @param outputs where the results go, each contiguous
   */
  protected abstract void forward(Member member, Inputs inputs, float[] workspace, Outputs outputs);

  /** How much scratch a batch needs, in floats. */
  protected abstract long workspace(Inputs inputs);

  /** How much scratch each member needs for itself, in floats. */
  protected long scratch(Inputs inputs) {
    return 0;
  }

  /** Whether {@link #forward} can be split between members: else there is just one. */
  protected boolean inTeams() {
    return false;
  }

  /** The shapes of the results. */
  protected abstract Shape[] results(Inputs inputs);

  /**
   * What {@link #forward} does, step by step, with the sizes of this network; those that only an
   * input decides count as 1.
   */
  protected abstract List<Step> steps();

  /**
   * Whether samples depend on each other, by statistics of the batch or the order of random
   * numbers: then a batch is computed as a whole, and the workspace grows with it.
   */
  protected boolean wholeBatch() {
    return false;
  }

  /**
   * Requires that a whole batch can be computed, before anything changes.
   *
   * @throws ShapeError if a channel has just one value
   */
  protected void requireBatch(int N) {}

  /** The shapes that it takes: {@code [N, 3, 32, 32]}. */
  final String takes() {
    return spec.toString();
  }

  /** Whether the network is still as it was when this was bound. */
  final boolean current() {
    return guards.hold();
  }

  /** Whether nothing changed since then but the numbers in the weights, and the kernels. */
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
      Tensor result = Tensor.zeros(shapes(inputs)[0], DType.FLOAT32);
      run(inputs, result, null, threads);
      return result;
    } finally {
      workspaces.giveBack(inputs);
    }
  }

  /** All results; null if this was not compiled for such inputs. */
  final Tensor[] callAll(Tensor x, Tensor[] more, Threads threads) {
    Inputs inputs = workspaces.borrow();
    try {
      inputs.take(x, more);
      if (!spec.fits(inputs)) {
        return null;
      }
      Shape[] shapes = shapes(inputs);
      Tensor[] results = new Tensor[shapes.length];
      Arrays.setAll(results, i -> Tensor.zeros(shapes[i], DType.FLOAT32));
      run(inputs, results[0], Arrays.copyOfRange(results, 1, results.length), threads);
      return results;
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
      run(inputs, result, null, threads);
      return true;
    } finally {
      workspaces.giveBack(inputs);
    }
  }

  private Shape[] shapes(Inputs inputs) {
    KnownResult last = known;
    if (last == null || !last.isFor(inputs)) {
      last = new KnownResult(inputs, results(inputs));
      known = last;
    }
    return last.shapes();
  }

  private void requireResult(Inputs inputs, Tensor result) {
    Shape expected = shapes(inputs)[0];
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

  /** Fills {@code y}, then {@code rest}, with as many threads as there are and as are worth it. */
  private void run(Inputs inputs, Tensor y, Tensor[] rest, Threads threads) {
    int N = inputs.samples();
    inputs.outputs().take(y, rest, N);
    if (wholeBatch()) {
      requireBatch(N);
    } else if (N == 0) {
      return;
    }
    boolean inside = inTeams() && (wholeBatch() || N < threads.count());
    if (inside) {
      inputs.workspace(inArray(workspaceFor(inputs, N), N));
    }
    int most = inside ? threads.count() : wholeBatch() ? 1 : Math.min(N, threads.count());
    threads.run(inputs.team(), most, inside ? insideSamples : ownSamples, inputs);
  }

  /** A member's own samples, in a workspace of its own. */
  private void ownSamples(Inputs all, Member member) {
    int N = all.samples();
    Inputs some = workspaces.borrow();
    try {
      Member alone = some.team().caller();
      compute(all, member.first(N), member.end(N), some, some, alone);
    } finally {
      workspaces.giveBack(some);
    }
  }

  /** A member's part of each step, for all samples, in the workspace of all members. */
  private void insideSamples(Inputs all, Member member) {
    Inputs some = workspaces.borrow();
    try {
      compute(all, 0, all.samples(), some, all, member);
    } finally {
      workspaces.giveBack(some);
    }
  }

  /**
   * Computes samples {@code from} to {@code to}, so many at a time that the workspace stays small.
   *
   * @param some takes the samples of one time
   * @param scratch whose workspace it is
   */
  private void compute(Inputs all, int from, int to, Inputs some, Inputs scratch, Member member) {
    int most = atATime(all, from, to - from, some);
    float[] workspace = scratch.workspace(inArray(workspace(some), most));
    member.reserve(Math.toIntExact(scratch(some)));
    if (wholeBatch()) {
      forward(member, some, workspace, some.outputs());
      return;
    }
    for (int at = from; at < to; at += most) {
      some.take(all, at, Math.min(most, to - at));
      forward(member, some, workspace, some.outputs());
    }
  }

  /** How many of {@code count} samples are computed at a time; {@code some} takes the first. */
  private int atATime(Inputs all, int from, int count, Inputs some) {
    if (wholeBatch()) {
      some.take(all, from, count);
      return count;
    }
    int most = Math.min(MOST_SAMPLES, count);
    some.take(all, from, most);
    while (most > 1 && workspace(some) > MOST_FLOATS) {
      most = (most + 1) / 2;
      some.take(all, from, most);
    }
    return most;
  }

  /** How large a workspace {@link #compute} needs. */
  private long workspaceFor(Inputs all, int count) {
    Inputs some = workspaces.borrow();
    try {
      atATime(all, 0, count, some);
      return workspace(some);
    } finally {
      workspaces.giveBack(some);
    }
  }

  /** Floats of a workspace, which are more than an array holds where a whole batch needs it. */
  private static int inArray(long floats, int samples) {
    if (floats > MOST_IN_ARRAY) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "forward: a batch of %d samples needs a workspace of %,d floats, but an array holds %,d:"
                  + " statistics of the batch, or noise, need all samples at once\n"
                  + "  Fix: call it with fewer samples",
              samples,
              floats,
              MOST_IN_ARRAY));
    }
    return (int) floats;
  }
}
