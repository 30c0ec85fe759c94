package networks;

import io.tenon.Shape;
import io.tenon.compiled.Binding;
import io.tenon.compiled.BoundForward;
import io.tenon.compiled.Inputs;
import io.tenon.compiled.Member;
import io.tenon.compiled.Outputs;
import io.tenon.compiled.Step;
import io.tenon.kernel.Epilogue;
import io.tenon.kernel.Offsets;
import io.tenon.kernel.Panel;
import io.tenon.kernel.RecurrentGates;
import io.tenon.kernel.Rows;
import io.tenon.kernel.StripedPanel;
import java.util.Arrays;
import java.util.List;

/**
 * {@link Directions#forward} for x of [N, T, 5], as Tenon compiled it from Directions.java. Read
 * it, step through it; change Directions, not this. The steps, for one sample:
 *
 * <pre>
 * step          in        out      parameters  multiply-adds
 * lstmL0        [T, 5]  → [T, 7]          392          336·T
 * lstmL0Reverse [T, 5]  → [T, 7]          392          336·T
 * lstmL1        [T, 14] → [T, 7]          644          588·T
 * lstmL1Reverse [T, 14] → [T, 7]          644          588·T
 * rnnL0         [T, 14] → [T, 20]         680          680·T
 * head          [T, 20] → [T, 17]         357          340·T
 * total: 3,109 parameters, 2,868·T multiply-adds
 * </pre>
 *
 * <p>Several threads are a team: each of its members runs {@code forward}, does its part of each
 * step, and meets the others behind it, since the next step needs all of its result.
 */
final class Directions_Forward extends BoundForward<Directions> {
  private final Panel lstmL0OfX;
  private final StripedPanel lstmL0OfH;
  private final Panel lstmL0ReverseOfX;
  private final StripedPanel lstmL0ReverseOfH;
  private final Panel lstmL1OfX;
  private final StripedPanel lstmL1OfH;
  private final Panel lstmL1ReverseOfX;
  private final StripedPanel lstmL1ReverseOfH;
  private final Panel rnnL0OfX;
  private final StripedPanel rnnL0OfH;
  private final Panel head;

  Directions_Forward(Binding<Directions> binding) {
    super(binding.require("a3569a061e49209a", "N, T, 5"));
    lstmL0OfX = binding.rowPanel("lstm.weight_ih_l0", "lstm.bias_ih_l0", 28, Offsets.contiguous(5));
    lstmL0OfH = binding.stripedPanel("lstm.weight_hh_l0", "lstm.bias_hh_l0", 28, 7);
    lstmL0ReverseOfX = binding.rowPanel(
        "lstm.weight_ih_l0_reverse", "lstm.bias_ih_l0_reverse", 28, Offsets.contiguous(5));
    lstmL0ReverseOfH = binding.stripedPanel(
        "lstm.weight_hh_l0_reverse", "lstm.bias_hh_l0_reverse", 28, 7);
    lstmL1OfX = binding.rowPanel(
        "lstm.weight_ih_l1", "lstm.bias_ih_l1", 28, Offsets.contiguous(14));
    lstmL1OfH = binding.stripedPanel("lstm.weight_hh_l1", "lstm.bias_hh_l1", 28, 7);
    lstmL1ReverseOfX = binding.rowPanel(
        "lstm.weight_ih_l1_reverse", "lstm.bias_ih_l1_reverse", 28, Offsets.contiguous(14));
    lstmL1ReverseOfH = binding.stripedPanel(
        "lstm.weight_hh_l1_reverse", "lstm.bias_hh_l1_reverse", 28, 7);
    rnnL0OfX = binding.rowPanel("rnn.weight_ih_l0", null, 20, Offsets.contiguous(14));
    rnnL0OfH = binding.stripedPanel("rnn.weight_hh_l0", null, 20, 20);
    head = binding.rowPanel("head.weight", "head.bias", 17, Offsets.contiguous(20));
  }

