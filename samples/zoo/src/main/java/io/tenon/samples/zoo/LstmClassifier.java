package io.tenon.samples.zoo;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.Embedding;
import io.tenon.nn.LSTM;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;
import io.tenon.nn.RecurrentOptions;

/**
 * A classifier of texts: long short-term memory reads the tokens forwards and backwards, the mean
 * of its states decides.
 */
public final class LstmClassifier extends NnModule {
  private static final int VOCABULARY = 20_000;

  @Submodule Embedding embedding = new Embedding(VOCABULARY, 128);

  @Submodule
  LSTM lstm = new LSTM(128, 256, new RecurrentOptions().bidirectional(true).batchFirst(true));

  @Submodule Linear fc;

  /** A network that tells {@code classes} kinds of texts apart. */
  public LstmClassifier(int classes) {
    fc = new Linear(2 * 256, classes); // both directions
  }

  @Override
  public Tensor forward(@Shape(value = "N, T", dtype = "int64") Tensor tokens) {
    Tensor x = embedding.call(tokens);
    x = lstm.call(x);
    return fc.call(x.mean(1));
  }
}
