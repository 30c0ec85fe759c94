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
import io.tenon.kernel.Rows;
import io.tenon.op.UnaryFunction;
import java.util.List;

/**
 * {@link Encoder#forward} for tokens of [N, T], positions of [N, T] and padding of [N, T], as Tenon
 * compiled it from Encoder.java. Read it, step through it; change Encoder, not this. The steps, for
 * one sample:
 *
 * <pre>
 * step                          in                      out        parameters  multiply-adds
 * token                         [T]                   → [T, 32]         1,600              0
 * position                      [T]                   → [T, 32]         4,160              0
 * add                           2 × [T, 32]           → [T, 32]             0              0
 * encoderLayers0SelfAttnInProj  [T, 32]               → [T, 96]         3,168        3,072·T
 * encoderLayers0SelfAttn        [T, 32], [T, 32], [T] → [T, 32]             0         64·T·T
 * encoderLayers0SelfAttnOutProj [T, 32]               → [T, 32]         1,056        1,024·T
 * encoderLayers0AddNorm1        2 × [T, 32]           → [T, 32]            64              0
 * encoderLayers0Linear1Gelu     [T, 32]               → [T, 48]         1,584        1,536·T
 * encoderLayers0Linear2         [T, 48]               → [T, 32]         1,568        1,536·T
 * encoderLayers0Add2Norm2       2 × [T, 32]           → [T, 32]            64              0
 * encoderLayers1SelfAttnInProj  [T, 32]               → [T, 96]         3,168        3,072·T
 * encoderLayers1SelfAttn        [T, 32], [T, 32], [T] → [T, 32]             0         64·T·T
 * encoderLayers1SelfAttnOutProj [T, 32]               → [T, 32]         1,056        1,024·T
 * encoderLayers1AddNorm1        2 × [T, 32]           → [T, 32]            64              0
 * encoderLayers1Linear1Gelu     [T, 32]               → [T, 48]         1,584        1,536·T
 * encoderLayers1Linear2         [T, 48]               → [T, 32]         1,568        1,536·T
 * encoderLayers1Add2Norm2       2 × [T, 32]           → [T, 32]            64              0
 * head                          [32]                  → [classes]  33·classes     32·classes
 * total: 20,768 + 33·classes parameters, 14,336·T + 128·T·T + 32·classes multiply-adds
 * </pre>
 *
 * <p>Several threads are a team: each of its members runs {@code forward}, does its part of each
 * step, and meets the others behind it, since the next step needs all of its result.
 *
 * <p>{@code classes} is the constructor's argument: its value is read from the weights.
 */
final class Encoder_Forward extends BoundForward<Encoder> {
  private final int classes;
  private final float[] tokenWeight;
  private final float[] positionWeight;
  private final Panel encoderLayers0SelfAttnInProj;
  private final Panel encoderLayers0SelfAttnOutProj;
  private final float[] encoderLayers0AddNorm1Weight;
  private final float[] encoderLayers0AddNorm1Bias;
  private final Panel encoderLayers0Linear1;
  private final Panel encoderLayers0Linear2;
  private final float[] encoderLayers0Add2Norm2Weight;
  private final float[] encoderLayers0Add2Norm2Bias;
  private final Panel encoderLayers1SelfAttnInProj;
  private final Panel encoderLayers1SelfAttnOutProj;
  private final float[] encoderLayers1AddNorm1Weight;
  private final float[] encoderLayers1AddNorm1Bias;
  private final Panel encoderLayers1Linear1;
  private final Panel encoderLayers1Linear2;
  private final float[] encoderLayers1Add2Norm2Weight;
  private final float[] encoderLayers1Add2Norm2Bias;
  private final Panel head;