  @Override
  protected void forward(Member member, Inputs inputs, float[] workspace, Outputs outputs) {
    int N = inputs.samples();
    int T = inputs.size(0, 1);
    float[] x = inputs.floats(0);
    int xAt = inputs.at(0);
    float[] y = outputs.floats(0);
    int yAt = outputs.at(0);
    int lstmL0InputsAt = 84 * N; // N of [T, 28]
    int lstmL0StatesAt = 0; // N of [64]
    int lstmL0HAt = 64 * N; // N of [7]
    int lstmL0CAt = 71 * N; // N of [7]
    int lstmL0At = 84 * N + 28 * N * T; // N of [T, 7]
    int lstmL0ReverseInputsAt = 84 * N; // N of [T, 28]
    int lstmL0ReverseStatesAt = 0; // N of [64]
    int lstmL0ReverseHAt = 64 * N; // N of [7]
    int lstmL0ReverseCAt = 71 * N; // N of [7]
    int lstmL0ReverseAt = 84 * N + 35 * N * T; // N of [T, 7]
    int lstmCatAt = 84 * N; // N of [T, 14]
    int lstmL1InputsAt = 84 * N + 14 * N * T; // N of [T, 28]
    int lstmL1StatesAt = 0; // N of [64]
    int lstmL1HAt = 64 * N; // N of [7]
    int lstmL1CAt = 71 * N; // N of [7]
    int lstmL1At = 84 * N + 42 * N * T; // N of [T, 7]
    int lstmL1ReverseInputsAt = 84 * N + 14 * N * T; // N of [T, 28]
    int lstmL1ReverseStatesAt = 0; // N of [64]
    int lstmL1ReverseHAt = 64 * N; // N of [7]
    int lstmL1ReverseCAt = 71 * N; // N of [7]
    int lstmL1ReverseAt = 84 * N + 49 * N * T; // N of [T, 7]
    int lstmCat2At = 84 * N; // N of [T, 14]
    int rnnL0InputsAt = 84 * N + 14 * N * T; // N of [T, 20]
    int rnnL0StatesAt = 0; // N of [64]
    int rnnL0HAt = 64 * N; // N of [20]
    int rnnL0At = 84 * N + 34 * N * T; // N of [T, 20]
    if (member.isFirst()) {
      lstmL0(
          N, T,
          x, xAt,
          workspace, lstmL0InputsAt,
          workspace, lstmL0StatesAt,
          workspace, lstmL0HAt,
          workspace, lstmL0CAt,
          workspace, lstmL0At);
      lstmL0Reverse(
          N, T,
          x, xAt,
          workspace, lstmL0ReverseInputsAt,
          workspace, lstmL0ReverseStatesAt,
          workspace, lstmL0ReverseHAt,
          workspace, lstmL0ReverseCAt,
          workspace, lstmL0ReverseAt);
    }
    member.meet();
    for (int n = 0; n < N; n++) {
      if (member.isFirst()) {
        // Into its part of lstmCat, from 0 on.
        Rows.copy(T, workspace, lstmL0At + n * 7 * T, 7, workspace, lstmCatAt + n * 14 * T, 14, 7);
        // Into its part of lstmCat, from 7 on.
        Rows.copy(
            T, workspace, lstmL0ReverseAt + n * 7 * T, 7, workspace, lstmCatAt + n * 14 * T + 7,
            14, 7);
      }
      member.meet();
    }
    if (member.isFirst()) {
      lstmL1(
          N, T,
          workspace, lstmCatAt,
          workspace, lstmL1InputsAt,
          workspace, lstmL1StatesAt,
          workspace, lstmL1HAt,
          workspace, lstmL1CAt,
          workspace, lstmL1At);
      lstmL1Reverse(
          N, T,
          workspace, lstmCatAt,
          workspace, lstmL1ReverseInputsAt,
          workspace, lstmL1ReverseStatesAt,
          workspace, lstmL1ReverseHAt,
          workspace, lstmL1ReverseCAt,
          workspace, lstmL1ReverseAt);
    }
    member.meet();
    for (int n = 0; n < N; n++) {
      if (member.isFirst()) {
        // Into its part of lstmCat2, from 0 on.
        Rows.copy(T, workspace, lstmL1At + n * 7 * T, 7, workspace, lstmCat2At + n * 14 * T, 14, 7);
        // Into its part of lstmCat2, from 7 on.
        Rows.copy(
            T, workspace, lstmL1ReverseAt + n * 7 * T, 7, workspace, lstmCat2At + n * 14 * T + 7,
            14, 7);
      }
      member.meet();
    }
    if (member.isFirst()) {
      rnnL0(
          N, T,
          workspace, lstmCat2At,
          workspace, rnnL0InputsAt,
          workspace, rnnL0StatesAt,
          workspace, rnnL0HAt,
          workspace, rnnL0At);
    }
    member.meet();
    for (int n = 0; n < N; n++) {
      head(member, T, workspace, rnnL0At + n * 20 * T, y, yAt + n * 17 * T);
      member.meet();
    }
  }

