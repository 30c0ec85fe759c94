package io.tenon.samples.zoo;

import static io.tenon.nn.Functional.arange;

import io.tenon.Tensor;
import io.tenon.annotation.Submodule;
import io.tenon.nn.Embedding;
import io.tenon.nn.LayerNorm;
import io.tenon.nn.ModuleList;
import io.tenon.nn.NnModule;

/** GPT-2 without its head: features for each of the tokens [N, T], T at most the block size. */
public final class Gpt2Trunk extends NnModule {
  @Submodule Embedding wte;
  @Submodule Embedding wpe;
  @Submodule ModuleList h = new ModuleList();

  @Submodule("ln_f")
  LayerNorm lnF;

  Gpt2Trunk(int vocabulary, int blockSize, int layers, int features, int heads) {
    wte = new Embedding(vocabulary, features);
    wpe = new Embedding(blockSize, features);
    for (int i = 0; i < layers; i++) {
      h.append(new Gpt2Block(features, heads));
    }
    lnF = new LayerNorm(features);
  }

  @Override
  public Tensor forward(Tensor tokens) {
    Tensor x = wte.call(tokens).add(wpe.call(arange(tokens.size(1))));
    for (NnModule block : h) {
      x = block.call(x);
    }
    return lnF.call(x);
  }
}
