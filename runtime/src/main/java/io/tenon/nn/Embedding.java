package io.tenon.nn;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.compiled.Slots;
import io.tenon.op.Gather;
import io.tenon.op.Op;
import io.tenon.op.Ops;
import io.tenon.op.RenormalizedGather;

/**
 * {@code torch.nn.Embedding}: a row of numbers for each id; input [*] of integers, result [*, E].
 */
public final class Embedding extends NnModule {
  private static final Slots<Embedding> SLOTS =
      new Slots<Embedding>()
          .parameter("weight", layer -> layer.weight, (layer, value) -> layer.weight = value);

  /** [numEmbeddings, embeddingDim]. */
  public Parameter weight;

  private final int numEmbeddings;
  private final int embeddingDim;
  private final Integer paddingIdx;
  private final Double maxNorm;
  private final double normType;

  /** Normal numbers at first. */
  public Embedding(int numEmbeddings, int embeddingDim) {
    this(numEmbeddings, embeddingDim, null);
  }

  /**
   * Normal numbers at first, and zeros for {@code paddingIdx}.
   *
   * @param paddingIdx an id that stands for nothing, negative from the end; null for none
   * @throws IllegalArgumentException if there is no such id, in PyTorch's words
   */
  public Embedding(int numEmbeddings, int embeddingDim, Integer paddingIdx) {
    this(numEmbeddings, embeddingDim, paddingIdx, null, 2);
  }

  /**
   * Normal numbers at first, and zeros for {@code paddingIdx}.
   *
   * @param paddingIdx an id that stands for nothing, negative from the end; null for none
   * @param maxNorm what the norm of a row that is asked for may be: a call scales longer ones down
   *     in the weight; null for any
   * @param normType the p of that norm, PyTorch's default 2
   * @throws IllegalArgumentException if there is no such id, in PyTorch's words
   */
  public Embedding(
      int numEmbeddings, int embeddingDim, Integer paddingIdx, Double maxNorm, double normType) {
    this(numEmbeddings, embeddingDim, paddingIdx, maxNorm, normType, null);
    weight = Functional.emptyParameter(numEmbeddings, embeddingDim);
    resetParameters();
  }

  private Embedding(
      int numEmbeddings,
      int embeddingDim,
      Integer paddingIdx,
      Double maxNorm,
      double normType,
      Parameter weight) {
    super(SLOTS);
    if (paddingIdx != null && (paddingIdx >= numEmbeddings || paddingIdx < -numEmbeddings)) {
      throw new IllegalArgumentException("Padding_idx must be within num_embeddings");
    }
    this.numEmbeddings = numEmbeddings;
    this.embeddingDim = embeddingDim;
    this.paddingIdx = paddingIdx == null ? null : Math.floorMod(paddingIdx, numEmbeddings);
    this.maxNorm = maxNorm;
    this.normType = normType;
    this.weight = weight;
  }

  /**
   * The rows of {@code embeddings}, whose storage the weight shares; training leaves them alone.
   */
  public static Embedding fromPretrained(Tensor embeddings) {
    return fromPretrained(embeddings, true, null, null, 2);
  }

  /**
   * The rows of {@code embeddings}, whose storage the weight shares.
   *
   * @param embeddings [numEmbeddings, embeddingDim]
   * @param freeze whether training leaves them alone
   * @throws IllegalArgumentException if {@code embeddings} has other than two dimensions, in
   *     PyTorch's words
   */
  public static Embedding fromPretrained(
      Tensor embeddings, boolean freeze, Integer paddingIdx, Double maxNorm, double normType) {
    if (embeddings.dim() != 2) {
      throw new IllegalArgumentException("Embeddings parameter is expected to be 2-dimensional");
    }
    Parameter weight = new Parameter(embeddings, !freeze);
    return new Embedding(
        embeddings.size(0), embeddings.size(1), paddingIdx, maxNorm, normType, weight);
  }

  /** Draws initial weights as PyTorch does. */
  public void resetParameters() {
    Init.normal_(weight, 0, 1);
    for (int i = 0; paddingIdx != null && !weight.isShapeOnly() && i < embeddingDim; i++) {
      weight.set(0, paddingIdx, i);
    }
  }

  @Override
  public Tensor forward(Tensor ids) {
    Op op = maxNorm == null ? new Gather() : new RenormalizedGather(maxNorm, normType);
    return Ops.apply(op, ids, weight);
  }

  @Override
  protected String extraRepr() {
    return numEmbeddings
        + ", "
        + embeddingDim
        + (paddingIdx == null ? "" : ", padding_idx=" + paddingIdx)
        + (maxNorm == null ? "" : ", max_norm=" + Reprs.number(maxNorm))
        + (normType == 2 ? "" : ", norm_type=" + Reprs.number(normType));
  }
}
