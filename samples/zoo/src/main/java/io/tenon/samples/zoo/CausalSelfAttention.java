package io.tenon.samples.zoo;

import static io.tenon.nn.Functional.scaledDotProductAttention;

import io.tenon.Tensor;
import io.tenon.annotation.Submodule;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;
import java.util.List;

/** GPT-2's attention: each token sees itself and those before it. */
public final class CausalSelfAttention extends NnModule {
  @Submodule("c_attn")
  Linear cAttn;

  @Submodule("c_proj")
  Linear cProj;

  private final int heads;

  CausalSelfAttention(int features, int heads) {
    cAttn = new Linear(features, 3 * features); // query, key and value
    cProj = new Linear(features, features);
    this.heads = heads;
  }

  @Override
  public Tensor forward(Tensor x) {
    List<Tensor> qkv = cAttn.call(x).chunk(3, -1);
    Tensor q = split(qkv.get(0));
    Tensor k = split(qkv.get(1));
    Tensor v = split(qkv.get(2));
    Tensor y = scaledDotProductAttention(q, k, v, null, true); // [N, heads, T, width]
    y = y.transpose(1, 2).contiguous().view(x.size(0), x.size(1), x.size(2));
    return cProj.call(y);
  }

  /** [N, T, features] as [N, heads, T, features / heads]. */
  private Tensor split(Tensor x) {
    return x.view(x.size(0), x.size(1), heads, x.size(2) / heads).transpose(1, 2);
  }
}
