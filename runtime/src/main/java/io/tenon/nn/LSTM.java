package io.tenon.nn;

import io.tenon.Tensor;
import io.tenon.op.RecurrentCell;
import java.util.Arrays;

/**
 * {@code torch.nn.LSTM}: long short-term memory (Hochreiter and Schmidhuber, 1997), gates in the
 * order input, forget, cell, output. Shapes are in {@link RNNBase}.
 */
public final class LSTM extends RNNBase {
  /** One layer. */
  public LSTM(int inputSize, int hiddenSize) {
    this(inputSize, hiddenSize, options());
  }

  /** {@code numLayers} layers on each other. */
  public LSTM(int inputSize, int hiddenSize, int numLayers) {
    this(inputSize, hiddenSize, options().numLayers(numLayers));
  }

  /** A layer with {@link #options}. */
  public LSTM(int inputSize, int hiddenSize, RecurrentOptions options) {
    super(RecurrentCell.LSTM, inputSize, hiddenSize, options);
  }

  /**
   * What PyTorch's layer returns: {@code output, (h, c)}.
   *
   * @param output h of the last layer after each step
   * @param h of each layer and direction after its last step, [numLayers·D, N, hiddenSize]
   * @param c the cell states, as {@code h}
   */
  public record Output(Tensor output, Tensor h, Tensor c) {}

  /** Output and states, from states of zeros: PyTorch's {@code output, (h, c) = layer(x)}. */
  public Output withStates(Tensor x) {
    return call(x, null, null);
  }

  /**
   * Output and states; {@link #call(Tensor)} gives the output alone.
   *
   * @param h0 the hidden states before the first step, or null together with {@code c0} for zeros
   * @param c0 the cell states before the first step, or null
   * @throws io.tenon.ShapeError if a shape does not fit
   */
  public Output call(Tensor x, Tensor h0, Tensor c0) {
    return hooked(
        Arrays.asList(x, h0, c0),
        in -> {
          Run run = run(in.get(0), in.subList(1, 3), true);
          return new Output(run.output(), run.states().get(0), run.states().get(1));
        });
  }
}
