package io.tenon.nn;

import io.tenon.Tensor;
import java.util.List;
import java.util.Map;

/** All outputs of a layer that is called with the inputs of a case. */
final class CallOf {
  private CallOf() {}

  static List<Tensor> outputs(NnModule layer, Map<String, Tensor> vectors) {
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
    return List.of(layer.call(x));
  }
}
