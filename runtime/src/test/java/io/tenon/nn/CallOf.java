package io.tenon.nn;

import com.google.gson.JsonObject;
import io.tenon.Tensor;
import java.util.List;
import java.util.Map;

/** All outputs of a layer that is called with the inputs of a case. */
final class CallOf {
  private CallOf() {}

  static List<Tensor> outputs(NnModule layer, Map<String, Tensor> vectors, JsonObject call) {
    Tensor x = vectors.get("input.0");
    if (layer instanceof LSTM lstm) {
      LSTM.Output all = lstm.call(x, null, null);
      return List.of(all.output(), all.h(), all.c());
    }
    if (layer instanceof GRU gru) {
      GRU.Output all = gru.call(x, null);
      return List.of(all.output(), all.h());
    }
    if (layer instanceof RNN rnn) {
      RNN.Output all = rnn.call(x, null);
      return List.of(all.output(), all.h());
    }
    if (layer instanceof MultiheadAttention attention) {
      boolean needWeights = !call.has("need_weights") || call.get("need_weights").getAsBoolean();
      MultiheadAttention.Output all =
          attention.call(
              x,
              vectors.get("input.1"),
              vectors.get("input.2"),
              MultiheadAttention.callOptions()
                  .attnMask(vectors.get("attn_mask"))
                  .keyPaddingMask(vectors.get("key_padding_mask"))
                  .needWeights(needWeights));
      return needWeights ? List.of(all.output(), all.weights()) : List.of(all.output());
    }
    if (layer instanceof TransformerDecoderLayer decoder) {
      return List.of(decoder.call(x, vectors.get("input.1")));
    }
    return List.of(layer.call(x));
  }
}
