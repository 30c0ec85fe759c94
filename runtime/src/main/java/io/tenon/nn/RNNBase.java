package io.tenon.nn;

import io.tenon.Parameter;
import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.SizeNames;
import io.tenon.Tensor;
import io.tenon.op.Ops;
import io.tenon.op.Recurrence;
import io.tenon.op.RecurrentCell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code torch.nn.RNNBase}, what the recurrent layers share. Input [T, N, inputSize], or [N, T,
 * inputSize] with {@code batchFirst}, or [T, inputSize] without a batch; output of the same kind
 * with D·hiddenSize features, where D is 2 for a bidirectional layer and 1 otherwise. States are
 * [numLayers·D, N, hiddenSize], without N where the input has no batch.
 *
 * <p>Weights are called as in PyTorch: {@code weight_ih_l0}, {@code weight_hh_l0}, {@code
 * bias_ih_l0}, {@code bias_hh_l0}, with {@code _reverse} for the other direction.
 */
public abstract sealed class RNNBase extends NnModule permits RNN, LSTM, GRU {
  private final RecurrentCell cell;
  private final int inputSize;
  private final int hiddenSize;
  private final int numLayers;
  private final boolean bias;
  private final boolean batchFirst;
  private final double dropout;
  private final boolean bidirectional;

  RNNBase(RecurrentCell cell, int inputSize, int hiddenSize, RecurrentOptions options) {
    if (options.numLayers <= 0) {
      throw new IllegalArgumentException("num_layers must be greater than zero");
    }
    if (hiddenSize <= 0) {
      throw new IllegalArgumentException("hidden_size must be greater than zero");
    }
    this.cell = cell;
    this.inputSize = inputSize;
    this.hiddenSize = hiddenSize;
    this.numLayers = options.numLayers;
    this.bias = options.bias;
    this.batchFirst = options.batchFirst;
    this.dropout = options.dropout;
    this.bidirectional = options.bidirectional;
    int rows = cell.gates() * hiddenSize;
    for (int layer = 0; layer < numLayers; layer++) {
      int features = layer == 0 ? inputSize : directions() * hiddenSize;
      for (int direction = 0; direction < directions(); direction++) {
        register("weight_ih", layer, direction, rows, features);
        register("weight_hh", layer, direction, rows, hiddenSize);
        if (bias) {
          register("bias_ih", layer, direction, rows);
          register("bias_hh", layer, direction, rows);
        }
      }
    }
    resetParameters();
  }

  /** Draws initial weights as PyTorch does: all within ±1/√hiddenSize. */
  public void resetParameters() {
    double bound = 1 / Math.sqrt(hiddenSize);
    for (Parameter parameter : parameters()) {
      Init.uniform_(parameter, -bound, bound);
    }
  }

  private int directions() {
    return bidirectional ? 2 : 1;
  }

  private void register(String what, int layer, int direction, int... sizes) {
    registerParameter(name(what, layer, direction), Functional.emptyParameter(sizes));
  }

  private static String name(String what, int layer, int direction) {
    return what + "_l" + layer + (direction == 0 ? "" : "_reverse");
  }

  /** No options set: {@code new LSTM(5, 7, options().numLayers(2))}. */
  public static RecurrentOptions options() {
    return new RecurrentOptions();
  }

  /**
   * What a call computes.
   *
   * @param states of each layer and direction, h and then, for an LSTM, c after the last step:
   *     [numLayers·D, N, hiddenSize]
   */
  record Run(Tensor output, List<Tensor> states) {}

  /** The output alone: the states begin as zeros. */
  @Override
  public Tensor forward(Tensor x) {
    return run(x, List.of(), false).output();
  }

  /**
   * Runs all layers.
   *
   * @param initial h, and for an LSTM c; empty or null elements for zeros
   */
  final Run run(Tensor x, List<Tensor> initial, boolean wantStates) {
    requireInput(x);
    boolean batched = x.dim() == 3;
    boolean timeFirst = batched && !batchFirst;
    Tensor sequence = timeFirst ? x.transpose(0, 1) : x;
    sequence = batched ? sequence : x.view(1, x.size(0), x.size(1));
    List<Tensor> given = given(initial, sequence.size(0), batched);
    List<List<Tensor>> last = new ArrayList<>();
    for (int layer = 0; layer < numLayers; layer++) {
      List<Tensor> outputs = new ArrayList<>();
      for (int direction = 0; direction < directions(); direction++) {
        Tensor all = oneWay(sequence, given, layer, direction);
        outputs.add(cell.hasMemory() ? all.select(1, 0) : all);
        if (wantStates) {
          last.add(lastStates(all, direction));
        }
      }
      sequence = outputs.size() == 1 ? outputs.get(0) : Ops.cat(outputs, 2);
      if (layer < numLayers - 1) {
        sequence = Functional.dropout(sequence, dropout, training());
      }
    }
    Tensor output = timeFirst ? sequence.transpose(0, 1) : sequence;
    output = batched ? output : output.view(output.size(1), output.size(2));
    return new Run(output, wantStates ? stacked(last, batched) : null);
  }

