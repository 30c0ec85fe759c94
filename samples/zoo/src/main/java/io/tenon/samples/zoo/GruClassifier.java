package io.tenon.samples.zoo;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.Embedding;
import io.tenon.nn.GRU;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;
import io.tenon.nn.RecurrentOptions;

/** A classifier of texts: gated recurrent units read the tokens, the last state decides. */
public final class GruClassifier extends NnModule {
  private static final int VOCABULARY = 20_000;

  @Submodule Embedding embedding = new Embedding(VOCABULARY, 128);

  @Submodule GRU gru = new GRU(128, 128, new RecurrentOptions().numLayers(2).batchFirst(true));

  @Submodule Linear fc;

  /** A network that tells {@code classes} kinds of texts apart. */
  public GruClassifier(int classes) {
    fc = new Linear(128, classes);
  }

  @Override
  public Tensor forward(@Shape(value = "N, T", dtype = "int64") Tensor tokens) {
    Tensor x = embedding.call(tokens);
    x = gru.call(x);
    return fc.call(x.select(1, -1));
  }
}
