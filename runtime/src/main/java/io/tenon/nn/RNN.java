package io.tenon.nn;

import io.tenon.Tensor;
import io.tenon.op.RecurrentCell;
import java.util.Arrays;

/**
 * {@code torch.nn.RNN}: h after each step is a function of the input and of h before it (Elman,
 * 1990). Shapes are in {@link RNNBase}.
 */
public final class RNN extends RNNBase {
  /** One layer. */
  public RNN(int inputSize, int hiddenSize) {
    this(inputSize, hiddenSize, options());
  }

  /** {@code numLayers} layers on each other. */
  public RNN(int inputSize, int hiddenSize, int numLayers) {
    this(inputSize, hiddenSize, options().numLayers(numLayers));
  }

  /** A layer with {@link #options}. */
  public RNN(int inputSize, int hiddenSize, RecurrentOptions options) {
    this(inputSize, hiddenSize, "tanh", options);
  }

  /**
   * A layer with {@link #options}.
   *
   * @param nonlinearity {@code tanh} or {@code relu}
   * @throws IllegalArgumentException for any other word
   */
  public RNN(int inputSize, int hiddenSize, String nonlinearity, RecurrentOptions options) {
    super(cell(nonlinearity), inputSize, hiddenSize, options);
  }

  private static RecurrentCell cell(String nonlinearity) {
    return switch (nonlinearity) {
      case "tanh" -> RecurrentCell.RNN_TANH;
      case "relu" -> RecurrentCell.RNN_RELU;
      default ->
          throw new IllegalArgumentException(
              "Unknown nonlinearity '" + nonlinearity + "': expected tanh or relu");
    };
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
