package io.tenon.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A size as a number times symbols: {@code 400}, {@code N}, {@code 6·N·T}. Symbols are in
 * alphabetical order and may repeat.
 */
public record Size(int factor, List<String> symbols) {
  /** Sorts the symbols. */
  public Size {
    List<String> sorted = new ArrayList<>(symbols);
    Collections.sort(sorted);
    symbols = List.copyOf(sorted);
  }

  /** A size without symbols. */
  public static Size of(int number) {
    return new Size(number, List.of());
  }

  /** Whether there is no symbol in it. */
  public boolean isConstant() {
    return symbols.isEmpty();
  }

  /** The product of two sizes. */
  public Size times(Size other) {
    List<String> both = new ArrayList<>(symbols);
    both.addAll(other.symbols);
    return new Size(Math.multiplyExact(factor, other.factor), both);
  }

  /** {@code 6·N}. */
  @Override
  public String toString() {
    if (isConstant()) {
      return Integer.toString(factor);
    }
    String product = String.join("·", symbols);
    return factor == 1 ? product : factor + "·" + product;
  }
}
