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
    int tokenAt = 0; // [T, 24]
    int blockNorm1At = 24 * T; // [T, 24]
    int blockSelfAttnInProjAt = 48 * T; // [T, 72]
    int blockSelfAttnPackedAt = 24 * T; // [12, T]
    int blockSelfAttnScoresAt = 120 * T; // [24, T]
    int blockSelfAttnAt = 144 * T; // [T, 24]
    int blockSelfAttnOutProjAt = 24 * T; // [T, 24]
    int blockNorm2At = 0; // [T, 24]
    int blockLinear1At = 48 * T; // [T, 48]
    int blockLinear2At = 0; // [T, 24]
    int blockAddAt = 48 * T; // [T, 24]
    // One sample at a time: the workspace holds what lies between the steps for one, not for all.
    for (int n = 0; n < N; n++) {
      if (member.isFirst()) {
        token(T, tokens, tokensAt + n * T, tokenWeight, 0, workspace, tokenAt);
        blockNorm1(T, workspace, tokenAt, workspace, blockNorm1At);
        blockSelfAttnInProj(T, workspace, blockNorm1At, workspace, blockSelfAttnInProjAt);
        blockSelfAttn(
            T,
            workspace, blockSelfAttnInProjAt,
            workspace, blockSelfAttnInProjAt + 24,
            workspace, blockSelfAttnInProjAt + 48,
            mask, maskAt,
            workspace, blockSelfAttnPackedAt,
            workspace, blockSelfAttnScoresAt,
            workspace, blockSelfAttnAt);
        blockSelfAttnOutProjAdd(
            T, workspace, blockSelfAttnAt, workspace, tokenAt, workspace, blockSelfAttnOutProjAt);
        blockNorm2(T, workspace, blockSelfAttnOutProjAt, workspace, blockNorm2At);
        blockLinear1Relu(T, workspace, blockNorm2At, workspace, blockLinear1At);
        blockLinear2(T, workspace, blockLinear1At, workspace, blockLinear2At);
        blockAddNorm(
            T, workspace, blockSelfAttnOutProjAt, workspace, blockLinear2At, workspace, blockAddAt);
        token2(T, workspace, blockAddAt, y, yAt + n * 50 * T);
      }
      member.meet();
    }
  }

  /**
   * {@code token.call(tokens)}, Decoder.java:27: [T] → [T, 24].
   */
  private void token(
      int T, long[] ids, int idsAt, float[] weight, int weightAt, float[] y, int yAt) {
    EmbeddingRows.gather(T, ids, idsAt, weight, weightAt, 50, 24, y, yAt);
  }

  /**
   * {@code block.call(token.call(tokens), mask, null, true)}, Decoder.java:27: [T, 24] → [T, 24].
   */
  private void blockNorm1(int T, float[] x, int xAt, float[] y, int yAt) {
    RowNorms.layerNorm(kernels, x, xAt, T, 24, blockNorm1Weight, blockNorm1Bias, 1e-5f, y, yAt);
  }

  /**
   * {@code block.call(token.call(tokens), mask, null, true)}, Decoder.java:27: [T, 24] → [T, 72].
   *
   * <p>Queries, keys and values are one product: their weights lie one below the other.
   */
  private void blockSelfAttnInProj(int T, float[] x, int xAt, float[] y, int yAt) {
    kernels.rows(blockSelfAttnInProj, x, xAt, 24, T, y, yAt, 72, 16, Epilogue.NONE);
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
      int T, float[] q, int qAt, float[] k, int kAt, float[] v, int vAt, float[] mask, int maskAt,
      float[] packed, int packedAt, float[] scores, int scoresAt, float[] y, int yAt) {
    for (int head = 0; head < 2; head++) {
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
      int T, float[] x, int xAt, float[] z, int zAt, float[] y, int yAt) {
    kernels.rows(blockSelfAttnOutProj, x, xAt, 24, T, y, yAt, 24, 16, Epilogue.NONE);
    kernels.add(y, yAt, z, zAt, y, yAt, T * 24, Epilogue.NONE);
  }

  /**
   * {@code block.call(token.call(tokens), mask, null, true)}, Decoder.java:27: [T, 24] → [T, 24].
   */
  private void blockNorm2(int T, float[] x, int xAt, float[] y, int yAt) {
    RowNorms.layerNorm(kernels, x, xAt, T, 24, blockNorm2Weight, blockNorm2Bias, 1e-5f, y, yAt);
  }

  /**
   * {@code block.call(token.call(tokens), mask, null, true)}, Decoder.java:27: [T, 24] → [T, 48].
   */
  private void blockLinear1Relu(int T, float[] x, int xAt, float[] y, int yAt) {
    kernels.rows(blockLinear1, x, xAt, 24, T, y, yAt, 48, 16, Epilogue.RELU);
  }

  /**
   * {@code block.call(token.call(tokens), mask, null, true)}, Decoder.java:27: [T, 48] → [T, 24].
   */
  private void blockLinear2(int T, float[] x, int xAt, float[] y, int yAt) {
    kernels.rows(blockLinear2, x, xAt, 48, T, y, yAt, 24, 16, Epilogue.NONE);
  }

  /**
   * {@code block.call(token.call(tokens), mask, null, true)}, {@code norm.call(x)},
   * Decoder.java:27-28: [T, 24], [T, 24] → [T, 24].
   *
   * <p>Each row of the sum is normalised while it is in the cache.
   */
  private void blockAddNorm(int T, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt) {
    RowNorms.addLayerNorm(
        kernels, a, aAt, b, bAt, T, 24, blockAddNormWeight, blockAddNormBias, 1e-5f, y, yAt);
  }

  /**
   * {@code linear(norm.call(x), token.weight, null)}, Decoder.java:28: [T, 24] → [T, 50].
   */
  private void token2(int T, float[] x, int xAt, float[] y, int yAt) {
    kernels.rows(token2, x, xAt, 24, T, y, yAt, 50, 16, Epilogue.NONE);
  }

  @Override
  protected long workspace(Inputs inputs) {
    int T = inputs.size(0, 1);
    return 168L * T;
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