  Encoder_Forward(Binding<Encoder> binding) {
    super(binding.require("73f35d02a66034fa", "int64 N, T", "int64 N, T", "int64 N, T"));
    classes = binding.size("head.weight", 0);
    tokenWeight = binding.floats("token.weight", 1_600);
    positionWeight = binding.floats("position.weight", 4_160);
    encoderLayers0SelfAttnInProj = binding.rowPanel(
        "encoder.layers.0.self_attn.in_proj_weight", "encoder.layers.0.self_attn.in_proj_bias",
        0, 0, 96, Offsets.contiguous(32));
    encoderLayers0SelfAttnOutProj = binding.rowPanel(
        "encoder.layers.0.self_attn.out_proj.weight", "encoder.layers.0.self_attn.out_proj.bias",
        32, Offsets.contiguous(32));
    encoderLayers0AddNorm1Weight = binding.floats("encoder.layers.0.norm1.weight", 32);
    encoderLayers0AddNorm1Bias = binding.floats("encoder.layers.0.norm1.bias", 32);
    encoderLayers0Linear1 = binding.rowPanel(
        "encoder.layers.0.linear1.weight", "encoder.layers.0.linear1.bias",
        48, Offsets.contiguous(32));
    encoderLayers0Linear2 = binding.rowPanel(
        "encoder.layers.0.linear2.weight", "encoder.layers.0.linear2.bias",
        32, Offsets.contiguous(48));
    encoderLayers0Add2Norm2Weight = binding.floats("encoder.layers.0.norm2.weight", 32);
    encoderLayers0Add2Norm2Bias = binding.floats("encoder.layers.0.norm2.bias", 32);
    encoderLayers1SelfAttnInProj = binding.rowPanel(
        "encoder.layers.1.self_attn.in_proj_weight", "encoder.layers.1.self_attn.in_proj_bias",
        0, 0, 96, Offsets.contiguous(32));
    encoderLayers1SelfAttnOutProj = binding.rowPanel(
        "encoder.layers.1.self_attn.out_proj.weight", "encoder.layers.1.self_attn.out_proj.bias",
        32, Offsets.contiguous(32));
    encoderLayers1AddNorm1Weight = binding.floats("encoder.layers.1.norm1.weight", 32);
    encoderLayers1AddNorm1Bias = binding.floats("encoder.layers.1.norm1.bias", 32);
    encoderLayers1Linear1 = binding.rowPanel(
        "encoder.layers.1.linear1.weight", "encoder.layers.1.linear1.bias",
        48, Offsets.contiguous(32));
    encoderLayers1Linear2 = binding.rowPanel(
        "encoder.layers.1.linear2.weight", "encoder.layers.1.linear2.bias",
        32, Offsets.contiguous(48));
    encoderLayers1Add2Norm2Weight = binding.floats("encoder.layers.1.norm2.weight", 32);
    encoderLayers1Add2Norm2Bias = binding.floats("encoder.layers.1.norm2.bias", 32);
    head = binding.blockPanel("head.weight", "head.bias", classes, Offsets.contiguous(32));
  }

