package io.tenon.kernel;

/** Rows that lie with gaps between them, or are parts of others. Called by generated code. */
public final class Rows {
  private Rows() {}

  /**
   * Copies {@code count} rows of {@code width} numbers, which lie {@code fromStep} apart and come
   * to lie {@code toStep} apart: the outputs out of whole blocks, say.
   */
  public static void copy(
      int count,
      float[] from,
      int fromAt,
      int fromStep,
      float[] to,
      int toAt,
      int toStep,
      int width) {
    for (int row = 0; row < count; row++) {
      System.arraycopy(from, fromAt + row * fromStep, to, toAt + row * toStep, width);
    }
  }

  /**
   * Requires that a part of {@code size} rows ends within them.
   *
   * @throws IndexOutOfBoundsException if it does not
   */
  public static void requireWithin(String operation, int end, int size) {
    if (end > size) {
      throw new IndexOutOfBoundsException(
          operation + ": position " + (end - 1) + " is out of range: there are " + size);
    }
  }
}