  /**
   * {@code lstm.call(x)}, Directions.java:21: [T, 5] → [T, 7].
   *
   * <p>What the gates get of the inputs is one product for all steps; what they get of the states
   * is one for all samples at each step.
   */
  private void lstmL0(
      int N, int T, float[] x, int xAt, float[] ofX, int ofXAt, float[] ofH, int ofHAt,
      float[] h, int hAt, float[] c, int cAt, float[] y, int yAt) {
    kernels.rows(lstmL0OfX, x, xAt, 5, N * T, ofX, ofXAt, 28, 16, Epilogue.NONE);
    int between = 7; // from one sample's state to the next one's
    Arrays.fill(h, hAt, hAt + N * 7, 0);
    Arrays.fill(c, cAt, cAt + N * 7, 0);
    for (int t = 0; t < T; t++) {
      kernels.stripes(lstmL0OfH, h, hAt, between, N, ofH, ofHAt, 64);
      for (int n = 0; n < N; n++) {
        int to = yAt + (n * T + t) * 7;
        int cn = cAt + n * 7;
        RecurrentGates.lstm(
            kernels, 7, ofX, ofXAt + (n * T + t) * 28, ofH, ofHAt + n * 64, c, cn, c, cn, y, to);
      }
      // the next step reads the states where this one left them
      h = y;
      hAt = yAt + t * 7;
      between = T * 7;
    }
  }

  /**
   * {@code lstm.call(x)}, Directions.java:21: [T, 5] → [T, 7].
   *
   * <p>As in {@link #lstmL0}.
   */
  private void lstmL0Reverse(
      int N, int T, float[] x, int xAt, float[] ofX, int ofXAt, float[] ofH, int ofHAt,
      float[] h, int hAt, float[] c, int cAt, float[] y, int yAt) {
    kernels.rows(lstmL0ReverseOfX, x, xAt, 5, N * T, ofX, ofXAt, 28, 16, Epilogue.NONE);
    int between = 7; // from one sample's state to the next one's
    Arrays.fill(h, hAt, hAt + N * 7, 0);
    Arrays.fill(c, cAt, cAt + N * 7, 0);
    for (int t = T - 1; t >= 0; t--) {
      kernels.stripes(lstmL0ReverseOfH, h, hAt, between, N, ofH, ofHAt, 64);
      for (int n = 0; n < N; n++) {
        int to = yAt + (n * T + t) * 7;
        int cn = cAt + n * 7;
        RecurrentGates.lstm(
            kernels, 7, ofX, ofXAt + (n * T + t) * 28, ofH, ofHAt + n * 64, c, cn, c, cn, y, to);
      }
      // the next step reads the states where this one left them
      h = y;
      hAt = yAt + t * 7;
      between = T * 7;
    }
  }

  /**
   * {@code lstm.call(x)}, Directions.java:21: [T, 14] → [T, 7].
   *
   * <p>As in {@link #lstmL0}.
   */
  private void lstmL1(
      int N, int T, float[] x, int xAt, float[] ofX, int ofXAt, float[] ofH, int ofHAt,
      float[] h, int hAt, float[] c, int cAt, float[] y, int yAt) {
    kernels.rows(lstmL1OfX, x, xAt, 14, N * T, ofX, ofXAt, 28, 16, Epilogue.NONE);
    int between = 7; // from one sample's state to the next one's
    Arrays.fill(h, hAt, hAt + N * 7, 0);
    Arrays.fill(c, cAt, cAt + N * 7, 0);
    for (int t = 0; t < T; t++) {
      kernels.stripes(lstmL1OfH, h, hAt, between, N, ofH, ofHAt, 64);
      for (int n = 0; n < N; n++) {
        int to = yAt + (n * T + t) * 7;
        int cn = cAt + n * 7;
        RecurrentGates.lstm(
            kernels, 7, ofX, ofXAt + (n * T + t) * 28, ofH, ofHAt + n * 64, c, cn, c, cn, y, to);
      }
      // the next step reads the states where this one left them
      h = y;
      hAt = yAt + t * 7;
      between = T * 7;
    }
  }

