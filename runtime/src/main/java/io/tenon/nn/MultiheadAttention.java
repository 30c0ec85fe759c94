package io.tenon.nn;

import io.tenon.Parameter;
import io.tenon.ShapeError;
import io.tenon.Tensor;
import io.tenon.compiled.Slots;
import java.util.Arrays;
import java.util.List;

/**
 * {@code torch.nn.MultiheadAttention} (Vaswani et al., 2017): queries [L, N, embedDim], keys [S, N,
 * kdim] and values [S, N, vdim], or with {@code batchFirst} [N, L, embedDim] and so on, or without
 * a batch [L, embedDim] and so on.
 */
public final class MultiheadAttention extends NnModule {
  private static final Slots<MultiheadAttention> SLOTS =
      new Slots<MultiheadAttention>()
          .parameter("in_proj_weight", m -> m.inProjWeight, (m, value) -> m.inProjWeight = value)
          .parameter("q_proj_weight", m -> m.qProjWeight, (m, value) -> m.qProjWeight = value)
          .parameter("k_proj_weight", m -> m.kProjWeight, (m, value) -> m.kProjWeight = value)
          .parameter("v_proj_weight", m -> m.vProjWeight, (m, value) -> m.vProjWeight = value)
          .parameter("in_proj_bias", m -> m.inProjBias, (m, value) -> m.inProjBias = value)
          .submodule("out_proj", Linear.class, m -> m.outProj, (m, value) -> m.outProj = value);

  /** [3·embedDim, embedDim], for queries, keys and values; null where kdim or vdim differ. */
  public Parameter inProjWeight;

  /** [embedDim, embedDim]; null where {@link #inProjWeight} is not. */
  public Parameter qProjWeight;

  /** [embedDim, kdim]; null where {@link #inProjWeight} is not. */
  public Parameter kProjWeight;

  /** [embedDim, vdim]; null where {@link #inProjWeight} is not. */
  public Parameter vProjWeight;

  /** [3·embedDim], or null. */
  public Parameter inProjBias;

  /** From the heads' results to the output. */
  public Linear outProj;

  private final int embedDim;
  private final int numHeads;
  private final double dropout;
  private final boolean batchFirst;

  /** Attention with biases and no dropout, for inputs [L, N, embedDim]. */
  public MultiheadAttention(int embedDim, int numHeads) {
    this(embedDim, numHeads, new Options());
  }

  /**
   * Attention with {@link #options}.
   *
   * @throws IllegalArgumentException if {@code numHeads} does not divide {@code embedDim}
   */
  public MultiheadAttention(int embedDim, int numHeads, Options options) {
    super(SLOTS);
    if (numHeads <= 0 || embedDim % numHeads != 0) {
      throw new IllegalArgumentException("embed_dim must be divisible by num_heads");
    }
    this.embedDim = embedDim;
    this.numHeads = numHeads;
    this.dropout = options.dropout;
    this.batchFirst = options.batchFirst;
    int kdim = options.kdim == null ? embedDim : options.kdim;
    int vdim = options.vdim == null ? embedDim : options.vdim;
    if (kdim == embedDim && vdim == embedDim) {
      inProjWeight = Functional.emptyParameter(3 * embedDim, embedDim);
    } else {
      qProjWeight = Functional.emptyParameter(embedDim, embedDim);
      kProjWeight = Functional.emptyParameter(embedDim, kdim);
      vProjWeight = Functional.emptyParameter(embedDim, vdim);
    }
    inProjBias = options.bias ? Functional.emptyParameter(3 * embedDim) : null;
    outProj = new NonDynamicallyQuantizableLinear(embedDim, embedDim, options.bias);
    resetParameters();
  }

  /** Draws initial weights as PyTorch does, but for those of {@link #outProj}; biases are 0. */
  public void resetParameters() {
    for (Parameter weight : Arrays.asList(inProjWeight, qProjWeight, kProjWeight, vProjWeight)) {
      if (weight != null) {
        Init.xavierUniform_(weight, 1);
      }
    }
    if (inProjBias != null) {
      Init.zeros_(inProjBias);
      Init.zeros_(outProj.bias);
    }
  }

  /** The options of the layer, PyTorch's keyword arguments; each method returns this. */
  public static final class Options {
    private double dropout;
    private boolean bias = true;
    private Integer kdim;
    private Integer vdim;
    private boolean batchFirst;

    /** With which probability a weight of the attention is dropped in training; 0 unless set. */
    public Options dropout(double p) {
      dropout = p;
      return this;
    }

    /** Whether the projections have biases; true unless set. */
    public Options bias(boolean wanted) {
      bias = wanted;
      return this;
    }

    /** The features of keys; embedDim unless set. */
    public Options kdim(int features) {
      kdim = features;
      return this;
    }

