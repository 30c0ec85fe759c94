package io.tenon.kernel;

/** What is done to rows before and behind the products of a Winograd convolution. */
public interface WinogradKernels {
  /**
   * A row of tiles of a Winograd convolution, seen at its points: V = B d Bᵀ for each tile d and
   * each channel. Tiles begin {@link WinogradTile#results} elements apart; the last one ends where
   * the row of {@code width + 2} elements ends.
   *
   * <pre>
   * v[vAt + p·vPoint + b·vBlock + t·16 + c] = V[p]
   * </pre>
   *
   * for points p of tile t, blocks b and lanes c below 16.
   *
   * @param xRow from a row of x to the next; as many are read as a tile is high
   * @param width how many results the row has, at least as many as a tile
   * @param scratch room for {@link WinogradTile#scratch}
   * @throws IllegalArgumentException if a tile doesn't fit the row
   */
  void winogradInput(
      WinogradTile tile,
      float[] x,
      int xAt,
      int xRow,
      int xBlock,
      int blocks,
      int width,
      float[] v,
      int vAt,
      int vPoint,
      int vBlock,
      float[] scratch,
      int scratchAt);

  /**
   * A row of tiles of a Winograd convolution, interpolated: {@code y = epilogue(A M Aᵀ + bias + z)}
   * for each tile, whose products M lie as {@link #winogradInput} leaves V.
   *
   * @param z what is added; null for nothing. It may be y
   * @param skip how many of the tiles' first rows are not stored, since those above hold them too
   * @param yRow from a row of y to the next
   * @param scratch room for {@link WinogradTile#scratch}
   * @throws IllegalArgumentException if a tile doesn't fit the row
   */
  void winogradOutput(
      WinogradTile tile,
      float[] m,
      int mAt,
      int mPoint,
      int mBlock,
      int blocks,
      int width,
      int skip,
      float[] bias,
      int biasAt,
      float[] z,
      int zAt,
      int zRow,
      int zBlock,
      float[] y,
      int yAt,
      int yRow,
      int yBlock,
      Epilogue epilogue,
      float[] scratch,
      int scratchAt);
}