  /**
   * {@code lstm.call(x)}, Directions.java:21: [T, 14] → [T, 7].
   *
   * <p>As in {@link #lstmL0}.
   */
  private void lstmL1Reverse(
      int N, int T, float[] x, int xAt, float[] ofX, int ofXAt, float[] ofH, int ofHAt,
      float[] h, int hAt, float[] c, int cAt, float[] y, int yAt) {
    kernels.rows(lstmL1ReverseOfX, x, xAt, 14, N * T, ofX, ofXAt, 28, 16, Epilogue.NONE);
    int between = 7; // from one sample's state to the next one's
    Arrays.fill(h, hAt, hAt + N * 7, 0);
    Arrays.fill(c, cAt, cAt + N * 7, 0);
    for (int t = T - 1; t >= 0; t--) {
      kernels.stripes(lstmL1ReverseOfH, h, hAt, between, N, ofH, ofHAt, 64);
      for (int n = 0; n < N; n++) {
        int to = yAt + (n * T + t) * 7;
        int cn = cAt + n * 7;
        RecurrentGates.lstm(
            kernels, 7, ofX, ofXAt + (n * T + t) * 28, ofH, ofHAt + n * 64, c, cn, c, cn, y, to);
      }
      // the next step reads the states where this one left them
      h = y;
      hAt = yAt + t * 7;
      between = T * 7;
    }
  }

  /**
   * {@code rnn.call(lstm.call(x))}, Directions.java:21: [T, 14] → [T, 20].
   *
   * <p>As in {@link #lstmL0}.
   */
  private void rnnL0(
      int N, int T, float[] x, int xAt, float[] ofX, int ofXAt, float[] ofH, int ofHAt,
      float[] h, int hAt, float[] y, int yAt) {
    kernels.rows(rnnL0OfX, x, xAt, 14, N * T, ofX, ofXAt, 20, 16, Epilogue.NONE);
    int between = 20; // from one sample's state to the next one's
    Arrays.fill(h, hAt, hAt + N * 20, 0);
    for (int t = 0; t < T; t++) {
      kernels.stripes(rnnL0OfH, h, hAt, between, N, ofH, ofHAt, 64);
      for (int n = 0; n < N; n++) {
        int to = yAt + (n * T + t) * 20;
        RecurrentGates.tanh(kernels, 20, ofX, ofXAt + (n * T + t) * 20, ofH, ofHAt + n * 64, y, to);
      }
      // the next step reads the states where this one left them
      h = y;
      hAt = yAt + t * 20;
      between = T * 20;
    }
  }

  /**
   * {@code head.call(rnn.call(lstm.call(x)))}, Directions.java:21: [T, 20] → [T, 17].
   */
  private void head(Member member, int T, float[] x, int xAt, float[] y, int yAt) {
    int from = member.first(T, 4);
    int count = member.end(T, 4) - from;
    kernels.rows(head, x, xAt + from * 20, 20, count, y, yAt + from * 17, 17, 16, Epilogue.NONE);
  }

  @Override
  protected long workspace(Inputs inputs) {
    int N = inputs.samples();
    int T = inputs.size(0, 1);
    return 84L * N + 56L * N * T;
  }

  @Override
  protected boolean inTeams() {
    return true;
  }

  @Override
  protected Shape[] results(Inputs inputs) {
    int N = inputs.samples();
    int T = inputs.size(0, 1);
    return new Shape[] {Shape.of(N, T, 17)};
  }

  @Override
  protected List<Step> steps() {
    return List.of(
        new Step("lstmL0", "[T, 5]", "[T, 7]", 392, 336),
        new Step("lstmL0Reverse", "[T, 5]", "[T, 7]", 392, 336),
        new Step("lstmL1", "[T, 14]", "[T, 7]", 644, 588),
        new Step("lstmL1Reverse", "[T, 14]", "[T, 7]", 644, 588),
        new Step("rnnL0", "[T, 14]", "[T, 20]", 680, 680),
        new Step("head", "[T, 20]", "[T, 17]", 357, 340));
  }
}