    /** The features of values; embedDim unless set. */
    public Options vdim(int features) {
      vdim = features;
      return this;
    }

    /** Whether inputs and output are [N, L, *]; [L, N, *] unless set. */
    public Options batchFirst(boolean first) {
      batchFirst = first;
      return this;
    }
  }

  /** No options set: {@code new MultiheadAttention(16, 4, options().batchFirst(true))}. */
  public static Options options() {
    return new Options();
  }

  /**
   * What PyTorch's layer returns.
   *
   * @param output [L, N, embedDim], or as the inputs lie
   * @param weights averaged over the heads [N, L, S], or for each head [N, numHeads, L, S]; null
   *     where they were not asked for
   */
  public record Output(Tensor output, Tensor weights) {}

  /** How a call attends, PyTorch's keyword arguments; each method returns this. */
  public static final class CallOptions {
    private Tensor keyPaddingMask;
    private Tensor attnMask;
    private boolean needWeights = true;
    private boolean averageAttnWeights = true;
    private boolean isCausal;

    /**
     * Which keys are padding, [N, S]: integers that are not 0 (PyTorch's bool), or floats that are
     * added. Null for none.
     */
    public CallOptions keyPaddingMask(Tensor mask) {
      keyPaddingMask = mask;
      return this;
    }

    /**
     * Which query may not attend to which key, [L, S] or [N·numHeads, L, S]: integers that are not
     * 0 (PyTorch's bool), or floats that are added. Null for none.
     */
    public CallOptions attnMask(Tensor mask) {
      attnMask = mask;
      return this;
    }

    /** Whether the weights are returned; true unless set. */
    public CallOptions needWeights(boolean need) {
      needWeights = need;
      return this;
    }

    /** Whether returned weights are averaged over the heads; true unless set. */
    public CallOptions averageAttnWeights(boolean average) {
      averageAttnWeights = average;
      return this;
    }

    /**
     * Whether each query attends to no key behind it; needs no mask, and takes one beside. False
     * unless set.
     */
    public CallOptions isCausal(boolean causal) {
      isCausal = causal;
      return this;
    }
  }

  /** No options set: {@code attention.call(x, x, x, callOptions().needWeights(false))}. */
  public static CallOptions callOptions() {
    return new CallOptions();
  }

  /** Not for this layer, which has three inputs. */
  @Override
  public Tensor forward(Tensor x) {
    throw new UnsupportedOperationException(
        "MultiheadAttention takes a query, a key and a value. Fix: call(x, x, x).output() for"
            + " self-attention");
  }

  /** Output and averaged weights, without masks. */
  public Output call(Tensor query, Tensor key, Tensor value) {
    return call(query, key, value, callOptions());
  }

  /**
   * Output and weights.
   *
   * @throws ShapeError if a shape does not fit
   */
  public Output call(Tensor query, Tensor key, Tensor value, CallOptions how) {
    return hooked(
        Arrays.asList(query, key, value, how.keyPaddingMask, how.attnMask), in -> attend(in, how));
  }

  private Output attend(List<Tensor> inputs, CallOptions how) {
    Tensor query = inputs.get(0);
    Tensor key = inputs.get(1);
    Tensor value = inputs.get(2);
    Tensor padding = inputs.get(3);
    Tensor mask = inputs.get(4);
    AttentionShapes.require(query, key, value, padding, mask, embedDim, inProjWeight != null);
    boolean batched = query.dim() == 3;
    Tensor q = samplesFirst(query);
    Tensor k = key == query ? q : samplesFirst(key);
    Tensor v = value == key ? k : samplesFirst(value);
    Tensor weights =
        Functional.attentionWeights(
            project(q, qProjWeight, 0),
            project(k, kProjWeight, 1),
            numHeads,
            mask,
            padding == null || batched ? padding : padding.view(1, padding.size(0)),
            how.isCausal);
    weights = Functional.dropout(weights, dropout, training());
    Tensor output = outProj.call(Functional.attentionValues(weights, project(v, vProjWeight, 2)));
    if (!batched) {
      output = output.select(0, 0);
    } else if (!batchFirst) {
      output = output.transpose(0, 1);
    }
    if (!how.needWeights) {
      return new Output(output, null);
    }
    Tensor returned = how.averageAttnWeights ? Functional.headMean(weights) : weights;
    return new Output(output, batched ? returned : returned.select(0, 0));
  }

  private Tensor samplesFirst(Tensor x) {
    if (x.dim() == 2) {
      return x.view(1, x.size(0), x.size(1));
    }
    return batchFirst ? x : x.transpose(0, 1);
  }

  private Tensor project(Tensor x, Parameter own, int part) {
    return own == null
        ? Functional.partialLinear(x, inProjWeight, inProjBias, part, 3, false)
        : Functional.partialLinear(x, own, inProjBias, part, 3, true);
  }
}
