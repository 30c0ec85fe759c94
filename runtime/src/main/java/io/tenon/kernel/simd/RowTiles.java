package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.LENGTH;
import static io.tenon.kernel.simd.Columns.SPECIES;
import static io.tenon.kernel.simd.Columns.ZERO;
import static io.tenon.kernel.simd.Columns.resultAt;
import static io.tenon.kernel.simd.Columns.stored;
import static io.tenon.kernel.simd.Columns.weightsAt;
import static io.tenon.kernel.simd.Columns.whole;

import io.tenon.kernel.Panel;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * The register tiles of {@code Kernels.rows}: sums for some positions by some columns.
 *
 * <p>Each tile keeps its sums in registers through one loop over the terms: C2 boxes vectors that
 * are carried through two nested loops (JDK 17) or passed to a helper that it does not inline. So
 * the tiles are written out, and what they share is arithmetic on offsets alone. Columns are
 * vectors of outputs; a block of 16 outputs has one to four.
 */
final class RowTiles {
  private RowTiles() {}

  /** 14 positions by 1 column. */
  static void rows14x1(
      Panel p,
      int column,
      float[] x,
      int xAt,
      int xStep,
      float[] y,
      int yAt,
      int yStep,
      int yBlock) {
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int w0 = weightsAt(p, column);
    FloatVector bias0 = FloatVector.fromArray(SPECIES, p.bias, (column + 0) * LENGTH);
    FloatVector s0c0 = ZERO;
    FloatVector s1c0 = ZERO;
    FloatVector s2c0 = ZERO;
    FloatVector s3c0 = ZERO;
    FloatVector s4c0 = ZERO;
    FloatVector s5c0 = ZERO;
    FloatVector s6c0 = ZERO;
    FloatVector s7c0 = ZERO;
    FloatVector s8c0 = ZERO;
    FloatVector s9c0 = ZERO;
    FloatVector s10c0 = ZERO;
    FloatVector s11c0 = ZERO;
    FloatVector s12c0 = ZERO;
    FloatVector s13c0 = ZERO;
    for (int k = 0; k < offsets.length; k++) {
      int at = xAt + offsets[k];
      FloatVector v0 = FloatVector.fromArray(SPECIES, w, w0 + k * Panel.LANES);
      s0c0 = v0.fma(FloatVector.broadcast(SPECIES, x[at]), s0c0);
      s1c0 = v0.fma(FloatVector.broadcast(SPECIES, x[at + xStep]), s1c0);
      s2c0 = v0.fma(FloatVector.broadcast(SPECIES, x[at + 2 * xStep]), s2c0);
      s3c0 = v0.fma(FloatVector.broadcast(SPECIES, x[at + 3 * xStep]), s3c0);
      s4c0 = v0.fma(FloatVector.broadcast(SPECIES, x[at + 4 * xStep]), s4c0);
      s5c0 = v0.fma(FloatVector.broadcast(SPECIES, x[at + 5 * xStep]), s5c0);
      s6c0 = v0.fma(FloatVector.broadcast(SPECIES, x[at + 6 * xStep]), s6c0);
      s7c0 = v0.fma(FloatVector.broadcast(SPECIES, x[at + 7 * xStep]), s7c0);
      s8c0 = v0.fma(FloatVector.broadcast(SPECIES, x[at + 8 * xStep]), s8c0);
      s9c0 = v0.fma(FloatVector.broadcast(SPECIES, x[at + 9 * xStep]), s9c0);
      s10c0 = v0.fma(FloatVector.broadcast(SPECIES, x[at + 10 * xStep]), s10c0);
      s11c0 = v0.fma(FloatVector.broadcast(SPECIES, x[at + 11 * xStep]), s11c0);
      s12c0 = v0.fma(FloatVector.broadcast(SPECIES, x[at + 12 * xStep]), s12c0);
      s13c0 = v0.fma(FloatVector.broadcast(SPECIES, x[at + 13 * xStep]), s13c0);
    }
    int y0 = yAt + resultAt(column + 0, yBlock);
    if (whole(p, column)) {
      s0c0.add(bias0).intoArray(y, y0);
      s1c0.add(bias0).intoArray(y, y0 + yStep);
      s2c0.add(bias0).intoArray(y, y0 + 2 * yStep);
      s3c0.add(bias0).intoArray(y, y0 + 3 * yStep);
      s4c0.add(bias0).intoArray(y, y0 + 4 * yStep);
      s5c0.add(bias0).intoArray(y, y0 + 5 * yStep);
      s6c0.add(bias0).intoArray(y, y0 + 6 * yStep);
      s7c0.add(bias0).intoArray(y, y0 + 7 * yStep);
      s8c0.add(bias0).intoArray(y, y0 + 8 * yStep);
      s9c0.add(bias0).intoArray(y, y0 + 9 * yStep);
      s10c0.add(bias0).intoArray(y, y0 + 10 * yStep);
      s11c0.add(bias0).intoArray(y, y0 + 11 * yStep);
      s12c0.add(bias0).intoArray(y, y0 + 12 * yStep);
      s13c0.add(bias0).intoArray(y, y0 + 13 * yStep);
    } else {
      VectorMask<Float> mask0 = stored(p, column + 0);
      s0c0.add(bias0).intoArray(y, y0, mask0);
      s1c0.add(bias0).intoArray(y, y0 + yStep, mask0);
      s2c0.add(bias0).intoArray(y, y0 + 2 * yStep, mask0);
      s3c0.add(bias0).intoArray(y, y0 + 3 * yStep, mask0);
      s4c0.add(bias0).intoArray(y, y0 + 4 * yStep, mask0);
      s5c0.add(bias0).intoArray(y, y0 + 5 * yStep, mask0);
      s6c0.add(bias0).intoArray(y, y0 + 6 * yStep, mask0);
      s7c0.add(bias0).intoArray(y, y0 + 7 * yStep, mask0);
      s8c0.add(bias0).intoArray(y, y0 + 8 * yStep, mask0);
      s9c0.add(bias0).intoArray(y, y0 + 9 * yStep, mask0);
      s10c0.add(bias0).intoArray(y, y0 + 10 * yStep, mask0);
      s11c0.add(bias0).intoArray(y, y0 + 11 * yStep, mask0);
      s12c0.add(bias0).intoArray(y, y0 + 12 * yStep, mask0);
      s13c0.add(bias0).intoArray(y, y0 + 13 * yStep, mask0);
    }
  }

