package io.tenon.kernel;

/** What a tile does to each sum, bias added, before it stores it. */
public enum Epilogue {
  /** Nothing. */
  NONE,
  /** {@code max(0, v)}; NaN stays NaN. */
  RELU,
  /** {@code min(6, max(0, v))}; NaN stays NaN. */
  RELU6
}