  @Override
  protected void forward(Member member, Inputs inputs, float[] workspace, Outputs outputs) {
    int N = inputs.samples();
    int T = inputs.size(0, 1);
    long[] tokens = inputs.longs(0);
    int tokensAt = inputs.at(0);
    long[] positions = inputs.longs(1);
    int positionsAt = inputs.at(1);
    long[] padding = inputs.longs(2);
    int paddingAt = inputs.at(2);
    float[] y = outputs.floats(0);
    int yAt = outputs.at(0);
    float[] scratch = member.scratch();
    int tokenAt = 0; // [T, 32]
    int positionAt = 32 * T; // [T, 32]
    int addAt = 0; // [T, 32]
    int encoderLayers0SelfAttnInProjAt = 32 * T; // [T, 96]
    int encoderLayers0SelfAttnPackedAt = 0; // [8, T], each member's own
    int encoderLayers0SelfAttnScoresAt = 8 * T; // [24, T], each member's own
    int encoderLayers0SelfAttnPaddingAddedAt = 32 * T; // [T], each member's own
    int encoderLayers0SelfAttnAt = 128 * T; // [T, 32]
    int encoderLayers0SelfAttnOutProjAt = 32 * T; // [T, 32]
    int encoderLayers0AddAt = 64 * T; // [T, 32]
    int encoderLayers0Linear1At = 0; // [T, 48]
    int encoderLayers0Linear2At = 96 * T; // [T, 32]
    int encoderLayers0Add2At = 0; // [T, 32]
    int encoderLayers1SelfAttnInProjAt = 32 * T; // [T, 96]
    int encoderLayers1SelfAttnPackedAt = 0; // [8, T], each member's own
    int encoderLayers1SelfAttnScoresAt = 8 * T; // [24, T], each member's own
    int encoderLayers1SelfAttnPaddingAddedAt = 32 * T; // [T], each member's own
    int encoderLayers1SelfAttnAt = 128 * T; // [T, 32]
    int encoderLayers1SelfAttnOutProjAt = 32 * T; // [T, 32]
    int encoderLayers1AddAt = 64 * T; // [T, 32]
    int encoderLayers1Linear1At = 0; // [T, 48]
    int encoderLayers1Linear2At = 96 * T; // [T, 32]
    int encoderLayers1Add2At = 160 * T; // N of [T, 32]
    int selectAt = 160 * T; // N of [32], a part of encoderLayers1Add2
    int headBesideAt = 32 * N * T + 160 * T; // N of [head.stored]
    // One sample at a time: the workspace holds what lies between the steps for one, not for all.
    for (int n = 0; n < N; n++) {
      token(member, T, tokens, tokensAt + n * T, tokenWeight, 0, workspace, tokenAt);
      member.meet();
      position(member, T, positions, positionsAt + n * T, positionWeight, 0, workspace, positionAt);
      member.meet();
      add(member, T, workspace, tokenAt, workspace, positionAt, workspace, addAt);
      member.meet();
      encoderLayers0SelfAttnInProj(
          member, T, workspace, addAt, workspace, encoderLayers0SelfAttnInProjAt);
      member.meet();
      encoderLayers0SelfAttn(
          member, T,
          workspace, encoderLayers0SelfAttnInProjAt,
          workspace, encoderLayers0SelfAttnInProjAt + 32,
          workspace, encoderLayers0SelfAttnInProjAt + 64,
          padding, paddingAt + n * T,
          scratch, encoderLayers0SelfAttnPackedAt,
          scratch, encoderLayers0SelfAttnScoresAt,
          scratch, encoderLayers0SelfAttnPaddingAddedAt,
          workspace, encoderLayers0SelfAttnAt);
      member.meet();
      encoderLayers0SelfAttnOutProj(
          member, T,
          workspace, encoderLayers0SelfAttnAt,
          workspace, encoderLayers0SelfAttnOutProjAt);
      member.meet();
      encoderLayers0AddNorm1(
          member, T,
          workspace, addAt,
          workspace, encoderLayers0SelfAttnOutProjAt,
          workspace, encoderLayers0AddAt);
      member.meet();
      encoderLayers0Linear1Gelu(
          member, T, workspace, encoderLayers0AddAt, workspace, encoderLayers0Linear1At);
      member.meet();
      encoderLayers0Linear2(
          member, T, workspace, encoderLayers0Linear1At, workspace, encoderLayers0Linear2At);
      member.meet();
      encoderLayers0Add2Norm2(
          member, T,
          workspace, encoderLayers0AddAt,
          workspace, encoderLayers0Linear2At,
          workspace, encoderLayers0Add2At);
      member.meet();
      encoderLayers1SelfAttnInProj(
          member, T, workspace, encoderLayers0Add2At, workspace, encoderLayers1SelfAttnInProjAt);
      member.meet();
      encoderLayers1SelfAttn(
          member, T,
          workspace, encoderLayers1SelfAttnInProjAt,
          workspace, encoderLayers1SelfAttnInProjAt + 32,
          workspace, encoderLayers1SelfAttnInProjAt + 64,
          padding, paddingAt + n * T,
          scratch, encoderLayers1SelfAttnPackedAt,
          scratch, encoderLayers1SelfAttnScoresAt,
          scratch, encoderLayers1SelfAttnPaddingAddedAt,
          workspace, encoderLayers1SelfAttnAt);
      member.meet();
      encoderLayers1SelfAttnOutProj(
          member, T,
          workspace, encoderLayers1SelfAttnAt,
          workspace, encoderLayers1SelfAttnOutProjAt);
      member.meet();
      encoderLayers1AddNorm1(
          member, T,
          workspace, encoderLayers0Add2At,
          workspace, encoderLayers1SelfAttnOutProjAt,
          workspace, encoderLayers1AddAt);
      member.meet();
      encoderLayers1Linear1Gelu(
          member, T, workspace, encoderLayers1AddAt, workspace, encoderLayers1Linear1At);
      member.meet();
      encoderLayers1Linear2(
          member, T, workspace, encoderLayers1Linear1At, workspace, encoderLayers1Linear2At);
      member.meet();
      encoderLayers1Add2Norm2(
          member, T,
          workspace, encoderLayers1AddAt,
          workspace, encoderLayers1Linear2At,
          workspace, encoderLayers1Add2At + n * 32 * T);
      member.meet();
    }
    head(member, N, T, workspace, selectAt, workspace, headBesideAt, y, yAt);
    member.meet();
  }

