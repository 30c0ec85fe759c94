package io.tenon.samples.zoo;

import static io.tenon.nn.Functional.arange;

import io.tenon.DType;
import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.Embedding;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;
import io.tenon.nn.TransformerEncoder;
import io.tenon.nn.TransformerEncoderLayer;
import io.tenon.nn.TransformerOptions;

/**
 * A classifier of texts: the encoder of a transformer (Vaswani et al., 2017) over tokens and their
 * learned positions, the mean over what is no padding decides.
 */
public final class EncoderClassifier extends NnModule {
  private static final int VOCABULARY = 20_000;
  private static final int POSITIONS = 512;
  private static final int MODEL = 256;

  @Submodule Embedding embedding = new Embedding(VOCABULARY, MODEL);
  @Submodule Embedding position = new Embedding(POSITIONS, MODEL);

  @Submodule
  TransformerEncoder encoder =
      new TransformerEncoder(
          new TransformerEncoderLayer(
              MODEL,
              4,
              new TransformerOptions().dimFeedforward(1024).activation("gelu").batchFirst(true)),
          4);

  @Submodule Linear fc;

  /** A network that tells {@code classes} kinds of texts apart. */
  public EncoderClassifier(int classes) {
    fc = new Linear(MODEL, classes);
  }

  /**
   * The classes of texts [N, T], T at most 512.
   *
   * @param padding [N, T], 1 where a token only fills its text up, 0 elsewhere
   */
  public Tensor forward(
      @Shape(value = "N, T", dtype = "int64") Tensor tokens,
      @Shape(value = "N, T", dtype = "int64") Tensor padding) {
    Tensor x = embedding.call(tokens).add(position.call(arange(tokens.size(1))));
    x = encoder.call(x, null, padding);
    Tensor kept = padding.logicalNot().to(DType.FLOAT32).unsqueeze(-1);
    x = x.mul(kept).sum(1).div(kept.sum(1));
    return fc.call(x);
  }
}
