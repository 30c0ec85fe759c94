package networks;

import io.tenon.Shape;
import io.tenon.compiled.Binding;
import io.tenon.compiled.BoundForward;
import io.tenon.compiled.Inputs;
import io.tenon.compiled.Member;
import io.tenon.compiled.Outputs;
import io.tenon.compiled.Step;
import io.tenon.kernel.EmbeddingRows;
import io.tenon.kernel.Epilogue;
import io.tenon.kernel.Offsets;
import io.tenon.kernel.Panel;
import io.tenon.kernel.RecurrentGates;
import io.tenon.kernel.Rows;
import io.tenon.kernel.StripedPanel;
import java.util.Arrays;
import java.util.List;

/**
 * {@link Recurrent#forward} for tokens of [N, T], as Tenon compiled it from Recurrent.java. Read
 * it, step through it; change Recurrent, not this. The steps, for one sample:
 *
 * <pre>
 * step  in         out                           parameters                    multiply-adds
 * token [T]      → [T, 24]                            1,200                                0
 * gruL0 [T, 24]  → [T, hidden]  78·hidden + 3·hidden·hidden  72·T·hidden + 3·T·hidden·hidden
 * head  [hidden] → [3]                         3 + 3·hidden                         3·hidden
 * total: 1,203 + 81·hidden + 3·hidden·hidden parameters,
 *        72·T·hidden + 3·T·hidden·hidden + 3·hidden multiply-adds
 * </pre>
 *
 * <p>Several threads are a team: each of its members runs {@code forward}, does its part of each
 * step, and meets the others behind it, since the next step needs all of its result.
 *
 * <p>{@code hidden} is the constructor's argument: its value is read from the weights.
 */
final class Recurrent_Forward extends BoundForward<Recurrent> {
  private final int hidden;
  private final float[] tokenWeight;
  private final Panel gruL0OfX;
  private final StripedPanel gruL0OfH;
  private final Panel head;

  Recurrent_Forward(Binding<Recurrent> binding) {
    super(binding.require("183113e39b843a30", "int64 N, T"));
    hidden = binding.size("gru.weight_ih_l0", 0) / 3;
    tokenWeight = binding.floats("token.weight", 1_200);
    gruL0OfX = binding.blockPanel(
        "gru.weight_ih_l0", "gru.bias_ih_l0", 3 * hidden, Offsets.contiguous(24));
    gruL0OfH = binding.stripedPanel("gru.weight_hh_l0", "gru.bias_hh_l0", 3 * hidden, hidden);
    head = binding.blockPanel("head.weight", "head.bias", 3, Offsets.contiguous(hidden));
  }

  @Override
  protected void forward(Member member, Inputs inputs, float[] workspace, Outputs outputs) {
    int N = inputs.samples();
    int T = inputs.size(0, 1);
    long[] tokens = inputs.longs(0);
    int tokensAt = inputs.at(0);
    float[] y = outputs.floats(0);
    int yAt = outputs.at(0);
    int tokenAt = 16 * N; // N of [T, 24]
    int gruL0InputsAt = 16 * N + 24 * N * T; // N of [T, gruL0OfX.stored]
    int gruL0StatesAt = 16 * N + 24 * N * T + N * T * gruL0OfX.stored; // N of [gruL0OfH.stored]
    // N of [hidden]
    int gruL0HAt = 16 * N + 24 * N * T + N * T * gruL0OfX.stored + N * gruL0OfH.stored;
    // N of [T, hidden]
    int gruL0At = 16 * N + 24 * N * T + N * T * gruL0OfX.stored + N * gruL0OfH.stored + N * hidden;
    // N of [hidden], a part of gruL0
    int selectAt = 16 * N + 24 * N * T + N * T * gruL0OfX.stored + N * gruL0OfH.stored
        + N * hidden + T * hidden - hidden;
    int headBesideAt = 0; // N of [16]
    for (int n = 0; n < N; n++) {
      token(member, T, tokens, tokensAt + n * T, tokenWeight, 0, workspace, tokenAt + n * 24 * T);
      member.meet();
    }
    if (member.isFirst()) {
      gruL0(
          N, T,
          workspace, tokenAt,
          workspace, gruL0InputsAt,
          workspace, gruL0StatesAt,
          workspace, gruL0HAt,
          workspace, gruL0At);
    }
    member.meet();
    head(member, N, T, workspace, selectAt, workspace, headBesideAt, y, yAt);
    member.meet();
  }

