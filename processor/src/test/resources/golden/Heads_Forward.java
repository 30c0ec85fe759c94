package networks;

import io.tenon.Shape;
import io.tenon.compiled.Binding;
import io.tenon.compiled.BoundForward;
import io.tenon.compiled.Inputs;
import io.tenon.compiled.Member;
import io.tenon.compiled.Outputs;
import io.tenon.compiled.Step;
import io.tenon.kernel.AttentionHead;
import io.tenon.kernel.Epilogue;
import io.tenon.kernel.Offsets;
import io.tenon.kernel.Panel;
import io.tenon.kernel.RowNorms;
import io.tenon.op.UnaryFunction;
import java.util.List;

/**
 * {@link Heads#forward} for x of [N, T, 48], as Tenon compiled it from Heads.java. Read it, step
 * through it; change Heads, not this. The steps, for one sample:
 *
 * <pre>
 * step       in                 out       parameters  multiply-adds
 * norm       [T, 48]          → [T, 48]           96              0
 * project    [T, 48]          → [T, 144]       7,056        6,912·T
 * attention  3 × [3, T, 16]   → [T, 48]            0         96·T·T
 * outAdd     2 × [T, 48]      → [T, 48]        2,352        2,304·T
 * upGeluTanh [T, 48]          → [T, 96]        4,704        4,608·T
 * downAdd    [T, 96], [T, 48] → [T, 48]        4,656        4,608·T
 * total: 18,864 parameters, 18,432·T + 96·T·T multiply-adds
 * </pre>
 *
 * <p>Several threads are a team: each of its members runs {@code forward}, does its part of each
 * step, and meets the others behind it, since the next step needs all of its result.
 */
final class Heads_Forward extends BoundForward<Heads> {
  private final float[] normWeight;
  private final float[] normBias;
  private final Panel project;
  private final Panel out;
  private final Panel up;
  private final Panel down;

  Heads_Forward(Binding<Heads> binding) {
    super(binding.require("69c9c863e1126aeb", "N, T, 48"));
    normWeight = binding.floats("norm.weight", 48);
    normBias = binding.floats("norm.bias", 48);
    project = binding.rowPanel("project.weight", "project.bias", 144, Offsets.contiguous(48));
    out = binding.rowPanel("out.weight", "out.bias", 48, Offsets.contiguous(48));
    up = binding.rowPanel("up.weight", "up.bias", 96, Offsets.contiguous(48));
    down = binding.rowPanel("down.weight", "down.bias", 48, Offsets.contiguous(96));
  }

  @Override
  protected void forward(Member member, Inputs inputs, float[] workspace, Outputs outputs) {
    int N = inputs.samples();
    int T = inputs.size(0, 1);
    float[] x = inputs.floats(0);
    int xAt = inputs.at(0);
    float[] y = outputs.floats(0);
    int yAt = outputs.at(0);
    int normAt = 0; // [T, 48]
    int projectAt = 48 * T; // [T, 144]
    int attentionPackedAt = 0; // [16, T]
    int attentionScoresAt = 16 * T; // [24, T]
    int attentionAt = 192 * T; // [T, 48]
    int outAt = 0; // [T, 48]
    int upAt = 48 * T; // [T, 96]
    // One sample at a time: the workspace holds what lies between the steps for one, not for all.
    for (int n = 0; n < N; n++) {
      if (member.isFirst()) {
        norm(T, x, xAt + n * 48 * T, workspace, normAt);
        project(T, workspace, normAt, workspace, projectAt);
        attention(
            T,
            workspace, projectAt,
            workspace, projectAt + 48,
            workspace, projectAt + 96,
            workspace, attentionPackedAt,
            workspace, attentionScoresAt,
            workspace, attentionAt);
        outAdd(T, workspace, attentionAt, x, xAt + n * 48 * T, workspace, outAt);
        upGeluTanh(T, workspace, outAt, workspace, upAt);
        downAdd(T, workspace, upAt, workspace, outAt, y, yAt + n * 48 * T);
      }
      member.meet();
    }
  }

  /**
   * {@code norm.call(x)}, Heads.java:24: [T, 48] → [T, 48].
   */
  private void norm(int T, float[] x, int xAt, float[] y, int yAt) {
    RowNorms.layerNorm(kernels, x, xAt, T, 48, normWeight, normBias, 1e-5f, y, yAt);
  }

