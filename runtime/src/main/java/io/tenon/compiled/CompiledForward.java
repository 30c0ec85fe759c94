package io.tenon.compiled;

import io.tenon.nn.NnModule;

/**
 * A forward of one input of floats, whose batch alone is of unknown size; {@code LeNet_Forward}
 * extends it for {@code LeNet}.
 *
 * @param <M> the module class
 */
public abstract class CompiledForward<M extends NnModule> extends PlainForward<M> {
  /**
   * @param binding where the weights came from
   * @param resultSizes the sizes of the result; -1 for the batch, which comes first
   */
  protected CompiledForward(Binding<M> binding, int[] resultSizes) {
    super(binding, resultSizes);
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

  @Override
  protected final void forward(Member member, Inputs inputs, float[] workspace, Outputs outputs) {
    forward(
        inputs.samples(),
        inputs.floats(0),
        inputs.at(0),
        workspace,
        outputs.floats(0),
        outputs.at(0));
  }
}
