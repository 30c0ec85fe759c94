package io.tenon.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The primes that stand for unknown sizes in one trace. Library code computes with plain {@code
 * int}s; a size it ends up with is read back by dividing the primes out. Primes are near 10,000, so
 * that a product with other sizes still fits an {@code int} and no real size is a multiple of one
 * by chance.
 */
public final class Symbols {
  private final Map<String, Integer> primes = new LinkedHashMap<>();
  private int next;

  private Symbols(int first) {
    next = first;
  }

  /** The symbols of the trace number {@code trace}, 0 or 1: no prime stands in both. */
  public static Symbols forTrace(int trace) {
    return new Symbols(trace == 0 ? 10_007 : 20_011);
  }

  /** The prime that stands for {@code symbol}, the same at every call. */
  public int prime(String symbol) {
    return primes.computeIfAbsent(symbol, name -> nextPrime());
  }

  /** The symbols in the order they were first asked for. */
  public List<String> names() {
    return List.copyOf(primes.keySet());
  }

  private int nextPrime() {
    int candidate = next;
    while (!isPrime(candidate)) {
      candidate++;
    }
    next = candidate + 1;
    return candidate;
  }

  private static boolean isPrime(int candidate) {
    for (int divisor = 2; divisor * divisor <= candidate; divisor++) {
      if (candidate % divisor == 0) {
        return false;
      }
    }
    return true;
  }

  /** {@code size} as a number times symbols. */
  public Size read(int size) {
    List<String> found = new ArrayList<>();
    int rest = size;
    for (Map.Entry<String, Integer> symbol : primes.entrySet()) {
      while (rest != 0 && rest % symbol.getValue() == 0) {
        found.add(symbol.getKey());
        rest /= symbol.getValue();
      }
    }
    return new Size(rest, found);
  }
}
