package io.tenon.processor.plan;

import io.tenon.graph.Size;
import io.tenon.graph.Symbols;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A count that may depend on unknown sizes, as a sum of numbers times symbols: {@code 3136 +
 * 400·N}. A symbol is a name that means the same in generated Java.
 */
public final class Amount {
  /** Nothing. */
  public static final Amount ZERO = new Amount(new TreeMap<>());

  private final TreeMap<String, Long> terms; // by the product of symbols, "" for the number itself

  private Amount(TreeMap<String, Long> terms) {
    this.terms = terms;
  }

  /** A number. */
  public static Amount of(long number) {
    return term("", number);
  }

  /** One symbol. */
  public static Amount symbol(String name) {
    return term(name, 1);
  }

  /** A size. */
  public static Amount of(Size size) {
    return term(String.join(" * ", size.symbols()), size.factor());
  }

  /** The product of sizes. */
  public static Amount product(List<Size> sizes) {
    Size product = Size.of(1);
    for (Size size : sizes) {
      product = product.times(size);
    }
    return of(product);
  }

  /** A number that was computed from the primes that stand for symbols. */
  public static Amount of(long number, Symbols symbols) {
    List<String> found = new ArrayList<>();
    long rest = number;
    for (String name : symbols.names()) {
      int prime = symbols.prime(name);
      while (rest != 0 && rest % prime == 0) {
        found.add(name);
        rest /= prime;
      }
    }
    Collections.sort(found);
    return term(String.join(" * ", found), rest);
  }

  private static Amount term(String symbols, long factor) {
    TreeMap<String, Long> terms = new TreeMap<>();
    if (factor != 0) {
      terms.put(symbols, factor);
    }
    return new Amount(terms);
  }

  /** The sum. */
  public Amount plus(Amount other) {
    TreeMap<String, Long> sum = new TreeMap<>(terms);
    other.terms.forEach((symbols, factor) -> sum.merge(symbols, factor, Long::sum));
    sum.values().removeIf(factor -> factor == 0);
    return new Amount(sum);
  }

  /** The product. */
  public Amount times(Amount other) {
    TreeMap<String, Long> product = new TreeMap<>();
    terms.forEach(
        (a, m) -> other.terms.forEach((b, n) -> product.merge(join(a, b), m * n, Long::sum)));
    return new Amount(product);
  }

  private static String join(String a, String b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a + b;
    }
    List<String> symbols = new ArrayList<>(List.of((a + " * " + b).split(" \\* ")));
    Collections.sort(symbols);
    return String.join(" * ", symbols);
  }

  /** The product. */
  public Amount times(long number) {
    return times(of(number));
  }

  /** Whether there is no symbol in it. */
  public boolean isConstant() {
    return terms.isEmpty() || terms.keySet().equals(Set.of(""));
  }

  /** The number, where there is no symbol in it. */
  public long number() {
    if (!isConstant()) {
      throw new IllegalStateException(this + " is not constant");
    }
    return terms.getOrDefault("", 0L);
  }

  /** What it is where these symbols are 1. */
  public Amount atOne(Collection<String> symbols) {
    Amount sum = ZERO;
    for (Map.Entry<String, Long> term : terms.entrySet()) {
      List<String> rest = new ArrayList<>(List.of(term.getKey().split(" \\* ")));
      rest.removeAll(symbols);
      sum = sum.plus(term(String.join(" * ", rest), term.getValue()));
    }
    return sum;
  }

  /** The product of symbols that this is a multiple of: {@code T} of {@code 64·T}; else itself. */
  Amount unknown() {
    return terms.size() > 1 ? this : terms.isEmpty() ? of(1) : term(terms.firstKey(), 1);
  }

  /** How many times {@link #unknown} it is. */
  long factor() {
    return terms.size() > 1 ? 1 : terms.isEmpty() ? 0 : terms.firstEntry().getValue();
  }

  /** A Java expression of type {@code int}: {@code 3_136 + N * 400}. */
  public String java() {
    return text(" * ", "", true);
  }

  /** A Java expression of type {@code long}: {@code 84L * classes}. */
  public String javaLong() {
    return text(" * ", "L", true);
  }

  /** For a table: {@code 84·classes}. */
  @Override
  public String toString() {
    return text("·", "", false);
  }

  private String text(String times, String suffix, boolean java) {
    if (terms.isEmpty()) {
      return "0";
    }
    StringBuilder sum = new StringBuilder();
    for (boolean less : new boolean[] {false, true}) { // what is taken away comes last
      for (Map.Entry<String, Long> term : terms.entrySet()) {
        if (term.getValue() < 0 == less) {
          String symbols = java ? term.getKey() : term.getKey().replace(" * ", "·");
          sum.append(sum.length() == 0 ? less ? "-" : "" : less ? " - " : " + ");
          sum.append(text(symbols, Math.abs(term.getValue()), times, suffix, java));
        }
      }
    }
    return sum.toString();
  }

  private static String text(
      String symbols, long factor, String times, String suffix, boolean java) {
    String number = java ? literal(factor) : grouped(factor);
    if (symbols.isEmpty()) {
      return number + (factor > Integer.MAX_VALUE ? suffix : "");
    }
    return factor == 1 && suffix.isEmpty() ? symbols : number + suffix + times + symbols;
  }

  /** {@code 3_136}, as people write long numbers in Java. */
  public static String literal(long number) {
    return grouped(number).replace(',', '_');
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Amount amount && amount.terms.equals(terms);
  }

  @Override
  public int hashCode() {
    return terms.hashCode();
  }
}
