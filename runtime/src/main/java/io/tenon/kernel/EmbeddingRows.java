package io.tenon.kernel;

/** Rows of an embedding's weight, by ids. Called by generated code. */
public final class EmbeddingRows {
  private EmbeddingRows() {}

  /**
   * Copies the weight's row of each of {@code count} ids.
   *
   * @param weight [rows, width] from {@code weightAt} on
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public static void gather(
      int count,
      long[] ids,
      int idsAt,
      float[] weight,
      int weightAt,
      int rows,
      int width,
      float[] y,
      int yAt) {
    for (int i = 0; i < count; i++) {
      long id = ids[idsAt + i];
      if (id < 0 || id >= rows) {
        throw new IndexOutOfBoundsException(
            "embedding: id "
                + id
                + " at position "
                + (idsAt + i)
                + " is out of range: there are "
                + rows);
      }
      System.arraycopy(weight, weightAt + (int) id * width, y, yAt + i * width, width);
    }
  }
}
