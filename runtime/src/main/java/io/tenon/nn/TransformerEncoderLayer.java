package io.tenon.nn;

import io.tenon.Tensor;
import io.tenon.compiled.Slots;
import java.util.Arrays;

/**
 * {@code torch.nn.TransformerEncoderLayer}: self-attention, then two linear layers, each with a
 * short-cut and a normalisation (Vaswani et al., 2017). Sequences are [T, N, dModel], or [N, T,
 * dModel] with {@code batchFirst}, or [T, dModel]; the result has the input's shape.
 */
public final class TransformerEncoderLayer extends NnModule {
  private static final Slots<TransformerEncoderLayer> SLOTS =
      new Slots<TransformerEncoderLayer>()
          .submodule(
              "self_attn",
              MultiheadAttention.class,
              m -> m.selfAttn,
              (m, value) -> m.selfAttn = value)
          .submodule("linear1", Linear.class, m -> m.linear1, (m, value) -> m.linear1 = value)
          .submodule("dropout", Dropout.class, m -> m.dropout, (m, value) -> m.dropout = value)
          .submodule("linear2", Linear.class, m -> m.linear2, (m, value) -> m.linear2 = value)
          .submodule("norm1", LayerNorm.class, m -> m.norm1, (m, value) -> m.norm1 = value)
          .submodule("norm2", LayerNorm.class, m -> m.norm2, (m, value) -> m.norm2 = value)
          .submodule("dropout1", Dropout.class, m -> m.dropout1, (m, value) -> m.dropout1 = value)
          .submodule("dropout2", Dropout.class, m -> m.dropout2, (m, value) -> m.dropout2 = value);

  /** Of the sequence to itself. */
  public MultiheadAttention selfAttn;

  /** From dModel to dimFeedforward features. */
  public Linear linear1;

  /** From dimFeedforward to dModel features. */
  public Linear linear2;

  /** Between the linear layers. */
  public Dropout dropout;

  /** At self-attention. */
  public LayerNorm norm1;

  /** At the linear layers. */
  public LayerNorm norm2;

  /** Behind self-attention. */
  public Dropout dropout1;

  /** Behind the linear layers. */
  public Dropout dropout2;

  private final int dModel;
  private final int nhead;
  private final TransformerOptions options;

  /** PyTorch's defaults: 2048 features between the linear layers, dropout 0.1, relu. */
  public TransformerEncoderLayer(int dModel, int nhead) {
    this(dModel, nhead, options());
  }

  /**
   * A layer with {@link #options}.
   *
   * @throws IllegalArgumentException if {@code nhead} does not divide {@code dModel}
   */
  public TransformerEncoderLayer(int dModel, int nhead, TransformerOptions options) {
    super(SLOTS);
    selfAttn = options.attention(dModel, nhead);
    linear1 = new Linear(dModel, options.dimFeedforward);
    dropout = new Dropout(options.dropout);
    linear2 = new Linear(options.dimFeedforward, dModel);
    norm1 = options.norm(dModel);
    norm2 = options.norm(dModel);
    dropout1 = new Dropout(options.dropout);
    dropout2 = new Dropout(options.dropout);
    this.dModel = dModel;
    this.nhead = nhead;
    this.options = options.copy();
  }

  /** Another layer with the arguments of this one. */
  TransformerEncoderLayer another() {
    return new TransformerEncoderLayer(dModel, nhead, options);
  }

  /** No options set. */
  public static TransformerOptions options() {
    return new TransformerOptions();
  }

  @Override
  public Tensor forward(Tensor src) {
    return encode(src, null, null, false);
  }

  /** {@link #call(Tensor, Tensor, Tensor, boolean)} that is not causal. */
  public Tensor call(Tensor src, Tensor srcMask, Tensor srcKeyPaddingMask) {
    return call(src, srcMask, srcKeyPaddingMask, false);
  }

  /**
   * The layer applied to {@code src}.
   *
   * @param srcMask as {@link MultiheadAttention.CallOptions#attnMask}, or null
   * @param srcKeyPaddingMask as {@link MultiheadAttention.CallOptions#keyPaddingMask}, or null
   * @param isCausal whether nothing attends to what is behind it; needs no mask
   * @throws io.tenon.ShapeError if a shape does not fit
   */
  public Tensor call(Tensor src, Tensor srcMask, Tensor srcKeyPaddingMask, boolean isCausal) {
    return hooked(
        Arrays.asList(src, srcMask, srcKeyPaddingMask),
        in -> encode(in.get(0), in.get(1), in.get(2), isCausal));
  }

  private Tensor encode(Tensor src, Tensor mask, Tensor padding, boolean isCausal) {
    if (options.normFirst) {
      Tensor x = src.add(attend(norm1.call(src), mask, padding, isCausal));
      return x.add(feedForward(norm2.call(x)));
    }
    Tensor x = norm1.call(src.add(attend(src, mask, padding, isCausal)));
    return norm2.call(x.add(feedForward(x)));
  }

  private Tensor attend(Tensor x, Tensor mask, Tensor padding, boolean isCausal) {
    MultiheadAttention.CallOptions how = MultiheadAttention.callOptions().needWeights(false);
    how.attnMask(mask).keyPaddingMask(padding).isCausal(isCausal);
    return dropout1.call(selfAttn.call(x, x, x, how).output());
  }

  private Tensor feedForward(Tensor x) {
    Tensor between = dropout.call(options.activation.apply(linear1.call(x)));
    return dropout2.call(linear2.call(between));
  }
}
