package io.tenon.compiled;

import io.tenon.nn.NnModule;

/**
 * A {@link CompiledForward} that is large enough to be split between the members of a team; {@code
 * ResNet18_Forward} extends it for {@code ResNet18}.
 *
 * @param <M> the module class
 */
public abstract class TeamForward<M extends NnModule> extends PlainForward<M> {
  /**
   * @param binding where the weights came from
   * @param resultSizes the sizes of the result; -1 for the batch, which comes first
   */
  protected TeamForward(Binding<M> binding, int[] resultSizes) {
    super(binding, resultSizes);
  }

  /**
   * Computes a member's part of the result for a batch.
   *
   * @param member which part
   * @param N the number of samples
   * @param x the input, from element {@code xAt} on, contiguous
   * @param workspace scratch of at least {@link #workspace} elements, with arbitrary content
   * @param y where the result goes, from element {@code yAt} on, contiguous
   */
  protected abstract void forward(
      Member member, int N, float[] x, int xAt, float[] workspace, float[] y, int yAt);

  @Override
  protected final void forward(Member member, Inputs inputs, float[] workspace, Outputs outputs) {
    forward(
        member,
        inputs.samples(),
        inputs.floats(0),
        inputs.at(0),
        workspace,
        outputs.floats(0),
        outputs.at(0));
  }

  /** How much scratch each member needs for itself, in floats, for a batch of {@code N}. */
  protected int scratch(int N) {
    return 0;
  }

  @Override
  protected final long scratch(Inputs inputs) {
    return scratch(inputs.samples());
  }

  @Override
  protected final boolean inTeams() {
    return true;
  }
}
