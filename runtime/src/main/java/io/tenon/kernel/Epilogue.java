package io.tenon.kernel;

/** What a tile does to each sum, bias added, before it stores it. */
public enum Epilogue {
  /** Nothing. */
  NONE,
  /** {@code max(0, v)}; NaN stays NaN. */
  RELU,
  /** {@code min(6, max(0, v))}; NaN stays NaN. */
  RELU6;

  /** The epilogue of one number. */
  public float of(float v) {
    return switch (this) {
      case NONE -> v;
      case RELU -> v < 0 ? 0 : v;
      case RELU6 -> v < 0 ? 0 : v > 6 ? 6 : v;
    };
  }
}
