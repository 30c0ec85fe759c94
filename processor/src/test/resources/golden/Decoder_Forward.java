package networks;

import io.tenon.Shape;
import io.tenon.compiled.Binding;
import io.tenon.compiled.BoundForward;
import io.tenon.compiled.Inputs;
import io.tenon.compiled.Member;
import io.tenon.compiled.Outputs;
import io.tenon.compiled.Step;
import io.tenon.kernel.AttentionHead;
import io.tenon.kernel.EmbeddingRows;
import io.tenon.kernel.Epilogue;
import io.tenon.kernel.Offsets;
import io.tenon.kernel.Panel;
import io.tenon.kernel.RowNorms;
import java.util.List;

/**
 * {@link Decoder#forward} for tokens of [N, T] and mask of [T, T], as Tenon compiled it from
 * Decoder.java. Read it, step through it; change Decoder, not this. The steps, for one sample:
 *
 * <pre>
 * step                    in                         out      parameters  multiply-adds
 * token                   [T]                      → [T, 24]       1,200              0
 * blockNorm1              [T, 24]                  → [T, 24]          48              0
 * blockSelfAttnInProj     [T, 24]                  → [T, 72]       1,800        1,728·T
 * blockSelfAttn           [T, 24], [T, 24], [T, T] → [T, 24]           0         48·T·T
 * blockSelfAttnOutProjAdd 2 × [T, 24]              → [T, 24]         600          576·T
 * blockNorm2              [T, 24]                  → [T, 24]          48              0
 * blockLinear1Relu        [T, 24]                  → [T, 48]       1,200        1,152·T
 * blockLinear2            [T, 48]                  → [T, 24]       1,176        1,152·T
 * blockAddNorm            2 × [T, 24]              → [T, 24]          48              0
 * token2                  [T, 24]                  → [T, 50]           0        1,200·T
 * total: 6,120 parameters, 5,808·T + 48·T·T multiply-adds
 * </pre>
 *
 * <p>Several threads are a team: each of its members runs {@code forward}, does its part of each
 * step, and meets the others behind it, since the next step needs all of its result.
 */
final class Decoder_Forward extends BoundForward<Decoder> {
  private final float[] tokenWeight;
  private final float[] blockNorm1Weight;
  private final float[] blockNorm1Bias;
  private final Panel blockSelfAttnInProj;
  private final Panel blockSelfAttnOutProj;
  private final float[] blockNorm2Weight;
  private final float[] blockNorm2Bias;
  private final Panel blockLinear1;
  private final Panel blockLinear2;
  private final float[] blockAddNormWeight;
  private final float[] blockAddNormBias;
  private final Panel token2;

  Decoder_Forward(Binding<Decoder> binding) {
    super(binding.require("8fd8bc249ff1560c", "int64 N, T", "T, T"));
    tokenWeight = binding.floats("token.weight", 1_200);
    blockNorm1Weight = binding.floats("block.norm1.weight", 24);
    blockNorm1Bias = binding.floats("block.norm1.bias", 24);
    blockSelfAttnInProj = binding.rowPanel(
        "block.self_attn.in_proj_weight", "block.self_attn.in_proj_bias",
        0, 0, 72, Offsets.contiguous(24));
    blockSelfAttnOutProj = binding.rowPanel(
        "block.self_attn.out_proj.weight", "block.self_attn.out_proj.bias",
        24, Offsets.contiguous(24));
    blockNorm2Weight = binding.floats("block.norm2.weight", 24);
    blockNorm2Bias = binding.floats("block.norm2.bias", 24);
    blockLinear1 = binding.rowPanel(
        "block.linear1.weight", "block.linear1.bias", 48, Offsets.contiguous(24));
    blockLinear2 = binding.rowPanel(
        "block.linear2.weight", "block.linear2.bias", 24, Offsets.contiguous(48));
    blockAddNormWeight = binding.floats("norm.weight", 24);
    blockAddNormBias = binding.floats("norm.bias", 24);
    token2 = binding.rowPanel("token.weight", null, 50, Offsets.contiguous(24));
  }

