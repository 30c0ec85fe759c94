package io.tenon.nn;

import io.tenon.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * {@code torch.nn.TransformerDecoder}: decoder layers on each other, and a normalisation behind the
 * last one if there is one. Shapes are those of {@link TransformerDecoderLayer}.
 */
public final class TransformerDecoder extends NnModule {
  /** {@code numLayers} copies of {@code layer}, which itself is left alone. */
  public TransformerDecoder(TransformerDecoderLayer layer, int numLayers) {
    this(layer, numLayers, null);
  }

  /** {@code numLayers} copies of {@code layer}, then {@code norm}, which may be null. */
  public TransformerDecoder(TransformerDecoderLayer layer, int numLayers, LayerNorm norm) {
    registerModule("layers", LayerCopies.several(layer, numLayers, layer::another));
    if (norm != null) {
      registerModule("norm", norm);
    }
  }

  /** Not for this module, which has two inputs. */
  @Override
  public Tensor forward(Tensor tgt) {
    throw new UnsupportedOperationException(
        "TransformerDecoder takes a sequence and the encoder's output. Fix: call(tgt, memory)");
  }

  /** All layers applied to {@code tgt} and {@code memory}, the encoder's output, without masks. */
  public Tensor call(Tensor tgt, Tensor memory) {
    return call(tgt, memory, null, null, null, null);
  }

  /** {@link #call(Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, boolean)}, not causal. */
  public Tensor call(
      Tensor tgt,
      Tensor memory,
      Tensor tgtMask,
      Tensor memoryMask,
      Tensor tgtKeyPaddingMask,
      Tensor memoryKeyPaddingMask) {
    return call(tgt, memory, tgtMask, memoryMask, tgtKeyPaddingMask, memoryKeyPaddingMask, false);
  }

  /**
   * All layers applied to {@code tgt} and {@code memory}, each with the masks, which are those of
   * {@link TransformerDecoderLayer#call(Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, boolean)}.
   *
   * @throws io.tenon.ShapeError if a shape does not fit
   */
  public Tensor call(
      Tensor tgt,
      Tensor memory,
      Tensor tgtMask,
      Tensor memoryMask,
      Tensor tgtKeyPaddingMask,
      Tensor memoryKeyPaddingMask,
      boolean tgtIsCausal) {
    return hooked(
        Arrays.asList(tgt, memory, tgtMask, memoryMask, tgtKeyPaddingMask, memoryKeyPaddingMask),
        in -> decode(in, tgtIsCausal));
  }

  private Tensor decode(List<Tensor> in, boolean causal) {
    Tensor x = in.get(0);
    for (NnModule each : (ModuleList) child("layers")) {
      TransformerDecoderLayer layer = (TransformerDecoderLayer) each;
      x = layer.call(x, in.get(1), in.get(2), in.get(3), in.get(4), in.get(5), causal);
    }
    NnModule norm = child("norm");
    return norm == null ? x : norm.call(x);
  }
}
