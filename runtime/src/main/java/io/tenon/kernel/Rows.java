package io.tenon.kernel;

/** Rows of results that were stored with gaps between them. Called by generated code. */
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
}