  /**
   * {@code token.call(tokens)}, Encoder.java:33: [T] → [T, 32].
   */
  private void token(
      Member member, int T, long[] ids, int idsAt, float[] weight, int weightAt,
      float[] y, int yAt) {
    int from = member.first(T);
    int count = member.end(T) - from;
    EmbeddingRows.gather(count, ids, idsAt + from, weight, weightAt, 50, 32, y, yAt + from * 32);
  }

  /**
   * {@code position.call(positions)}, Encoder.java:33: [T] → [T, 32].
   */
  private void position(
      Member member, int T, long[] ids, int idsAt, float[] weight, int weightAt,
      float[] y, int yAt) {
    int from = member.first(T);
    int count = member.end(T) - from;
    EmbeddingRows.gather(count, ids, idsAt + from, weight, weightAt, 130, 32, y, yAt + from * 32);
  }

  /**
   * {@code token.call(tokens).add(position.call(positions))}, Encoder.java:33: [T, 32], [T, 32] →
   * [T, 32].
   */
  private void add(
      Member member, int T, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt) {
    int from = member.first(32 * T, 16);
    int count = member.end(32 * T, 16) - from;
    kernels.add(a, aAt + from, b, bAt + from, y, yAt + from, count, Epilogue.NONE);
  }

  /**
   * {@code encoder.call(x, null, padding)}, Encoder.java:34: [T, 32] → [T, 96].
   *
   * <p>Queries, keys and values are one product: their weights lie one below the other.
   */
  private void encoderLayers0SelfAttnInProj(
      Member member, int T, float[] x, int xAt, float[] y, int yAt) {
    int first = member.first(encoderLayers0SelfAttnInProj.blocks);
    int end = member.end(encoderLayers0SelfAttnInProj.blocks);
    kernels.blocks(
        encoderLayers0SelfAttnInProj, first, end, x, xAt, 32, T, y, yAt, 96, 16, Epilogue.NONE);
  }

