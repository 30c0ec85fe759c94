package io.tenon.nn;

import io.tenon.op.Pair;

/**
 * Numbers for rows and columns, with the text of how they were given: a {@code repr} tells 3 from
 * (3, 3).
 */
record GivenPair(Pair pair, String text) {
  /** One number for both. */
  static GivenPair both(int number) {
    return new GivenPair(Pair.of(number), Integer.toString(number));
  }

  /** A number for each. */
  static GivenPair each(Pair pair) {
    return new GivenPair(pair, pair.toString());
  }

  /** A number for each. */
  static GivenPair each(int h, int w) {
    return each(new Pair(h, w));
  }

  @Override
  public String toString() {
    return text;
  }
}
