package io.tenon.optim;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an optimizer remembers of one parameter, with PyTorch's keys. */
final class ParameterState {
  /** How many updates there were, the one being made included. */
  long step;

  private final Map<String, float[]> buffers = new LinkedHashMap<>();

  boolean has(String key) {
    return buffers.containsKey(key);
  }

  /** The numbers under a key, zeros at first. */
  float[] buffer(String key, int size) {
    return buffer(key, size, 0);
  }

  float[] buffer(String key, int size, float initial) {
    return buffers.computeIfAbsent(
        key,
        missing -> {
          float[] values = new float[size];
          Arrays.fill(values, initial);
          return values;
        });
  }
}