  /**
   * {@code encoder.call(x, null, padding)}, Encoder.java:34: [T, 32], [T, 32], [T] → [T, 32].
   *
   * <p>The heads lie side by side in each row, and stay there. Scores are held for 24 queries at a
   * time, between the product with the keys, softmax and the product with the values: the matrix of
   * all of them is never stored.
   */
  private void encoderLayers0SelfAttn(
      Member member, int T, float[] q, int qAt, float[] k, int kAt, float[] v, int vAt,
      long[] padding, int paddingAt, float[] packed, int packedAt, float[] scores, int scoresAt,
      float[] paddingAdded, int paddingAddedAt, float[] y, int yAt) {
    AttentionHead.additive(T, padding, paddingAt, paddingAdded, paddingAddedAt);
    for (int head = member.first(4), end = member.end(4); head < end; head++) {
      int at = head * 8; // where its features begin in each row
      AttentionHead.packKeys(T, 8, 0.35355338f, k, kAt + at, 96, packed, packedAt);
      AttentionHead.attend(
          kernels, T, T, 8,
          q, qAt + at, 96,
          packed, packedAt, 8,
          v, vAt + at, 96, false,
          null, 0,
          paddingAdded, paddingAddedAt,
          scores, scoresAt,
          y, yAt + at, 32);
    }
  }

  /**
   * {@code encoder.call(x, null, padding)}, Encoder.java:34: [T, 32] → [T, 32].
   */
  private void encoderLayers0SelfAttnOutProj(
      Member member, int T, float[] x, int xAt, float[] y, int yAt) {
    int from = member.first(T, 4);
    int count = member.end(T, 4) - from;
    kernels.rows(
        encoderLayers0SelfAttnOutProj,
        x, xAt + from * 32, 32, count,
        y, yAt + from * 32, 32, 16, Epilogue.NONE);
  }

  /**
   * {@code encoder.call(x, null, padding)}, Encoder.java:34: [T, 32], [T, 32] → [T, 32].
   *
   * <p>Each row of the sum is normalised while it is in the cache.
   */
  private void encoderLayers0AddNorm1(
      Member member, int T, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt) {
    int from = member.first(T);
    int count = member.end(T) - from;
    RowNorms.addLayerNorm(
        kernels,
        a, aAt + from * 32,
        b, bAt + from * 32, count, 32, encoderLayers0AddNorm1Weight, encoderLayers0AddNorm1Bias,
        1e-5f,
        y, yAt + from * 32);
  }

  /**
   * {@code encoder.call(x, null, padding)}, Encoder.java:34: [T, 32] → [T, 48].
   */
  private void encoderLayers0Linear1Gelu(
      Member member, int T, float[] x, int xAt, float[] y, int yAt) {
    int from = member.first(T, 4);
    int count = member.end(T, 4) - from;
    kernels.rows(
        encoderLayers0Linear1,
        x, xAt + from * 32, 32, count,
        y, yAt + from * 48, 48, 16, Epilogue.NONE);
    UnaryFunction.GELU.apply(y, yAt + from * 48, y, yAt + from * 48, count * 48, 0, 0);
  }

  /**
   * {@code encoder.call(x, null, padding)}, Encoder.java:34: [T, 48] → [T, 32].
   */
  private void encoderLayers0Linear2(Member member, int T, float[] x, int xAt, float[] y, int yAt) {
    int from = member.first(T, 4);
    int count = member.end(T, 4) - from;
    kernels.rows(
        encoderLayers0Linear2,
        x, xAt + from * 48, 48, count,
        y, yAt + from * 32, 32, 16, Epilogue.NONE);
  }

  /**
   * {@code encoder.call(x, null, padding)}, Encoder.java:34: [T, 32], [T, 32] → [T, 32].
   *
   * <p>Each row of the sum is normalised while it is in the cache.
   */
  private void encoderLayers0Add2Norm2(
      Member member, int T, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt) {
    int from = member.first(T);
    int count = member.end(T) - from;
    RowNorms.addLayerNorm(
        kernels,
        a, aAt + from * 32,
        b, bAt + from * 32, count, 32, encoderLayers0Add2Norm2Weight, encoderLayers0Add2Norm2Bias,
        1e-5f,
        y, yAt + from * 32);
  }

  /**
   * {@code encoder.call(x, null, padding)}, Encoder.java:34: [T, 32] → [T, 96].
   *
   * <p>Queries, keys and values are one product: their weights lie one below the other.
   */
  private void encoderLayers1SelfAttnInProj(
      Member member, int T, float[] x, int xAt, float[] y, int yAt) {
    int first = member.first(encoderLayers1SelfAttnInProj.blocks);
    int end = member.end(encoderLayers1SelfAttnInProj.blocks);
    kernels.blocks(
        encoderLayers1SelfAttnInProj, first, end, x, xAt, 32, T, y, yAt, 96, 16, Epilogue.NONE);
  }