  private Tensor oneWay(Tensor sequence, List<Tensor> given, int layer, int direction) {
    List<Tensor> operands = new ArrayList<>();
    operands.add(sequence);
    operands.add(ownParameter(name("weight_ih", layer, direction)));
    operands.add(ownParameter(name("weight_hh", layer, direction)));
    if (bias) {
      operands.add(ownParameter(name("bias_ih", layer, direction)));
      operands.add(ownParameter(name("bias_hh", layer, direction)));
    }
    for (Tensor state : given) {
      operands.add(state.select(0, layer * directions() + direction));
    }
    Recurrence op = new Recurrence(cell, bias, !given.isEmpty(), direction == 1);
    return Ops.apply(op, operands.toArray(new Tensor[0]));
  }

  /** h, and for an LSTM c, after the last step: [1, N, hiddenSize]. */
  private List<Tensor> lastStates(Tensor all, int direction) {
    int step = direction == 0 ? -1 : 0;
    Tensor last = all.select(cell.hasMemory() ? 2 : 1, step);
    List<Tensor> states =
        cell.hasMemory() ? List.of(last.select(1, 0), last.select(1, 1)) : List.of(last);
    return states.stream().map(state -> state.view(1, state.size(0), hiddenSize)).toList();
  }

  private List<Tensor> stacked(List<List<Tensor>> last, boolean batched) {
    List<Tensor> states = new ArrayList<>();
    for (int kind = 0; kind < last.get(0).size(); kind++) {
      int which = kind;
      Tensor state = Ops.cat(last.stream().map(each -> each.get(which)).toList(), 0);
      states.add(batched ? state : state.view(state.size(0), hiddenSize));
    }
    return states;
  }

  private List<Tensor> given(List<Tensor> initial, int samples, boolean batched) {
    List<Tensor> given = new ArrayList<>();
    for (Tensor state : initial) {
      if (state != null) {
        given.add(batched ? state : withBatch(state));
      }
    }
    if (!given.isEmpty() && given.size() < initial.size()) {
      throw new IllegalArgumentException(
          name() + ": expected both initial states or none, but only one is given");
    }
    Shape expected = Shape.of(numLayers * directions(), samples, hiddenSize);
    for (Tensor state : given) {
      if (!state.shape().equals(expected)) {
        throw new ShapeError(
            name() + ": Expected hidden size " + expected + ", got " + state.shape(),
            "states are [numLayers · directions, N, hiddenSize], also with batchFirst");
      }
    }
    return given;
  }

  private Tensor withBatch(Tensor state) {
    if (state.dim() != 2) {
      throw new ShapeError(
          name()
              + ": for an input without a batch, states have 2 dimensions, but got "
              + state.shape());
    }
    return state.view(state.size(0), 1, state.size(1));
  }

  private void requireInput(Tensor x) {
    if (x.dim() != 2 && x.dim() != 3) {
      throw new ShapeError(
          name() + ": Expected input to be 2-D or 3-D but received " + x.dim() + "-D tensor");
    }
    if (x.size(x.dim() == 3 && batchFirst ? 1 : 0) == 0) {
      throw new ShapeError(name() + ": Expected sequence length to be larger than 0 in RNN");
    }
    if (x.size(-1) != inputSize) {
      throw new ShapeError(
          String.format(
              Locale.ROOT,
              "%s: input has %s features, but input_size is %s (input %s)",
              name(),
              SizeNames.of(x.size(-1)),
              SizeNames.of(inputSize),
              x.shape()),
          "give the layer " + SizeNames.of(x.size(-1)) + " input features");
    }
  }

  private String name() {
    return typeName();
  }

  @Override
  protected final String extraRepr() {
    StringBuilder text = new StringBuilder();
    text.append(SizeNames.of(inputSize)).append(", ").append(SizeNames.of(hiddenSize));
    if (numLayers != 1) {
      text.append(", num_layers=").append(SizeNames.of(numLayers));
    }
    if (!bias) {
      text.append(", bias=False");
    }
    if (batchFirst) {
      text.append(", batch_first=True");
    }
    if (dropout != 0) {
      text.append(", dropout=").append(Reprs.number(dropout));
    }
    if (bidirectional) {
      text.append(", bidirectional=True");
    }
    return text.toString();
  }
}
