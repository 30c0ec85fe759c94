package io.tenon.op;

/** Rows and columns added around a map. */
public record Padding(int left, int right, int top, int bottom) {
  /** None. */
  public static final Padding NONE = new Padding(0, 0, 0, 0);

  /** The same on opposite sides. */
  public static Padding of(Pair both) {
    return new Padding(both.w(), both.w(), both.h(), both.h());
  }

  /** {@code (left, right, top, bottom)}, the order of {@code F.pad}. */
  @Override
  public String toString() {
    return "(" + left + ", " + right + ", " + top + ", " + bottom + ")";
  }
}
