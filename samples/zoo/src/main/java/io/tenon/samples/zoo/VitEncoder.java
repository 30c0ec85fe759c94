package io.tenon.samples.zoo;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.annotation.Param;
import io.tenon.annotation.Submodule;
import io.tenon.nn.Dropout;
import io.tenon.nn.Init;
import io.tenon.nn.LayerNorm;
import io.tenon.nn.NnModule;
import io.tenon.nn.Sequential;
import java.util.LinkedHashMap;
import java.util.Map;

/** The encoder of a vision transformer: where a patch is, then layer on layer. */
public final class VitEncoder extends NnModule {
  @Param("pos_embedding")
  Parameter posEmbedding;

  @Submodule Dropout dropout = new Dropout(0);
  @Submodule Sequential layers;
  @Submodule LayerNorm ln;

  VitEncoder(int sequenceLength, int numLayers, int heads, int hiddenDim, int mlpDim) {
    posEmbedding = new Parameter(Tensor.zeros(1, sequenceLength, hiddenDim));
    Init.normal_(posEmbedding, 0, 0.02);
    Map<String, NnModule> blocks = new LinkedHashMap<>();
    for (int i = 0; i < numLayers; i++) {
      blocks.put("encoder_layer_" + i, new VitEncoderBlock(hiddenDim, heads, mlpDim));
    }
    layers = new Sequential(blocks);
    ln = new LayerNorm(new int[] {hiddenDim}, 1e-6, true);
  }

  @Override
  public Tensor forward(Tensor x) {
    x = x.add(posEmbedding);
    return ln.call(layers.call(dropout.call(x)));
  }
}
