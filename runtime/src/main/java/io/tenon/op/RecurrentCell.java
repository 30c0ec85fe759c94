package io.tenon.op;

import java.util.Locale;

/** What a recurrent layer does at each time step, in PyTorch's definitions and order of gates. */
public enum RecurrentCell {
  /** h' = tanh(W·x + b + U·h + d). */
  RNN_TANH(1),
  /** h' = relu(W·x + b + U·h + d). */
  RNN_RELU(1),
  /**
   * Input, forget, cell and output gate: c' = σ(f)·c + σ(i)·tanh(g), h' = σ(o)·tanh(c') (Hochreiter
   * and Schmidhuber, 1997).
   */
  LSTM(4),
  /**
   * Reset, update and new gate: n = tanh(Wₙ·x + bₙ + σ(r)·(Uₙ·h + dₙ)), h' = (1 - σ(z))·n + σ(z)·h
   * (Cho et al., 2014).
   */
  GRU(3);

  private final int gates;

  RecurrentCell(int gates) {
    this.gates = gates;
  }

  /** PyTorch's name of the function: {@code lstm}, {@code gru}, {@code rnn_tanh}. */
  public String torchName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How many vectors of the hidden size the products with the weights give. */
  public int gates() {
    return gates;
  }

  /** Whether there is a cell state c beside h. */
  public boolean hasMemory() {
    return this == LSTM;
  }
}