  @Override
  protected void forward(Member member, Inputs inputs, float[] workspace, Outputs outputs) {
    int N = inputs.samples();
    int T = inputs.size(0, 1);
    long[] tokens = inputs.longs(0);
    int tokensAt = inputs.at(0);
    float[] mask = inputs.floats(1);
    int maskAt = inputs.sharedAt(1);
    float[] y = outputs.floats(0);
    int yAt = outputs.at(0);
    float[] scratch = member.scratch();
    int tokenAt = 0; // [T, 24]
    int blockNorm1At = 24 * T; // [T, 24]
    int blockSelfAttnInProjAt = 48 * T; // [T, 72]
    int blockSelfAttnPackedAt = 0; // [12, T], each member's own
    int blockSelfAttnScoresAt = 12 * T; // [24, T], each member's own
    int blockSelfAttnAt = 24 * T; // [T, 24]
    int blockSelfAttnOutProjAt = 48 * T; // [T, 24]
    int blockNorm2At = 0; // [T, 24]
    int blockLinear1At = 72 * T; // [T, 48]
    int blockLinear2At = 0; // [T, 24]
    int blockAddAt = 24 * T; // [T, 24]
    // One sample at a time: the workspace holds what lies between the steps for one, not for all.
    for (int n = 0; n < N; n++) {
      token(member, T, tokens, tokensAt + n * T, tokenWeight, 0, workspace, tokenAt);
      member.meet();
      blockNorm1(member, T, workspace, tokenAt, workspace, blockNorm1At);
      member.meet();
      blockSelfAttnInProj(member, T, workspace, blockNorm1At, workspace, blockSelfAttnInProjAt);
      member.meet();
      blockSelfAttn(
          member, T,
          workspace, blockSelfAttnInProjAt,
          workspace, blockSelfAttnInProjAt + 24,
          workspace, blockSelfAttnInProjAt + 48,
          mask, maskAt,
          scratch, blockSelfAttnPackedAt,
          scratch, blockSelfAttnScoresAt,
          workspace, blockSelfAttnAt);
      member.meet();
      blockSelfAttnOutProjAdd(
          member, T,
          workspace, blockSelfAttnAt,
          workspace, tokenAt,
          workspace, blockSelfAttnOutProjAt);
      member.meet();
      blockNorm2(member, T, workspace, blockSelfAttnOutProjAt, workspace, blockNorm2At);
      member.meet();
      blockLinear1Relu(member, T, workspace, blockNorm2At, workspace, blockLinear1At);
      member.meet();
      blockLinear2(member, T, workspace, blockLinear1At, workspace, blockLinear2At);
      member.meet();
      blockAddNorm(
          member, T,
          workspace, blockSelfAttnOutProjAt,
          workspace, blockLinear2At,
          workspace, blockAddAt);
      member.meet();
      token2(member, T, workspace, blockAddAt, y, yAt + n * 50 * T);
      member.meet();
    }
  }

  /**
   * {@code token.call(tokens)}, Decoder.java:27: [T] → [T, 24].
   */
  private void token(
      Member member, int T, long[] ids, int idsAt, float[] weight, int weightAt,
      float[] y, int yAt) {
    int from = member.first(T);
    int count = member.end(T) - from;
    EmbeddingRows.gather(count, ids, idsAt + from, weight, weightAt, 50, 24, y, yAt + from * 24);
  }

  /**
   * {@code block.call(token.call(tokens), mask, null, true)}, Decoder.java:27: [T, 24] → [T, 24].
   */
  private void blockNorm1(Member member, int T, float[] x, int xAt, float[] y, int yAt) {
    int from = member.first(T);
    int count = member.end(T) - from;
    RowNorms.layerNorm(
        kernels,
        x, xAt + from * 24, count, 24, blockNorm1Weight, blockNorm1Bias, 1e-5f,
        y, yAt + from * 24);
  }

  /**
   * {@code block.call(token.call(tokens), mask, null, true)}, Decoder.java:27: [T, 24] → [T, 72].
   *
   * <p>Queries, keys and values are one product: their weights lie one below the other.
   */
  private void blockSelfAttnInProj(Member member, int T, float[] x, int xAt, float[] y, int yAt) {
    int from = member.first(T, 4);
    int count = member.end(T, 4) - from;
    kernels.rows(
        blockSelfAttnInProj,
        x, xAt + from * 24, 24, count,
        y, yAt + from * 72, 72, 16, Epilogue.NONE);
  }

  /**
   * {@code block.call(token.call(tokens), mask, null, true)}, Decoder.java:27: [T, 24], [T, 24],
   * [T, T] → [T, 24].
   *
   * <p>The heads lie side by side in each row, and stay there. Scores are held for 24 queries at a
   * time, between the product with the keys, softmax and the product with the values: the matrix of
   * all of them is never stored. Keys behind the last of these queries are skipped.
   */
  private void blockSelfAttn(
      Member member, int T, float[] q, int qAt, float[] k, int kAt, float[] v, int vAt,
      float[] mask, int maskAt, float[] packed, int packedAt, float[] scores, int scoresAt,
      float[] y, int yAt) {
    for (int head = member.first(2), end = member.end(2); head < end; head++) {
      int at = head * 12; // where its features begin in each row
      AttentionHead.packKeys(T, 12, 0.28867513f, k, kAt + at, 72, packed, packedAt);
      AttentionHead.attend(
          kernels, T, T, 12,
          q, qAt + at, 72,
          packed, packedAt, 12,
          v, vAt + at, 72, true,
          mask, maskAt,
          null, 0,
          scores, scoresAt,
          y, yAt + at, 24);
    }
  }