  /**
   * {@code project.call(norm.call(x))}, Heads.java:24: [T, 48] → [T, 144].
   */
  private void project(int T, float[] x, int xAt, float[] y, int yAt) {
    kernels.rows(project, x, xAt, 48, T, y, yAt, 144, 16, Epilogue.NONE);
  }

  /**
   * {@code scaledDotProductAttention( heads(parts.get(0)), heads(parts.get(1)),
   * heads(parts.get(2)), null, tru…}, {@code y.transpose(1, 2).view(x.size(0), x.size(1), 48)},
   * Heads.java:26-28: [3, T, 16], [3, T, 16], [3, T, 16] → [T, 48].
   *
   * <p>The heads lie side by side in each row, and stay there. Scores are held for 24 queries at a
   * time, between the product with the keys, softmax and the product with the values: the matrix of
   * all of them is never stored. Keys behind the last of these queries are skipped.
   */
  private void attention(
      int T, float[] q, int qAt, float[] k, int kAt, float[] v, int vAt,
      float[] packed, int packedAt, float[] scores, int scoresAt, float[] y, int yAt) {
    for (int head = 0; head < 3; head++) {
      int at = head * 16; // where its features begin in each row
      AttentionHead.packKeys(T, 16, 0.25f, k, kAt + at, 144, packed, packedAt);
      AttentionHead.attend(
          kernels, T, T, 16,
          q, qAt + at, 144,
          packed, packedAt, 16,
          v, vAt + at, 144, true,
          null, 0,
          null, 0,
          scores, scoresAt,
          y, yAt + at, 48);
    }
  }

  /**
   * {@code x.add(out.call(y))}, Heads.java:29: [T, 48], [T, 48] → [T, 48].
   *
   * <p>z is added while the result is in the cache.
   */
  private void outAdd(int T, float[] x, int xAt, float[] z, int zAt, float[] y, int yAt) {
    kernels.rows(out, x, xAt, 48, T, y, yAt, 48, 16, Epilogue.NONE);
    kernels.add(y, yAt, z, zAt, y, yAt, T * 48, Epilogue.NONE);
  }

  /**
   * {@code gelu(up.call(y), "tanh")}, Heads.java:30: [T, 48] → [T, 96].
   */
  private void upGeluTanh(int T, float[] x, int xAt, float[] y, int yAt) {
    kernels.rows(up, x, xAt, 48, T, y, yAt, 96, 16, Epilogue.NONE);
    UnaryFunction.GELU_TANH.apply(y, yAt, y, yAt, T * 96, 0, 0);
  }

  /**
   * {@code y.add(down.call(gelu(up.call(y), "tanh")))}, Heads.java:30: [T, 96], [T, 48] → [T, 48].
   *
   * <p>z is added while the result is in the cache.
   */
  private void downAdd(int T, float[] x, int xAt, float[] z, int zAt, float[] y, int yAt) {
    kernels.rows(down, x, xAt, 96, T, y, yAt, 48, 16, Epilogue.NONE);
    kernels.add(y, yAt, z, zAt, y, yAt, T * 48, Epilogue.NONE);
  }

  @Override
  protected long workspace(Inputs inputs) {
    int T = inputs.size(0, 1);
    return 240L * T;
  }

  @Override
  protected boolean inTeams() {
    return true;
  }

  @Override
  protected Shape[] results(Inputs inputs) {
    int N = inputs.samples();
    int T = inputs.size(0, 1);
    return new Shape[] {Shape.of(N, T, 48)};
  }

  @Override
  protected List<Step> steps() {
    return List.of(
        new Step("norm", "[T, 48]", "[T, 48]", 96, 0),
        new Step("project", "[T, 48]", "[T, 144]", 7_056, 6_912),
        new Step("attention", "[3, T, 16], [3, T, 16], [3, T, 16]", "[T, 48]", 0, 96),
        new Step("outAdd", "[T, 48], [T, 48]", "[T, 48]", 2_352, 2_304),
        new Step("upGeluTanh", "[T, 48]", "[T, 96]", 4_704, 4_608),
        new Step("downAdd", "[T, 96], [T, 48]", "[T, 48]", 4_656, 4_608));
  }
}
