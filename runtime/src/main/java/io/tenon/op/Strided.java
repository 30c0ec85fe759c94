package io.tenon.op;

import io.tenon.DType;
import io.tenon.Tensor;

/** Copies out of a tensor in an order that one step for each dimension of the result describes. */
final class Strided {
  private Strided() {}

  /**
   * Fills {@code result}: the element at index i is that of {@code x} at Σ i[d] · steps[d]. Runs of
   * the last dimension are copied at once where its step is 1.
   */
  static void copy(Tensor x, int[] steps, Tensor result) {
    int count = result.numel();
    if (count == 0) {
      return;
    }
    boolean floats = x.dtype() == DType.FLOAT32;
    Object from = floats ? x.floats() : x.longs();
    Object to = floats ? result.floats() : result.longs();
    int last = steps.length - 1;
    int run = last >= 0 && steps[last] == 1 ? result.size(last) : 1;
    int outer = run > 1 ? last : steps.length; // how many dimensions are counted through
    int[] index = new int[outer];
    int at = x.offset();
    for (int i = 0; i < count; i += run) {
      System.arraycopy(from, at, to, result.offset() + i, run);
      for (int d = outer - 1; d >= 0; d--) {
        at += steps[d];
        if (++index[d] < result.size(d)) {
          break;
        }
        at -= steps[d] * index[d];
        index[d] = 0;
      }
    }
  }
}
