package io.tenon.op;

/** Two attributes of a 2-d operation, for rows and for columns; prints as PyTorch's tuple. */
public record Pair(int h, int w) {
  /** The same for both. */
  public static Pair of(int both) {
    return new Pair(both, both);
  }

  @Override
  public String toString() {
    return "(" + h + ", " + w + ")";
  }
}
