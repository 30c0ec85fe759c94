package io.tenon.samples.zoo;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.Embedding;
import io.tenon.nn.Init;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;
import java.util.Map;

/**
 * GPT-2 small (Radford et al., 2019) as nanoGPT writes it, without dropout: for each of the tokens
 * [N, T] the logits of the one that follows, [N, T, vocabulary].
 */
public final class Gpt2 extends NnModule {
  private static final int BLOCK_SIZE = 1024;
  private static final int LAYERS = 12;
  private static final int FEATURES = 768;
  private static final int HEADS = 12;

  @Submodule Gpt2Trunk transformer;

  @Submodule("lm_head")
  Linear lmHead;

  /** A network for a vocabulary of so many tokens, GPT-2's 50257. */
  public Gpt2(int vocabulary) {
    transformer = new Gpt2Trunk(vocabulary, BLOCK_SIZE, LAYERS, FEATURES, HEADS);
    lmHead = new Linear(FEATURES, vocabulary, false);
    transformer.wte.weight = lmHead.weight; // one matrix reads tokens and writes them
    for (NnModule module : modules()) {
      if (module instanceof Linear linear) {
        Init.normal_(linear.weight, 0, 0.02);
        if (linear.bias != null) {
          Init.zeros_(linear.bias);
        }
      } else if (module instanceof Embedding embedding) {
        Init.normal_(embedding.weight, 0, 0.02);
      }
    }
    double residual = 0.02 / Math.sqrt(2 * LAYERS); // each layer adds twice to what goes through
    for (Map.Entry<String, Parameter> entry : namedParameters().entrySet()) {
      if (entry.getKey().endsWith("c_proj.weight")) {
        Init.normal_(entry.getValue(), 0, residual);
      }
    }
  }

  @Override
  public Tensor forward(@Shape(value = "N, T", dtype = "int64") Tensor tokens) {
    return lmHead.call(transformer.call(tokens));
  }
}
