package io.tenon.samples.zoo;

import io.tenon.Tensor;
import io.tenon.annotation.Submodule;
import io.tenon.nn.GELU;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;

/** What GPT-2 does with each token by itself. */
public final class Gpt2Mlp extends NnModule {
  @Submodule("c_fc")
  Linear cFc;

  @Submodule GELU gelu = new GELU("tanh");

  @Submodule("c_proj")
  Linear cProj;

  Gpt2Mlp(int features) {
    cFc = new Linear(features, 4 * features);
    cProj = new Linear(4 * features, features);
  }

  @Override
  public Tensor forward(Tensor x) {
    return cProj.call(gelu.call(cFc.call(x)));
  }
}
