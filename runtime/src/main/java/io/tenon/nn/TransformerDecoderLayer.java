package io.tenon.nn;

import io.tenon.Tensor;
import io.tenon.compiled.Slots;
import java.util.Arrays;
import java.util.List;

/**
 * {@code torch.nn.TransformerDecoderLayer}: self-attention, attention to the encoder's output, then
 * two linear layers, each with a short-cut and a normalisation (Vaswani et al., 2017). Sequences
 * are [T, N, dModel] and [S, N, dModel], with {@code batchFirst} [N, T, dModel] and [N, S, dModel],
 * or without a batch; the result has the first one's shape.
 */
public final class TransformerDecoderLayer extends NnModule {
  private static final Slots<TransformerDecoderLayer> SLOTS =
      new Slots<TransformerDecoderLayer>()
          .submodule(
              "self_attn",
              MultiheadAttention.class,
              m -> m.selfAttn,
              (m, value) -> m.selfAttn = value)
          .submodule(
              "multihead_attn",
              MultiheadAttention.class,
              m -> m.multiheadAttn,
              (m, value) -> m.multiheadAttn = value)
          .submodule("linear1", Linear.class, m -> m.linear1, (m, value) -> m.linear1 = value)
          .submodule("dropout", Dropout.class, m -> m.dropout, (m, value) -> m.dropout = value)
          .submodule("linear2", Linear.class, m -> m.linear2, (m, value) -> m.linear2 = value)
          .submodule("norm1", LayerNorm.class, m -> m.norm1, (m, value) -> m.norm1 = value)
          .submodule("norm2", LayerNorm.class, m -> m.norm2, (m, value) -> m.norm2 = value)
          .submodule("norm3", LayerNorm.class, m -> m.norm3, (m, value) -> m.norm3 = value)
          .submodule("dropout1", Dropout.class, m -> m.dropout1, (m, value) -> m.dropout1 = value)
          .submodule("dropout2", Dropout.class, m -> m.dropout2, (m, value) -> m.dropout2 = value)
          .submodule("dropout3", Dropout.class, m -> m.dropout3, (m, value) -> m.dropout3 = value);

  /** Of the decoded sequence to itself. */
  public MultiheadAttention selfAttn;

  /** Of the decoded sequence to the encoder's output. */
  public MultiheadAttention multiheadAttn;

  /** From dModel to dimFeedforward features. */
  public Linear linear1;

  /** From dimFeedforward to dModel features. */
  public Linear linear2;

  /** Between the linear layers. */
  public Dropout dropout;

  /** At self-attention. */
  public LayerNorm norm1;

  /** At attention to the encoder's output. */
  public LayerNorm norm2;

  /** At the linear layers. */
  public LayerNorm norm3;

  /** Behind self-attention. */
  public Dropout dropout1;

  /** Behind attention to the encoder's output. */
  public Dropout dropout2;

  /** Behind the linear layers. */
  public Dropout dropout3;

  private final int dModel;
  private final int nhead;
  private final TransformerOptions options;

  /** PyTorch's defaults: 2048 features between the linear layers, dropout 0.1, relu. */
  public TransformerDecoderLayer(int dModel, int nhead) {
    this(dModel, nhead, options());
  }

  /**
   * A layer with {@link #options}.
   *
   * @throws IllegalArgumentException if {@code nhead} does not divide {@code dModel}
   */
  public TransformerDecoderLayer(int dModel, int nhead, TransformerOptions options) {
    super(SLOTS);
    selfAttn = options.attention(dModel, nhead);
    multiheadAttn = options.attention(dModel, nhead);
    linear1 = new Linear(dModel, options.dimFeedforward);
    dropout = new Dropout(options.dropout);
    linear2 = new Linear(options.dimFeedforward, dModel);
    norm1 = options.norm(dModel);
    norm2 = options.norm(dModel);
    norm3 = options.norm(dModel);
    dropout1 = new Dropout(options.dropout);
    dropout2 = new Dropout(options.dropout);
    dropout3 = new Dropout(options.dropout);
    this.dModel = dModel;
    this.nhead = nhead;
    this.options = options.copy();
  }

  /** Another layer with the arguments of this one. */
  TransformerDecoderLayer another() {
    return new TransformerDecoderLayer(dModel, nhead, options);
  }

  /** No options set. */
  public static TransformerOptions options() {
    return new TransformerOptions();
  }

  /** Not for this layer, which has two inputs. */
  @Override
  public Tensor forward(Tensor tgt) {
    throw new UnsupportedOperationException(
        "TransformerDecoderLayer takes a sequence and the encoder's output. Fix: call(tgt, memory)");
  }

  /** The layer applied to {@code tgt} and {@code memory}, the encoder's output, without masks. */
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
   * The layer applied to {@code tgt} and {@code memory}, the encoder's output.
   *
   * @param tgtMask as {@link MultiheadAttention.CallOptions#attnMask}, or null
   * @param memoryMask likewise, for attention to {@code memory}
   * @param tgtKeyPaddingMask as {@link MultiheadAttention.CallOptions#keyPaddingMask}, or null
   * @param memoryKeyPaddingMask likewise, for attention to {@code memory}
   * @param tgtIsCausal whether nothing in {@code tgt} attends to what is behind it; needs no mask
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

  private Tensor decode(List<Tensor> in, boolean isCausal) {
    Tensor tgt = in.get(0);
    Tensor memory = in.get(1);
    MultiheadAttention.CallOptions toTgt = MultiheadAttention.callOptions().needWeights(false);
    toTgt.attnMask(in.get(2)).keyPaddingMask(in.get(4)).isCausal(isCausal);
    MultiheadAttention.CallOptions toMemory = MultiheadAttention.callOptions().needWeights(false);
    toMemory.attnMask(in.get(3)).keyPaddingMask(in.get(5));
    if (options.normFirst) {
      Tensor x = tgt.add(attendToItself(norm1.call(tgt), toTgt));
      x = x.add(attendTo(memory, norm2.call(x), toMemory));
      return x.add(feedForward(norm3.call(x)));
    }
    Tensor x = norm1.call(tgt.add(attendToItself(tgt, toTgt)));
    x = norm2.call(x.add(attendTo(memory, x, toMemory)));
    return norm3.call(x.add(feedForward(x)));
  }

  private Tensor attendToItself(Tensor x, MultiheadAttention.CallOptions how) {
    return dropout1.call(selfAttn.call(x, x, x, how).output());
  }

  private Tensor attendTo(Tensor memory, Tensor x, MultiheadAttention.CallOptions how) {
    return dropout2.call(multiheadAttn.call(x, memory, memory, how).output());
  }

  private Tensor feedForward(Tensor x) {
    Tensor between = dropout.call(options.activation.apply(linear1.call(x)));
    return dropout3.call(linear2.call(between));
  }
}
