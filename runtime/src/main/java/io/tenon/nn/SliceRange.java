package io.tenon.nn;

import java.util.ArrayList;
import java.util.List;

/** Python's slices: which positions {@code [from:to:step]} selects. */
final class SliceRange {
  private SliceRange() {}

  /**
   * The positions in the slice's order. Negative ends count from {@code size}; ends outside are cut
   * to what there is.
   */
  static List<Integer> positions(int size, int from, int to, int step) {
    if (step == 0) {
      throw new IllegalArgumentException("slice step cannot be zero");
    }
    int first = end(size, from, step);
    int end = end(size, to, step);
    List<Integer> positions = new ArrayList<>();
    for (int i = first; step > 0 ? i < end : i > end; i += step) {
      positions.add(i);
    }
    return positions;
  }

  private static int end(int size, int end, int step) {
    int lowest = step > 0 ? 0 : -1;
    int highest = step > 0 ? size : size - 1;
    return Math.max(lowest, Math.min(highest, end < 0 ? end + size : end));
  }
}