  /** 8 positions by 2 columns. */
  static void rows8x2(
      Panel p,
      int column,
      float[] x,
      int xAt,
      int xStep,
      float[] y,
      int yAt,
      int yStep,
      int yBlock) {
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int w0 = weightsAt(p, column);
    int w1 = weightsAt(p, column + 1);
    FloatVector bias0 = FloatVector.fromArray(SPECIES, p.bias, (column + 0) * LENGTH);
    FloatVector bias1 = FloatVector.fromArray(SPECIES, p.bias, (column + 1) * LENGTH);
    FloatVector s0c0 = ZERO;
    FloatVector s0c1 = ZERO;
    FloatVector s1c0 = ZERO;
    FloatVector s1c1 = ZERO;
    FloatVector s2c0 = ZERO;
    FloatVector s2c1 = ZERO;
    FloatVector s3c0 = ZERO;
    FloatVector s3c1 = ZERO;
    FloatVector s4c0 = ZERO;
    FloatVector s4c1 = ZERO;
    FloatVector s5c0 = ZERO;
    FloatVector s5c1 = ZERO;
    FloatVector s6c0 = ZERO;
    FloatVector s6c1 = ZERO;
    FloatVector s7c0 = ZERO;
    FloatVector s7c1 = ZERO;
    for (int k = 0; k < offsets.length; k++) {
      int at = xAt + offsets[k];
      FloatVector v0 = FloatVector.fromArray(SPECIES, w, w0 + k * Panel.LANES);
      FloatVector v1 = FloatVector.fromArray(SPECIES, w, w1 + k * Panel.LANES);
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[at]);
      s0c0 = v0.fma(x0, s0c0);
      s0c1 = v1.fma(x0, s0c1);
      FloatVector x1 = FloatVector.broadcast(SPECIES, x[at + xStep]);
      s1c0 = v0.fma(x1, s1c0);
      s1c1 = v1.fma(x1, s1c1);
      FloatVector x2 = FloatVector.broadcast(SPECIES, x[at + 2 * xStep]);
      s2c0 = v0.fma(x2, s2c0);
      s2c1 = v1.fma(x2, s2c1);
      FloatVector x3 = FloatVector.broadcast(SPECIES, x[at + 3 * xStep]);
      s3c0 = v0.fma(x3, s3c0);
      s3c1 = v1.fma(x3, s3c1);
      FloatVector x4 = FloatVector.broadcast(SPECIES, x[at + 4 * xStep]);
      s4c0 = v0.fma(x4, s4c0);
      s4c1 = v1.fma(x4, s4c1);
      FloatVector x5 = FloatVector.broadcast(SPECIES, x[at + 5 * xStep]);
      s5c0 = v0.fma(x5, s5c0);
      s5c1 = v1.fma(x5, s5c1);
      FloatVector x6 = FloatVector.broadcast(SPECIES, x[at + 6 * xStep]);
      s6c0 = v0.fma(x6, s6c0);
      s6c1 = v1.fma(x6, s6c1);
      FloatVector x7 = FloatVector.broadcast(SPECIES, x[at + 7 * xStep]);
      s7c0 = v0.fma(x7, s7c0);
      s7c1 = v1.fma(x7, s7c1);
    }
    int y0 = yAt + resultAt(column + 0, yBlock);
    int y1 = yAt + resultAt(column + 1, yBlock);
    if (whole(p, column + 1)) {
      s0c0.add(bias0).intoArray(y, y0);
      s0c1.add(bias1).intoArray(y, y1);
      s1c0.add(bias0).intoArray(y, y0 + yStep);
      s1c1.add(bias1).intoArray(y, y1 + yStep);
      s2c0.add(bias0).intoArray(y, y0 + 2 * yStep);
      s2c1.add(bias1).intoArray(y, y1 + 2 * yStep);
      s3c0.add(bias0).intoArray(y, y0 + 3 * yStep);
      s3c1.add(bias1).intoArray(y, y1 + 3 * yStep);
      s4c0.add(bias0).intoArray(y, y0 + 4 * yStep);
      s4c1.add(bias1).intoArray(y, y1 + 4 * yStep);
      s5c0.add(bias0).intoArray(y, y0 + 5 * yStep);
      s5c1.add(bias1).intoArray(y, y1 + 5 * yStep);
      s6c0.add(bias0).intoArray(y, y0 + 6 * yStep);
      s6c1.add(bias1).intoArray(y, y1 + 6 * yStep);
      s7c0.add(bias0).intoArray(y, y0 + 7 * yStep);
      s7c1.add(bias1).intoArray(y, y1 + 7 * yStep);
    } else {
      VectorMask<Float> mask0 = stored(p, column + 0);
      VectorMask<Float> mask1 = stored(p, column + 1);
      s0c0.add(bias0).intoArray(y, y0, mask0);
      s0c1.add(bias1).intoArray(y, y1, mask1);
      s1c0.add(bias0).intoArray(y, y0 + yStep, mask0);
      s1c1.add(bias1).intoArray(y, y1 + yStep, mask1);
      s2c0.add(bias0).intoArray(y, y0 + 2 * yStep, mask0);
      s2c1.add(bias1).intoArray(y, y1 + 2 * yStep, mask1);
      s3c0.add(bias0).intoArray(y, y0 + 3 * yStep, mask0);
      s3c1.add(bias1).intoArray(y, y1 + 3 * yStep, mask1);
      s4c0.add(bias0).intoArray(y, y0 + 4 * yStep, mask0);
      s4c1.add(bias1).intoArray(y, y1 + 4 * yStep, mask1);
      s5c0.add(bias0).intoArray(y, y0 + 5 * yStep, mask0);
      s5c1.add(bias1).intoArray(y, y1 + 5 * yStep, mask1);
      s6c0.add(bias0).intoArray(y, y0 + 6 * yStep, mask0);
      s6c1.add(bias1).intoArray(y, y1 + 6 * yStep, mask1);
      s7c0.add(bias0).intoArray(y, y0 + 7 * yStep, mask0);
      s7c1.add(bias1).intoArray(y, y1 + 7 * yStep, mask1);
    }
  }

  /** 4 positions by 2 columns. */
  static void rows4x2(
      Panel p,
      int column,
      float[] x,
      int xAt,
      int xStep,
      float[] y,
      int yAt,
      int yStep,
      int yBlock) {
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int w0 = weightsAt(p, column);
    int w1 = weightsAt(p, column + 1);
    FloatVector bias0 = FloatVector.fromArray(SPECIES, p.bias, (column + 0) * LENGTH);
    FloatVector bias1 = FloatVector.fromArray(SPECIES, p.bias, (column + 1) * LENGTH);
    FloatVector s0c0 = ZERO;
    FloatVector s0c1 = ZERO;
    FloatVector s1c0 = ZERO;
    FloatVector s1c1 = ZERO;
    FloatVector s2c0 = ZERO;
    FloatVector s2c1 = ZERO;
    FloatVector s3c0 = ZERO;
    FloatVector s3c1 = ZERO;
    for (int k = 0; k < offsets.length; k++) {
      int at = xAt + offsets[k];
      FloatVector v0 = FloatVector.fromArray(SPECIES, w, w0 + k * Panel.LANES);
      FloatVector v1 = FloatVector.fromArray(SPECIES, w, w1 + k * Panel.LANES);
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[at]);
      s0c0 = v0.fma(x0, s0c0);
      s0c1 = v1.fma(x0, s0c1);
      FloatVector x1 = FloatVector.broadcast(SPECIES, x[at + xStep]);
      s1c0 = v0.fma(x1, s1c0);
      s1c1 = v1.fma(x1, s1c1);
      FloatVector x2 = FloatVector.broadcast(SPECIES, x[at + 2 * xStep]);
      s2c0 = v0.fma(x2, s2c0);
      s2c1 = v1.fma(x2, s2c1);
      FloatVector x3 = FloatVector.broadcast(SPECIES, x[at + 3 * xStep]);
      s3c0 = v0.fma(x3, s3c0);
      s3c1 = v1.fma(x3, s3c1);
    }
    int y0 = yAt + resultAt(column + 0, yBlock);
    int y1 = yAt + resultAt(column + 1, yBlock);
    if (whole(p, column + 1)) {
      s0c0.add(bias0).intoArray(y, y0);
      s0c1.add(bias1).intoArray(y, y1);
      s1c0.add(bias0).intoArray(y, y0 + yStep);
      s1c1.add(bias1).intoArray(y, y1 + yStep);
      s2c0.add(bias0).intoArray(y, y0 + 2 * yStep);
      s2c1.add(bias1).intoArray(y, y1 + 2 * yStep);
      s3c0.add(bias0).intoArray(y, y0 + 3 * yStep);
      s3c1.add(bias1).intoArray(y, y1 + 3 * yStep);
    } else {
      VectorMask<Float> mask0 = stored(p, column + 0);
      VectorMask<Float> mask1 = stored(p, column + 1);
      s0c0.add(bias0).intoArray(y, y0, mask0);
      s0c1.add(bias1).intoArray(y, y1, mask1);
      s1c0.add(bias0).intoArray(y, y0 + yStep, mask0);
      s1c1.add(bias1).intoArray(y, y1 + yStep, mask1);
      s2c0.add(bias0).intoArray(y, y0 + 2 * yStep, mask0);
      s2c1.add(bias1).intoArray(y, y1 + 2 * yStep, mask1);
      s3c0.add(bias0).intoArray(y, y0 + 3 * yStep, mask0);
      s3c1.add(bias1).intoArray(y, y1 + 3 * yStep, mask1);
    }
  }

  /** 4 positions by 1 column. */
  static void rows4x1(
      Panel p,
      int column,
      float[] x,
      int xAt,
      int xStep,
      float[] y,
      int yAt,
      int yStep,
      int yBlock) {
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int w0 = weightsAt(p, column);
    FloatVector bias0 = FloatVector.fromArray(SPECIES, p.bias, (column + 0) * LENGTH);
    FloatVector s0c0 = ZERO;
    FloatVector s1c0 = ZERO;
    FloatVector s2c0 = ZERO;
    FloatVector s3c0 = ZERO;
    for (int k = 0; k < offsets.length; k++) {
      int at = xAt + offsets[k];
      FloatVector v0 = FloatVector.fromArray(SPECIES, w, w0 + k * Panel.LANES);
      s0c0 = v0.fma(FloatVector.broadcast(SPECIES, x[at]), s0c0);
      s1c0 = v0.fma(FloatVector.broadcast(SPECIES, x[at + xStep]), s1c0);
      s2c0 = v0.fma(FloatVector.broadcast(SPECIES, x[at + 2 * xStep]), s2c0);
      s3c0 = v0.fma(FloatVector.broadcast(SPECIES, x[at + 3 * xStep]), s3c0);
    }
    int y0 = yAt + resultAt(column + 0, yBlock);
    if (whole(p, column)) {
      s0c0.add(bias0).intoArray(y, y0);
      s1c0.add(bias0).intoArray(y, y0 + yStep);
      s2c0.add(bias0).intoArray(y, y0 + 2 * yStep);
      s3c0.add(bias0).intoArray(y, y0 + 3 * yStep);
    } else {
      VectorMask<Float> mask0 = stored(p, column + 0);
      s0c0.add(bias0).intoArray(y, y0, mask0);
      s1c0.add(bias0).intoArray(y, y0 + yStep, mask0);
      s2c0.add(bias0).intoArray(y, y0 + 2 * yStep, mask0);
      s3c0.add(bias0).intoArray(y, y0 + 3 * yStep, mask0);
    }
  }

  /** 2 positions by 1 column. */
  static void rows2x1(
      Panel p,
      int column,
      float[] x,
      int xAt,
      int xStep,
      float[] y,
      int yAt,
      int yStep,
      int yBlock) {
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int w0 = weightsAt(p, column);
    FloatVector bias0 = FloatVector.fromArray(SPECIES, p.bias, (column + 0) * LENGTH);
    FloatVector s0c0 = ZERO;
    FloatVector s1c0 = ZERO;
    for (int k = 0; k < offsets.length; k++) {
      int at = xAt + offsets[k];
      FloatVector v0 = FloatVector.fromArray(SPECIES, w, w0 + k * Panel.LANES);
      s0c0 = v0.fma(FloatVector.broadcast(SPECIES, x[at]), s0c0);
      s1c0 = v0.fma(FloatVector.broadcast(SPECIES, x[at + xStep]), s1c0);
    }
    int y0 = yAt + resultAt(column + 0, yBlock);
    if (whole(p, column)) {
      s0c0.add(bias0).intoArray(y, y0);
      s1c0.add(bias0).intoArray(y, y0 + yStep);
    } else {
      VectorMask<Float> mask0 = stored(p, column + 0);
      s0c0.add(bias0).intoArray(y, y0, mask0);
      s1c0.add(bias0).intoArray(y, y0 + yStep, mask0);
    }
  }

  /** 1 position by 2 columns. */
  static void rows1x2(
      Panel p,
      int column,
      float[] x,
      int xAt,
      int xStep,
      float[] y,
      int yAt,
      int yStep,
      int yBlock) {
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int w0 = weightsAt(p, column);
    int w1 = weightsAt(p, column + 1);
    FloatVector bias0 = FloatVector.fromArray(SPECIES, p.bias, (column + 0) * LENGTH);
    FloatVector bias1 = FloatVector.fromArray(SPECIES, p.bias, (column + 1) * LENGTH);
    FloatVector s0c0 = ZERO;
    FloatVector s0c1 = ZERO;
    for (int k = 0; k < offsets.length; k++) {
      int at = xAt + offsets[k];
      FloatVector v0 = FloatVector.fromArray(SPECIES, w, w0 + k * Panel.LANES);
      FloatVector v1 = FloatVector.fromArray(SPECIES, w, w1 + k * Panel.LANES);
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[at]);
      s0c0 = v0.fma(x0, s0c0);
      s0c1 = v1.fma(x0, s0c1);
    }
    int y0 = yAt + resultAt(column + 0, yBlock);
    int y1 = yAt + resultAt(column + 1, yBlock);
    if (whole(p, column + 1)) {
      s0c0.add(bias0).intoArray(y, y0);
      s0c1.add(bias1).intoArray(y, y1);
    } else {
      VectorMask<Float> mask0 = stored(p, column + 0);
      VectorMask<Float> mask1 = stored(p, column + 1);
      s0c0.add(bias0).intoArray(y, y0, mask0);
      s0c1.add(bias1).intoArray(y, y1, mask1);
    }
  }

  /** 1 position by 1 column. */
  static void rows1x1(
      Panel p,
      int column,
      float[] x,
      int xAt,
      int xStep,
      float[] y,
      int yAt,
      int yStep,
      int yBlock) {
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int w0 = weightsAt(p, column);
    FloatVector bias0 = FloatVector.fromArray(SPECIES, p.bias, (column + 0) * LENGTH);
    FloatVector s0c0 = ZERO;
    for (int k = 0; k < offsets.length; k++) {
      int at = xAt + offsets[k];
      FloatVector v0 = FloatVector.fromArray(SPECIES, w, w0 + k * Panel.LANES);
      s0c0 = v0.fma(FloatVector.broadcast(SPECIES, x[at]), s0c0);
    }
    int y0 = yAt + resultAt(column + 0, yBlock);
    if (whole(p, column)) {
      s0c0.add(bias0).intoArray(y, y0);
    } else {
      VectorMask<Float> mask0 = stored(p, column + 0);
      s0c0.add(bias0).intoArray(y, y0, mask0);
    }
  }

  /** 1 position by 8 columns. */
  static void rows1x8(
      Panel p,
      int column,
      float[] x,
      int xAt,
      int xStep,
      float[] y,
      int yAt,
      int yStep,
      int yBlock) {
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int w0 = weightsAt(p, column);
    int w1 = weightsAt(p, column + 1);
    int w2 = weightsAt(p, column + 2);
    int w3 = weightsAt(p, column + 3);
    int w4 = weightsAt(p, column + 4);
    int w5 = weightsAt(p, column + 5);
    int w6 = weightsAt(p, column + 6);
    int w7 = weightsAt(p, column + 7);
    FloatVector bias0 = FloatVector.fromArray(SPECIES, p.bias, (column + 0) * LENGTH);
    FloatVector bias1 = FloatVector.fromArray(SPECIES, p.bias, (column + 1) * LENGTH);
    FloatVector bias2 = FloatVector.fromArray(SPECIES, p.bias, (column + 2) * LENGTH);
    FloatVector bias3 = FloatVector.fromArray(SPECIES, p.bias, (column + 3) * LENGTH);
    FloatVector bias4 = FloatVector.fromArray(SPECIES, p.bias, (column + 4) * LENGTH);
    FloatVector bias5 = FloatVector.fromArray(SPECIES, p.bias, (column + 5) * LENGTH);
    FloatVector bias6 = FloatVector.fromArray(SPECIES, p.bias, (column + 6) * LENGTH);
    FloatVector bias7 = FloatVector.fromArray(SPECIES, p.bias, (column + 7) * LENGTH);
    FloatVector s0c0 = ZERO;
    FloatVector s0c1 = ZERO;
    FloatVector s0c2 = ZERO;
    FloatVector s0c3 = ZERO;
    FloatVector s0c4 = ZERO;
    FloatVector s0c5 = ZERO;
    FloatVector s0c6 = ZERO;
    FloatVector s0c7 = ZERO;
    for (int k = 0; k < offsets.length; k++) {
      int at = xAt + offsets[k];
      FloatVector v0 = FloatVector.fromArray(SPECIES, w, w0 + k * Panel.LANES);
      FloatVector v1 = FloatVector.fromArray(SPECIES, w, w1 + k * Panel.LANES);
      FloatVector v2 = FloatVector.fromArray(SPECIES, w, w2 + k * Panel.LANES);
      FloatVector v3 = FloatVector.fromArray(SPECIES, w, w3 + k * Panel.LANES);
      FloatVector v4 = FloatVector.fromArray(SPECIES, w, w4 + k * Panel.LANES);
      FloatVector v5 = FloatVector.fromArray(SPECIES, w, w5 + k * Panel.LANES);
      FloatVector v6 = FloatVector.fromArray(SPECIES, w, w6 + k * Panel.LANES);
      FloatVector v7 = FloatVector.fromArray(SPECIES, w, w7 + k * Panel.LANES);
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[at]);
      s0c0 = v0.fma(x0, s0c0);
      s0c1 = v1.fma(x0, s0c1);
      s0c2 = v2.fma(x0, s0c2);
      s0c3 = v3.fma(x0, s0c3);
      s0c4 = v4.fma(x0, s0c4);
      s0c5 = v5.fma(x0, s0c5);
      s0c6 = v6.fma(x0, s0c6);
      s0c7 = v7.fma(x0, s0c7);
    }
    int y0 = yAt + resultAt(column + 0, yBlock);
    int y1 = yAt + resultAt(column + 1, yBlock);
    int y2 = yAt + resultAt(column + 2, yBlock);
    int y3 = yAt + resultAt(column + 3, yBlock);
    int y4 = yAt + resultAt(column + 4, yBlock);
    int y5 = yAt + resultAt(column + 5, yBlock);
    int y6 = yAt + resultAt(column + 6, yBlock);
    int y7 = yAt + resultAt(column + 7, yBlock);
    if (whole(p, column + 7)) {
      s0c0.add(bias0).intoArray(y, y0);
      s0c1.add(bias1).intoArray(y, y1);
      s0c2.add(bias2).intoArray(y, y2);
      s0c3.add(bias3).intoArray(y, y3);
      s0c4.add(bias4).intoArray(y, y4);
      s0c5.add(bias5).intoArray(y, y5);
      s0c6.add(bias6).intoArray(y, y6);
      s0c7.add(bias7).intoArray(y, y7);
    } else {
      VectorMask<Float> mask0 = stored(p, column + 0);
      VectorMask<Float> mask1 = stored(p, column + 1);
      VectorMask<Float> mask2 = stored(p, column + 2);
      VectorMask<Float> mask3 = stored(p, column + 3);
      VectorMask<Float> mask4 = stored(p, column + 4);
      VectorMask<Float> mask5 = stored(p, column + 5);
      VectorMask<Float> mask6 = stored(p, column + 6);
      VectorMask<Float> mask7 = stored(p, column + 7);
      s0c0.add(bias0).intoArray(y, y0, mask0);
      s0c1.add(bias1).intoArray(y, y1, mask1);
      s0c2.add(bias2).intoArray(y, y2, mask2);
      s0c3.add(bias3).intoArray(y, y3, mask3);
      s0c4.add(bias4).intoArray(y, y4, mask4);
      s0c5.add(bias5).intoArray(y, y5, mask5);
      s0c6.add(bias6).intoArray(y, y6, mask6);
      s0c7.add(bias7).intoArray(y, y7, mask7);
    }
  }
}
