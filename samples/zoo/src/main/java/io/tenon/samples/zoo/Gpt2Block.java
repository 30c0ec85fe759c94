package io.tenon.samples.zoo;

import io.tenon.Tensor;
import io.tenon.annotation.Submodule;
import io.tenon.nn.LayerNorm;
import io.tenon.nn.NnModule;

/** A layer of GPT-2: tokens look at each other, then each thinks by itself. */
public final class Gpt2Block extends NnModule {
  @Submodule("ln_1")
  LayerNorm ln1;

  @Submodule CausalSelfAttention attn;

  @Submodule("ln_2")
  LayerNorm ln2;

  @Submodule Gpt2Mlp mlp;

  Gpt2Block(int features, int heads) {
    ln1 = new LayerNorm(features);
    attn = new CausalSelfAttention(features, heads);
    ln2 = new LayerNorm(features);
    mlp = new Gpt2Mlp(features);
  }

  @Override
  public Tensor forward(Tensor x) {
    x = x.add(attn.call(ln1.call(x)));
    return x.add(mlp.call(ln2.call(x)));
  }
}