  /**
   * {@code token.call(tokens)}, Recurrent.java:26: [T] → [T, 24].
   */
  private void token(
      Member member, int T, long[] ids, int idsAt, float[] weight, int weightAt,
      float[] y, int yAt) {
    int from = member.first(T);
    int count = member.end(T) - from;
    EmbeddingRows.gather(count, ids, idsAt + from, weight, weightAt, 50, 24, y, yAt + from * 24);
  }

  /**
   * {@code gru.call(token.call(tokens))}, Recurrent.java:26: [T, 24] → [T, hidden].
   *
   * <p>What the gates get of the inputs is one product for all steps; what they get of the states
   * is one for all samples at each step.
   */
  private void gruL0(
      int N, int T, float[] x, int xAt, float[] ofX, int ofXAt, float[] ofH, int ofHAt,
      float[] h, int hAt, float[] y, int yAt) {
    kernels.rows(gruL0OfX, x, xAt, 24, N * T, ofX, ofXAt, gruL0OfX.stored, 16, Epilogue.NONE);
    int between = hidden; // from one sample's state to the next one's
    Arrays.fill(h, hAt, hAt + N * hidden, 0);
    for (int t = 0; t < T; t++) {
      kernels.stripes(gruL0OfH, h, hAt, between, N, ofH, ofHAt, gruL0OfH.stored);
      for (int n = 0; n < N; n++) {
        int to = yAt + (n * T + t) * hidden;
        RecurrentGates.gru(
            kernels, hidden,
            ofX, ofXAt + (n * T + t) * gruL0OfX.stored,
            ofH, ofHAt + n * gruL0OfH.stored,
            h, hAt + n * between,
            y, to);
      }
      // the next step reads the states where this one left them
      h = y;
      hAt = yAt + t * hidden;
      between = T * hidden;
    }
  }

  /**
   * {@code head.call(states.select(1, -1))}, Recurrent.java:27: [hidden] → [3].
   *
   * <p>For all samples at once, so that each weight is read once for several of them. The tile
   * stores 16 numbers at a time, which may be more than a row has: they go beside the result first.
   */
  private void head(
      Member member, int N, int T, float[] x, int xAt, float[] beside, int besideAt,
      float[] y, int yAt) {
    int from = member.first(N, 4);
    int count = member.end(N, 4) - from;
    kernels.rows(
        head,
        x, xAt + from * T * hidden, T * hidden, count,
        beside, besideAt + from * 16, 16, 16, Epilogue.NONE);
    Rows.copy(count, beside, besideAt + from * 16, 16, y, yAt + from * 3, 3, 3);
  }

  @Override
  protected long workspace(Inputs inputs) {
    int N = inputs.samples();
    int T = inputs.size(0, 1);
    return 16L * N + 24L * N * T + 1L * N * T * gruL0OfX.stored + 1L * N * T * hidden
        + 1L * N * gruL0OfH.stored + 1L * N * hidden;
  }

  @Override
  protected boolean inTeams() {
    return true;
  }

  @Override
  protected Shape[] results(Inputs inputs) {
    int N = inputs.samples();
    return new Shape[] {Shape.of(N, 3)};
  }

  @Override
  protected List<Step> steps() {
    return List.of(
        new Step("token", "[T]", "[T, 24]", 1_200, 0),
        new Step(
            "gruL0", "[T, 24]", "[T, " + hidden + "]",
            78L * hidden + 3L * hidden * hidden, 72L * hidden + 3L * hidden * hidden),
        new Step("head", "[" + hidden + "]", "[3]", 3 + 3L * hidden, 3L * hidden));
  }
}