  /**
   * {@code block.call(token.call(tokens), mask, null, true)}, Decoder.java:27: [T, 24], [T, 24] →
   * [T, 24].
   *
   * <p>z is added while the result is in the cache.
   */
  private void blockSelfAttnOutProjAdd(
      Member member, int T, float[] x, int xAt, float[] z, int zAt, float[] y, int yAt) {
    int from = member.first(T, 4);
    int count = member.end(T, 4) - from;
    kernels.rows(
        blockSelfAttnOutProj,
        x, xAt + from * 24, 24, count,
        y, yAt + from * 24, 24, 16, Epilogue.NONE);
    member.meet();
    int part = member.first(T * 24, 16);
    kernels.add(
        y, yAt + part, z, zAt + part, y, yAt + part, member.end(T * 24, 16) - part, Epilogue.NONE);
  }

  /**
   * {@code block.call(token.call(tokens), mask, null, true)}, Decoder.java:27: [T, 24] → [T, 24].
   */
  private void blockNorm2(Member member, int T, float[] x, int xAt, float[] y, int yAt) {
    int from = member.first(T);
    int count = member.end(T) - from;
    RowNorms.layerNorm(
        kernels,
        x, xAt + from * 24, count, 24, blockNorm2Weight, blockNorm2Bias, 1e-5f,
        y, yAt + from * 24);
  }

  /**
   * {@code block.call(token.call(tokens), mask, null, true)}, Decoder.java:27: [T, 24] → [T, 48].
   */
  private void blockLinear1Relu(Member member, int T, float[] x, int xAt, float[] y, int yAt) {
    int from = member.first(T, 4);
    int count = member.end(T, 4) - from;
    kernels.rows(
        blockLinear1, x, xAt + from * 24, 24, count, y, yAt + from * 48, 48, 16, Epilogue.RELU);
  }

  /**
   * {@code block.call(token.call(tokens), mask, null, true)}, Decoder.java:27: [T, 48] → [T, 24].
   */
  private void blockLinear2(Member member, int T, float[] x, int xAt, float[] y, int yAt) {
    int from = member.first(T, 4);
    int count = member.end(T, 4) - from;
    kernels.rows(
        blockLinear2, x, xAt + from * 48, 48, count, y, yAt + from * 24, 24, 16, Epilogue.NONE);
  }

  /**
   * {@code block.call(token.call(tokens), mask, null, true)}, {@code norm.call(x)},
   * Decoder.java:27-28: [T, 24], [T, 24] → [T, 24].
   *
   * <p>Each row of the sum is normalised while it is in the cache.
   */
  private void blockAddNorm(
      Member member, int T, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt) {
    int from = member.first(T);
    int count = member.end(T) - from;
    RowNorms.addLayerNorm(
        kernels,
        a, aAt + from * 24,
        b, bAt + from * 24, count, 24, blockAddNormWeight, blockAddNormBias, 1e-5f,
        y, yAt + from * 24);
  }

  /**
   * {@code linear(norm.call(x), token.weight, null)}, Decoder.java:28: [T, 24] → [T, 50].
   */
  private void token2(Member member, int T, float[] x, int xAt, float[] y, int yAt) {
    int from = member.first(T, 4);
    int count = member.end(T, 4) - from;
    kernels.rows(token2, x, xAt + from * 24, 24, count, y, yAt + from * 50, 50, 16, Epilogue.NONE);
  }

  @Override
  protected long workspace(Inputs inputs) {
    int T = inputs.size(0, 1);
    return 120L * T;
  }

  @Override
  protected long scratch(Inputs inputs) {
    int T = inputs.size(0, 1);
    return 36L * T;
  }

  @Override
  protected boolean inTeams() {
    return true;
  }

  @Override
  protected Shape[] results(Inputs inputs) {
    int N = inputs.samples();
    int T = inputs.size(0, 1);
    return new Shape[] {Shape.of(N, T, 50)};
  }

  @Override
  protected List<Step> steps() {
    return List.of(
        new Step("token", "[T]", "[T, 24]", 1_200, 0),
        new Step("blockNorm1", "[T, 24]", "[T, 24]", 48, 0),
        new Step("blockSelfAttnInProj", "[T, 24]", "[T, 72]", 1_800, 1_728),
        new Step("blockSelfAttn", "[T, 24], [T, 24], [T, T]", "[T, 24]", 0, 48),
        new Step("blockSelfAttnOutProjAdd", "[T, 24], [T, 24]", "[T, 24]", 600, 576),
        new Step("blockNorm2", "[T, 24]", "[T, 24]", 48, 0),
        new Step("blockLinear1Relu", "[T, 24]", "[T, 48]", 1_200, 1_152),
        new Step("blockLinear2", "[T, 48]", "[T, 24]", 1_176, 1_152),
        new Step("blockAddNorm", "[T, 24], [T, 24]", "[T, 24]", 48, 0),
        new Step("token2", "[T, 24]", "[T, 50]", 0, 1_200));
  }
}
