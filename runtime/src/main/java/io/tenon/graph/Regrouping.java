package io.tenon.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * How a view divides dimensions: {@code 1:1 3:1} where [N, C, H, W] is flattened from C on. Where
 * one dimension is made of several, its size follows from theirs and is left out, so that networks
 * whose weights have other sizes read the same.
 */
final class Regrouping {
  private Regrouping() {}

  /** The text, which together with the sizes of what is viewed decides those of the view. */
  static String of(List<Size> from, List<Size> to) {
    StringBuilder text = new StringBuilder();
    int i = 0;
    int j = 0;
    while (i < from.size() && j < to.size()) {
      int firstFrom = i;
      int firstTo = j;
      Size left = from.get(i++);
      Size right = to.get(j++);
      while (!left.equals(right) && (i < from.size() || j < to.size())) {
        boolean more = j == to.size() || i < from.size() && !isMultiple(left, right);
        if (more) {
          left = left.times(from.get(i++));
        } else {
          right = right.times(to.get(j++));
        }
      }
      if (j == to.size()) {
        i = from.size(); // what is left are ones
      } else if (i == from.size()) {
        j = to.size();
      }
      List<Size> made = new ArrayList<>(to.subList(firstTo, j));
      text.append(text.isEmpty() ? "" : " ").append(i - firstFrom).append(':').append(j - firstTo);
      text.append(made.size() == 1 ? "" : made);
    }
    return from.isEmpty() || to.isEmpty() ? to.toString() : text.toString();
  }

  /** Whether one size is another times something. */
  private static boolean isMultiple(Size size, Size of) {
    List<String> rest = new ArrayList<>(size.symbols());
    boolean holds = of.factor() != 0 && size.factor() % of.factor() == 0;
    for (String symbol : of.symbols()) {
      holds &= rest.remove(symbol);
    }
    return holds;
  }
}
