package io.tenon.nn;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.compiled.Slots;
import io.tenon.op.Gather;
import io.tenon.op.Ops;

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
    super(SLOTS);
    if (paddingIdx != null && (paddingIdx >= numEmbeddings || paddingIdx < -numEmbeddings)) {
      throw new IllegalArgumentException("Padding_idx must be within num_embeddings");
    }
    this.numEmbeddings = numEmbeddings;
    this.embeddingDim = embeddingDim;
    this.paddingIdx = paddingIdx == null ? null : Math.floorMod(paddingIdx, numEmbeddings);
    weight = Functional.emptyParameter(numEmbeddings, embeddingDim);
    resetParameters();
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
    return Ops.apply(new Gather(), ids, weight);
  }

  @Override
  protected String extraRepr() {
    return numEmbeddings
        + ", "
        + embeddingDim
        + (paddingIdx == null ? "" : ", padding_idx=" + paddingIdx);
  }
}
