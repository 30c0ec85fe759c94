package io.tenon.nn;

import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.SizeNames;
import io.tenon.Tensor;
import java.util.Locale;

/** What attention requires of its inputs together, in PyTorch's words. */
final class AttentionShapes {
  private AttentionShapes() {}

  /**
   * Requires inputs that fit each other.
   *
   * @param sameFeatures whether keys and values have as many features as queries
   * @throws ShapeError if they don't fit
   */
  static void require(
      Tensor query,
      Tensor key,
      Tensor value,
      Tensor padding,
      Tensor mask,
      int embedDim,
      boolean sameFeatures) {
    int rank = query.dim();
    if (rank != 2 && rank != 3) {
      throw error(
          "query should be unbatched 2D or batched 3D tensor but received "
              + rank
              + "-D query tensor",
          null);
    }
    String kind = rank == 3 ? "For batched (3-D) `query`" : "For unbatched (2-D) `query`";
    if (key.dim() != rank || value.dim() != rank) {
      throw error(
          String.format(
              Locale.ROOT,
              "%s, expected `key` and `value` to be %d-D but found %d-D and %d-D tensors respectively",
              kind,
              rank,
              key.dim(),
              value.dim()),
          null);
    }
    if (padding != null && padding.dim() != rank - 1) {
      throw error(
          String.format(
              Locale.ROOT,
              "%s, expected `key_padding_mask` to be `None` or %d-D but found %d-D tensor instead",
              kind,
              rank - 1,
              padding.dim()),
          null);
    }
    if (mask != null && mask.dim() != 2 && mask.dim() != 3) {
      throw error(
          kind
              + ", expected `attn_mask` to be `None`, 2-D or 3-D but found "
              + mask.dim()
              + "-D tensor instead",
          null);
    }
    if (query.size(-1) != embedDim) {
      throw error(
          "was expecting embedding dimension of "
              + SizeNames.of(embedDim)
              + ", but got "
              + SizeNames.of(query.size(-1))
              + " (query "
              + query.shape()
              + ")",
          "give the layer an embed_dim of " + SizeNames.of(query.size(-1)));
    }
    if (sameFeatures && !key.shape().equals(value.shape())) {
      throw error(
          "key shape " + key.shape() + " does not match value shape " + value.shape(),
          "give the layer a kdim and a vdim");
    }
    Shape keys = key.shape().with(-1, 1);
    Shape values = value.shape().with(-1, 1);
    if (!keys.equals(values)) {
      throw error(
          "key's sequence and batch dims do not match value's (key "
              + key.shape()
              + ", value "
              + value.shape()
              + ")",
          null);
    }
  }

  private static ShapeError error(String message, String fix) {
    return new ShapeError("MultiheadAttention: " + message, fix);
  }
}
