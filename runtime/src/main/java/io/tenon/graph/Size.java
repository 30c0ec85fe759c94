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

  /** Written out, as is the hash code: a record's own take 20 ms the first time they are used. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Size size && factor == size.factor && symbols.equals(size.symbols);
  }

  @Override
  public int hashCode() {
    return 31 * factor + symbols.hashCode();
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
