package io.tenon.kernel;

import io.tenon.Tensor;
import io.tenon.op.Recurrence;
import io.tenon.op.RecurrentCell;

/**
 * A recurrent layer as eager mode does it: the products with the input are one matrix product for
 * all time steps; the products with the state are one a step, for the whole batch, which reads the
 * states where the step before left them.
 */
public final class TimeSteps {
  private TimeSteps() {}

  /**
   * Fills {@code y}; shapes have been checked by {@link Recurrence#shape}. Null where not given.
   */
  public static void run(
      Kernels kernels,
      Recurrence op,
      Tensor x,
      Tensor weightIh,
      Tensor weightHh,
      Tensor biasIh,
      Tensor biasHh,
      Tensor h0,
      Tensor c0,
      Tensor y) {
    if (y.numel() == 0) {
      return;
    }
    RecurrentCell cell = op.cell();
    int samples = x.size(0);
    int steps = x.size(1);
    int hidden = weightHh.size(1);
    float[] ofX = ofInputs(kernels, x, weightIh, biasIh);
    int width = ofX.length / (samples * steps);
    StripedPanel fromH = panel(weightHh, biasHh);
    float[] ofH = new float[Math.multiplyExact(samples, fromH.stored)];

    float[] to = y.floats();
    int plane = steps * hidden; // an LSTM's c lies this far behind h
    int sample = cell.hasMemory() ? 2 * plane : plane;
    float[] h = h0 == null ? new float[samples * hidden] : h0.floats();
    float[] c = c0 == null ? new float[samples * hidden] : c0.floats();
    int hAt = h0 == null ? 0 : h0.offset();
    int cAt = c0 == null ? 0 : c0.offset();
    int between = hidden; // from one sample's state to the next one's
    for (int step = 0; step < steps; step++) {
      int t = op.reverse() ? steps - 1 - step : step;
      int at = y.offset() + t * hidden;
      kernels.stripes(fromH, h, hAt, between, samples, ofH, 0, fromH.stored);
      for (int n = 0; n < samples; n++) {
        int xGates = (n * steps + t) * width;
        int hGates = n * fromH.stored;
        int result = at + n * sample;
        int before = hAt + n * between;
        switch (cell) {
          case LSTM -> {
            int cBefore = cAt + n * between;
            RecurrentGates.lstm(
                kernels,
                hidden,
                ofX,
                xGates,
                ofH,
                hGates,
                c,
                cBefore,
                to,
                result + plane,
                to,
                result);
          }
          case GRU ->
              RecurrentGates.gru(kernels, hidden, ofX, xGates, ofH, hGates, h, before, to, result);
          case RNN_TANH ->
              RecurrentGates.tanh(kernels, hidden, ofX, xGates, ofH, hGates, to, result);
          case RNN_RELU -> RecurrentGates.relu(hidden, ofX, xGates, ofH, hGates, to, result);
        }
      }
      h = to;
      hAt = at;
      c = to;
      cAt = at + plane;
      between = sample;
    }
  }

  private static StripedPanel panel(Tensor weight, Tensor bias) {
    return new StripedPanel(
        weight.floats(),
        weight.offset(),
        bias == null ? null : bias.floats(),
        bias == null ? 0 : bias.offset(),
        weight.size(0),
        weight.size(1));
  }

  private static float[] ofInputs(Kernels kernels, Tensor x, Tensor weight, Tensor bias) {
    int features = x.size(2);
    Panel panel =
        new Panel(
            weight.floats(),
            weight.offset(),
            bias == null ? null : bias.floats(),
            bias == null ? 0 : bias.offset(),
            weight.size(0),
            Panel.contiguous(features),
            true);
    int count = x.size(0) * x.size(1);
    float[] y = new float[Math.multiplyExact(count, panel.stored)];
    kernels.rows(
        panel,
        x.floats(),
        x.offset(),
        features,
        count,
        y,
        0,
        panel.stored,
        Panel.LANES,
        Epilogue.NONE);
    return y;
  }
}
