package io.tenon.processor.plan;

/** How the elements of one sample lie. */
public enum Layout {
  /** As PyTorch has them, row-major. */
  PLANES,
  /**
   * Maps [C, H, W] as [C, H, 2·W], each row in the first half of its place: few channels, pooled.
   */
  ROWS,
  /** Rows of features [T, E] as columns of wider rows, which other values share. */
  COLUMNS,
  /** Maps [C, H, W] as [⌈C / 16⌉, H, W, 16]: 16 channels side by side, for the tiles. */
  BLOCKS
}
