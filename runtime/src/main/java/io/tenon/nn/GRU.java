package io.tenon.nn;

import io.tenon.Tensor;
import io.tenon.op.RecurrentCell;
import java.util.Arrays;

/**
 * {@code torch.nn.GRU}: gated recurrent units (Cho et al., 2014), gates in the order reset, update,
 * new. Shapes are in {@link RNNBase}.
 */
public final class GRU extends RNNBase {
  /** One layer. */
  public GRU(int inputSize, int hiddenSize) {
    this(inputSize, hiddenSize, options());
  }

  /** {@code numLayers} layers on each other. */
  public GRU(int inputSize, int hiddenSize, int numLayers) {
    this(inputSize, hiddenSize, options().numLayers(numLayers));
  }

  /** A layer with {@link #options}. */
  public GRU(int inputSize, int hiddenSize, RecurrentOptions options) {
    super(RecurrentCell.GRU, inputSize, hiddenSize, options);
  }

  /**
   * What PyTorch's layer returns.
   *
   * @param output h of the last layer after each step
   * @param h of each layer and direction after its last step, [numLayers·D, N, hiddenSize]
   */
  public record Output(Tensor output, Tensor h) {}

  /** Output and states, from states of zeros: PyTorch's {@code output, h = layer(x)}. */
  public Output withStates(Tensor x) {
    return call(x, (Tensor) null);
  }

  /**
   * Output and states; {@link #call(Tensor)} gives the output alone.
   *
   * @param h0 the hidden states before the first step
   * @throws io.tenon.ShapeError if a shape does not fit
   */
  public Output call(Tensor x, Tensor h0) {
    return hooked(
        Arrays.asList(x, h0),
        in -> {
          Run run = run(in.get(0), in.subList(1, 2), true);
          return new Output(run.output(), run.states().get(0));
        });
  }
}
