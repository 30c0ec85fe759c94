package io.tenon.nn;

import io.tenon.Tensor;
import java.util.Arrays;

/**
 * {@code torch.nn.TransformerEncoder}: encoder layers on each other, and a normalisation behind the
 * last one if there is one. Shapes are those of {@link TransformerEncoderLayer}.
 */
public final class TransformerEncoder extends NnModule {
  /** {@code numLayers} copies of {@code layer}, which itself is left alone. */
  public TransformerEncoder(TransformerEncoderLayer layer, int numLayers) {
    this(layer, numLayers, null);
  }

  /** {@code numLayers} copies of {@code layer}, then {@code norm}, which may be null. */
  public TransformerEncoder(TransformerEncoderLayer layer, int numLayers, LayerNorm norm) {
    registerModule("layers", LayerCopies.several(layer, numLayers, layer::another));
    if (norm != null) {
      registerModule("norm", norm);
    }
  }

  @Override
  public Tensor forward(Tensor src) {
    return encode(src, null, null, false);
  }

  /** {@link #call(Tensor, Tensor, Tensor, boolean)} that is not causal. */
  public Tensor call(Tensor src, Tensor mask, Tensor srcKeyPaddingMask) {
    return call(src, mask, srcKeyPaddingMask, false);
  }

  /**
   * All layers applied to {@code src}, each with the masks.
   *
   * @param mask as {@link MultiheadAttention.CallOptions#attnMask}, or null
   * @param srcKeyPaddingMask as {@link MultiheadAttention.CallOptions#keyPaddingMask}, or null
   * @param isCausal whether nothing attends to what is behind it; needs no mask
   * @throws io.tenon.ShapeError if a shape does not fit
   */
  public Tensor call(Tensor src, Tensor mask, Tensor srcKeyPaddingMask, boolean isCausal) {
    return hooked(
        Arrays.asList(src, mask, srcKeyPaddingMask),
        in -> encode(in.get(0), in.get(1), in.get(2), isCausal));
  }

  private Tensor encode(Tensor src, Tensor mask, Tensor padding, boolean isCausal) {
    Tensor x = src;
    for (NnModule layer : (ModuleList) child("layers")) {
      x = ((TransformerEncoderLayer) layer).call(x, mask, padding, isCausal);
    }
    NnModule norm = child("norm");
    return norm == null ? x : norm.call(x);
  }
}
