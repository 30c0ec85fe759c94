package io.tenon.samples.zoo;

import io.tenon.Tensor;
import io.tenon.annotation.Submodule;
import io.tenon.nn.Dropout;
import io.tenon.nn.GELU;
import io.tenon.nn.Init;
import io.tenon.nn.LayerNorm;
import io.tenon.nn.Linear;
import io.tenon.nn.MultiheadAttention;
import io.tenon.nn.NnModule;
import io.tenon.nn.Sequential;

/** A layer of a vision transformer: patches look at each other, then each thinks by itself. */
public final class VitEncoderBlock extends NnModule {
  @Submodule("ln_1")
  LayerNorm ln1;

  @Submodule("self_attention")
  MultiheadAttention selfAttention;

  @Submodule Dropout dropout = new Dropout(0);

  @Submodule("ln_2")
  LayerNorm ln2;

  @Submodule Sequential mlp;

  VitEncoderBlock(int hiddenDim, int heads, int mlpDim) {
    ln1 = new LayerNorm(new int[] {hiddenDim}, 1e-6, true);
    selfAttention =
        new MultiheadAttention(hiddenDim, heads, MultiheadAttention.options().batchFirst(true));
    ln2 = new LayerNorm(new int[] {hiddenDim}, 1e-6, true);
    Linear widens = new Linear(hiddenDim, mlpDim);
    Linear narrows = new Linear(mlpDim, hiddenDim);
    mlp = new Sequential(widens, new GELU(), new Dropout(0), narrows, new Dropout(0));
    for (Linear linear : new Linear[] {widens, narrows}) {
      Init.xavierUniform_(linear.weight, 1);
      Init.normal_(linear.bias, 0, 1e-6);
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor y = ln1.call(x);
    y = selfAttention.call(y, y, y, MultiheadAttention.callOptions().needWeights(false)).output();
    x = dropout.call(y).add(x);
    return x.add(mlp.call(ln2.call(x)));
  }
}
