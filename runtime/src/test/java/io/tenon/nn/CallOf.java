package io.tenon.nn;

import com.google.gson.JsonObject;
import io.tenon.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All outputs of a layer that is called with the inputs and masks of a case. */
final class CallOf {
  private final Map<String, Tensor> vectors;
  private final JsonObject call;

  private CallOf(Map<String, Tensor> vectors, JsonObject call) {
    this.vectors = vectors;
    this.call = call;
  }

  static List<Tensor> outputs(NnModule layer, Map<String, Tensor> vectors, JsonObject call) {
    return new CallOf(vectors, call).outputs(layer);
  }

  private List<Tensor> outputs(NnModule layer) {
    Tensor x = vectors.get("input.0");
    Tensor second = vectors.get("input.1");
    Tensor third = vectors.get("input.2");
    if (layer instanceof Loss loss) {
      return List.of(loss.call(x, second));
    }
    if (layer instanceof LSTM lstm) {
      LSTM.Output all = lstm.call(x, second, third);
      return List.of(all.output(), all.h(), all.c());
    }
    if (layer instanceof GRU gru) {
      GRU.Output all = gru.call(x, second);
      return List.of(all.output(), all.h());
    }
    if (layer instanceof RNN rnn) {
      RNN.Output all = rnn.call(x, second);
      return List.of(all.output(), all.h());
    }
    if (layer instanceof MultiheadAttention attention) {
      MultiheadAttention.Output all = attention.call(x, second, third, attending());
      return Stream.of(all.output(), all.weights()).filter(output -> output != null).toList();
    }
    if (layer instanceof TransformerEncoderLayer encoder) {
      return List.of(encoder.call(x, vectors.get("src_mask"), vectors.get("src_key_padding_mask")));
    }
    if (layer instanceof TransformerEncoder encoder) {
      return List.of(encoder.call(x, vectors.get("mask"), vectors.get("src_key_padding_mask")));
    }
    if (layer instanceof TransformerDecoder decoder) {
      return List.of(
          decoder.call(x, second, vectors.get("tgt_mask"), vectors.get("memory_mask"), null, null));
    }
    if (layer instanceof TransformerDecoderLayer decoder) {
      return List.of(
          decoder.call(
              x,
              second,
              vectors.get("tgt_mask"),
              vectors.get("memory_mask"),
              vectors.get("tgt_key_padding_mask"),
              vectors.get("memory_key_padding_mask")));
    }
    return List.of(layer.call(x));
  }

  private MultiheadAttention.CallOptions attending() {
    return MultiheadAttention.callOptions()
        .attnMask(vectors.get("attn_mask"))
        .keyPaddingMask(vectors.get("key_padding_mask"))
        .needWeights(flag("need_weights"))
        .averageAttnWeights(flag("average_attn_weights"));
  }

  private boolean flag(String name) {
    return !call.has(name) || call.get(name).getAsBoolean();
  }
}
