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
    float[] scratch = member.scratch();
    int normAt = 0; // [T, 48]
    int projectAt = 48 * T; // [T, 144]
    int attentionPackedAt = 0; // [16, T], each member's own
    int attentionScoresAt = 16 * T; // [24, T], each member's own
    int attentionAt = 0; // [T, 48]
    int outAt = 48 * T; // [T, 48]
    int upAt = 96 * T; // [T, 96]
    // One sample at a time: the workspace holds what lies between the steps for one, not for all.
    for (int n = 0; n < N; n++) {
      norm(member, T, x, xAt + n * 48 * T, workspace, normAt);
      member.meet();
      project(member, T, workspace, normAt, workspace, projectAt);
      member.meet();
      attention(
          member, T,
          workspace, projectAt,
          workspace, projectAt + 48,
          workspace, projectAt + 96,
          scratch, attentionPackedAt,
          scratch, attentionScoresAt,
          workspace, attentionAt);
      member.meet();
      outAdd(member, T, workspace, attentionAt, x, xAt + n * 48 * T, workspace, outAt);
      member.meet();
      upGeluTanh(member, T, workspace, outAt, workspace, upAt);
      member.meet();
      downAdd(member, T, workspace, upAt, workspace, outAt, y, yAt + n * 48 * T);
      member.meet();
    }
  }

  /**
   * {@code norm.call(x)}, Heads.java:24: [T, 48] → [T, 48].
   */
  private void norm(Member member, int T, float[] x, int xAt, float[] y, int yAt) {
    int from = member.first(T);
    int count = member.end(T) - from;
    RowNorms.layerNorm(
        kernels, x, xAt + from * 48, count, 48, normWeight, normBias, 1e-5f, y, yAt + from * 48);
  }

  /**
   * {@code project.call(norm.call(x))}, Heads.java:24: [T, 48] → [T, 144].
   */
  private void project(Member member, int T, float[] x, int xAt, float[] y, int yAt) {
    int first = member.first(project.blocks);
    int end = member.end(project.blocks);
    kernels.blocks(project, first, end, x, xAt, 48, T, y, yAt, 144, 16, Epilogue.NONE);
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
      Member member, int T, float[] q, int qAt, float[] k, int kAt, float[] v, int vAt,
      float[] packed, int packedAt, float[] scores, int scoresAt, float[] y, int yAt) {
    for (int head = member.first(3), end = member.end(3); head < end; head++) {
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
  private void outAdd(
      Member member, int T, float[] x, int xAt, float[] z, int zAt, float[] y, int yAt) {
    int from = member.first(T, 4);
    int count = member.end(T, 4) - from;
    kernels.rows(out, x, xAt + from * 48, 48, count, y, yAt + from * 48, 48, 16, Epilogue.NONE);
    member.meet();
    int part = member.first(T * 48, 16);
    kernels.add(
        y, yAt + part, z, zAt + part, y, yAt + part, member.end(T * 48, 16) - part, Epilogue.NONE);
  }

  /**
   * {@code gelu(up.call(y), "tanh")}, Heads.java:30: [T, 48] → [T, 96].
   */
  private void upGeluTanh(Member member, int T, float[] x, int xAt, float[] y, int yAt) {
    int first = member.first(up.blocks);
    int end = member.end(up.blocks);
    kernels.blocks(up, first, end, x, xAt, 48, T, y, yAt, 96, 16, Epilogue.NONE);
    int floats = (end - first) * 16;
    for (int row = 0; row < T; row++) {
      int at = yAt + row * 96 + first * 16;
      UnaryFunction.GELU_TANH.apply(y, at, y, at, floats, 0, 0);
    }
  }

  /**
   * {@code y.add(down.call(gelu(up.call(y), "tanh")))}, Heads.java:30: [T, 96], [T, 48] → [T, 48].
   *
   * <p>z is added while the result is in the cache.
   */
  private void downAdd(
      Member member, int T, float[] x, int xAt, float[] z, int zAt, float[] y, int yAt) {
    int from = member.first(T, 4);
    int count = member.end(T, 4) - from;
    kernels.rows(down, x, xAt + from * 96, 96, count, y, yAt + from * 48, 48, 16, Epilogue.NONE);
    member.meet();
    int part = member.first(T * 48, 16);
    kernels.add(
        y, yAt + part, z, zAt + part, y, yAt + part, member.end(T * 48, 16) - part, Epilogue.NONE);
  }

  @Override
  protected long workspace(Inputs inputs) {
    int T = inputs.size(0, 1);
    return 192L * T;
  }

  @Override
  protected long scratch(Inputs inputs) {
    int T = inputs.size(0, 1);
    return 40L * T;
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