  /**
   * {@code encoder.call(x, null, padding)}, Encoder.java:34: [T, 32], [T, 32], [T] → [T, 32].
   *
   * <p>As in {@link #encoderLayers0SelfAttn}.
   */
  private void encoderLayers1SelfAttn(
      Member member, int T, float[] q, int qAt, float[] k, int kAt, float[] v, int vAt,
      long[] padding, int paddingAt, float[] packed, int packedAt, float[] scores, int scoresAt,
      float[] paddingAdded, int paddingAddedAt, float[] y, int yAt) {
    AttentionHead.additive(T, padding, paddingAt, paddingAdded, paddingAddedAt);
    for (int head = member.first(4), end = member.end(4); head < end; head++) {
      int at = head * 8; // where its features begin in each row
      AttentionHead.packKeys(T, 8, 0.35355338f, k, kAt + at, 96, packed, packedAt);
      AttentionHead.attend(
          kernels, T, T, 8,
          q, qAt + at, 96,
          packed, packedAt, 8,
          v, vAt + at, 96, false,
          null, 0,
          paddingAdded, paddingAddedAt,
          scores, scoresAt,
          y, yAt + at, 32);
    }
  }

  /**
   * {@code encoder.call(x, null, padding)}, Encoder.java:34: [T, 32] → [T, 32].
   */
  private void encoderLayers1SelfAttnOutProj(
      Member member, int T, float[] x, int xAt, float[] y, int yAt) {
    int from = member.first(T, 4);
    int count = member.end(T, 4) - from;
    kernels.rows(
        encoderLayers1SelfAttnOutProj,
        x, xAt + from * 32, 32, count,
        y, yAt + from * 32, 32, 16, Epilogue.NONE);
  }

  /**
   * {@code encoder.call(x, null, padding)}, Encoder.java:34: [T, 32], [T, 32] → [T, 32].
   *
   * <p>Each row of the sum is normalised while it is in the cache.
   */
  private void encoderLayers1AddNorm1(
      Member member, int T, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt) {
    int from = member.first(T);
    int count = member.end(T) - from;
    RowNorms.addLayerNorm(
        kernels,
        a, aAt + from * 32,
        b, bAt + from * 32, count, 32, encoderLayers1AddNorm1Weight, encoderLayers1AddNorm1Bias,
        1e-5f,
        y, yAt + from * 32);
  }

  /**
   * {@code encoder.call(x, null, padding)}, Encoder.java:34: [T, 32] → [T, 48].
   */
  private void encoderLayers1Linear1Gelu(
      Member member, int T, float[] x, int xAt, float[] y, int yAt) {
    int from = member.first(T, 4);
    int count = member.end(T, 4) - from;
    kernels.rows(
        encoderLayers1Linear1,
        x, xAt + from * 32, 32, count,
        y, yAt + from * 48, 48, 16, Epilogue.NONE);
    UnaryFunction.GELU.apply(y, yAt + from * 48, y, yAt + from * 48, count * 48, 0, 0);
  }

  /**
   * {@code encoder.call(x, null, padding)}, Encoder.java:34: [T, 48] → [T, 32].
   */
  private void encoderLayers1Linear2(Member member, int T, float[] x, int xAt, float[] y, int yAt) {
    int from = member.first(T, 4);
    int count = member.end(T, 4) - from;
    kernels.rows(
        encoderLayers1Linear2,
        x, xAt + from * 48, 48, count,
        y, yAt + from * 32, 32, 16, Epilogue.NONE);
  }

  /**
   * {@code encoder.call(x, null, padding)}, Encoder.java:34: [T, 32], [T, 32] → [T, 32].
   *
   * <p>Each row of the sum is normalised while it is in the cache.
   */
  private void encoderLayers1Add2Norm2(
      Member member, int T, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt) {
    int from = member.first(T);
    int count = member.end(T) - from;
    RowNorms.addLayerNorm(
        kernels,
        a, aAt + from * 32,
        b, bAt + from * 32, count, 32, encoderLayers1Add2Norm2Weight, encoderLayers1Add2Norm2Bias,
        1e-5f,
        y, yAt + from * 32);
  }

  /**
   * {@code head.call(x.select(1, 0))}, Encoder.java:35: [32] → [classes].
   *
   * <p>For all samples at once, so that each weight is read once for several of them. The tile
   * stores 16 numbers at a time, which may be more than a row has: they go beside the result first.
   */
  private void head(
      Member member, int N, int T, float[] x, int xAt, float[] beside, int besideAt,
      float[] y, int yAt) {
    int first = member.first(head.blocks);
    int end = member.end(head.blocks);
    kernels.blocks(
        head, first, end, x, xAt, 32 * T, N, beside, besideAt, head.stored, 16, Epilogue.NONE);
    member.meet();
    if (member.isFirst()) {
      Rows.copy(N, beside, besideAt, head.stored, y, yAt, classes, classes);
    }
  }

  @Override
  protected long workspace(Inputs inputs) {
    int N = inputs.samples();
    int T = inputs.size(0, 1);
    return 32L * N * T + 1L * N * head.stored + 160L * T;
  }

  @Override
  protected long scratch(Inputs inputs) {
    int T = inputs.size(0, 1);
    return 33L * T;
  }

  @Override
  protected boolean inTeams() {
    return true;
  }

  @Override
  protected Shape[] results(Inputs inputs) {
    int N = inputs.samples();
    return new Shape[] {Shape.of(N, classes)};
  }

  @Override
  protected List<Step> steps() {
    return List.of(
        new Step("token", "[T]", "[T, 32]", 1_600, 0),
        new Step("position", "[T]", "[T, 32]", 4_160, 0),
        new Step("add", "[T, 32], [T, 32]", "[T, 32]", 0, 0),
        new Step("encoderLayers0SelfAttnInProj", "[T, 32]", "[T, 96]", 3_168, 3_072),
        new Step("encoderLayers0SelfAttn", "[T, 32], [T, 32], [T]", "[T, 32]", 0, 64),
        new Step("encoderLayers0SelfAttnOutProj", "[T, 32]", "[T, 32]", 1_056, 1_024),
        new Step("encoderLayers0AddNorm1", "[T, 32], [T, 32]", "[T, 32]", 64, 0),
        new Step("encoderLayers0Linear1Gelu", "[T, 32]", "[T, 48]", 1_584, 1_536),
        new Step("encoderLayers0Linear2", "[T, 48]", "[T, 32]", 1_568, 1_536),
        new Step("encoderLayers0Add2Norm2", "[T, 32], [T, 32]", "[T, 32]", 64, 0),
        new Step("encoderLayers1SelfAttnInProj", "[T, 32]", "[T, 96]", 3_168, 3_072),
        new Step("encoderLayers1SelfAttn", "[T, 32], [T, 32], [T]", "[T, 32]", 0, 64),
        new Step("encoderLayers1SelfAttnOutProj", "[T, 32]", "[T, 32]", 1_056, 1_024),
        new Step("encoderLayers1AddNorm1", "[T, 32], [T, 32]", "[T, 32]", 64, 0),
        new Step("encoderLayers1Linear1Gelu", "[T, 32]", "[T, 48]", 1_584, 1_536),
        new Step("encoderLayers1Linear2", "[T, 48]", "[T, 32]", 1_568, 1_536),
        new Step("encoderLayers1Add2Norm2", "[T, 32], [T, 32]", "[T, 32]", 64, 0),
        new Step("head", "[32]", "[" + classes + "]", 33L * classes, 32L * classes));
  }
}
