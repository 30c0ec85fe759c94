package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.INTS;
import static io.tenon.kernel.simd.Columns.LENGTH;
import static io.tenon.kernel.simd.Columns.SPECIES;
import static io.tenon.kernel.simd.Columns.weightsAt;
import static jdk.incubator.vector.VectorOperators.NE;

import io.tenon.kernel.Epilogue;
import io.tenon.kernel.Panel;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * Rows of {@code Kernels.depthwise} for 3×3 windows without gaps. With nine terms a column's
 * weights stay in registers for all rows, and four windows at a time share the operands that they
 * overlap in: 18 loads instead of 36, which matters most where a vector lies across two lines of
 * the cache.
 *
 * <p>The epilogue is done on bits: as integers, numbers from 0 on are in order, and all below are
 * negative. To compare numbers costs twice as much on JDK 17, where a mask is a vector as well: 19
 * cycles for a result, of which 5 are left here. Bits would lose NaN, so four sums are first added
 * up: if the total is NaN, which is rare, everything is computed once more, one by one.
 *
 * <p>No sum is carried from one turn of the loop to the next. What is left of a row is done by a
 * turn that reaches back over positions that are done.
 */
final class NineTerms {
  private static final int TERMS = 9;
  private static final int POSITIONS = 4;

  private NineTerms() {}

  /** Whether these tiles compute a panel's row of {@code count} positions. */
  static boolean fits(Panel p, int xStep, int count) {
    int[] at = p.offsets;
    if (at.length != TERMS
        || count < POSITIONS
        || xStep != Panel.LANES && xStep != 2 * Panel.LANES) {
      return false;
    }
    for (int k = 0; k < TERMS; k++) {
      if (at[k] != at[k / 3 * 3] + k % 3 * Panel.LANES) {
        return false;
      }
    }
    return true;
  }

  static void run(
      Panel p,
      float[] x,
      int xAt,
      int xStep,
      int xRow,
      int xBlock,
      int rows,
      int count,
      float[] y,
      int yAt,
      int yRow,
      int yBlock,
      Epilogue epilogue) {
    int perBlock = Panel.LANES / LENGTH;
    int low = Columns.leastBits(epilogue);
    int high = Columns.mostBits(epilogue);
    for (int column = 0; column < Columns.count(p); column++) {
      int lane = column % perBlock * LENGTH;
      int from = xAt + column / perBlock * xBlock + lane;
      int to = yAt + column / perBlock * yBlock + lane;
      boolean done =
          xStep == Panel.LANES
              ? step16(p, column, x, from, xRow, rows, count, y, to, yRow, low, high)
              : step32(p, column, x, from, xRow, rows, count, y, to, yRow, low, high);
      for (int h = 0; !done && h < rows; h++) {
        exactly(p, column, x, from + h * xRow, xStep, count, y, to + h * yRow, epilogue);
      }
    }
  }

  /** A row with a number in it that is not finite: the same products in the same order. */
  private static void exactly(
      Panel p,
      int column,
      float[] x,
      int xAt,
      int xStep,
      int count,
      float[] y,
      int yAt,
      Epilogue epilogue) {
    int w0 = weightsAt(p, column);
    for (int m = 0; m < count; m++) {
      for (int c = 0; c < LENGTH; c++) {
        float sum = p.bias[column * LENGTH + c];
        for (int k = 0; k < TERMS; k++) {
          sum =
              Math.fma(
                  p.weights[w0 + k * Panel.LANES + c], x[xAt + p.offsets[k] + m * xStep + c], sum);
        }
        y[yAt + m * Panel.LANES + c] = epilogue.of(sum);
      }
    }
  }

  /** Windows that lie 16 apart, stride 1; false where a sum is NaN. */
  private static boolean step16(
      Panel p,
      int column,
      float[] x,
      int xAt,
      int xRow,
      int rows,
      int count,
      float[] y,
      int yAt,
      int yRow,
      int low,
      int high) {
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int w0 = weightsAt(p, column);
    FloatVector v0 = FloatVector.fromArray(SPECIES, w, w0);
    FloatVector v1 = FloatVector.fromArray(SPECIES, w, w0 + 1 * Panel.LANES);
    FloatVector v2 = FloatVector.fromArray(SPECIES, w, w0 + 2 * Panel.LANES);
    FloatVector v3 = FloatVector.fromArray(SPECIES, w, w0 + 3 * Panel.LANES);
    FloatVector v4 = FloatVector.fromArray(SPECIES, w, w0 + 4 * Panel.LANES);
    FloatVector v5 = FloatVector.fromArray(SPECIES, w, w0 + 5 * Panel.LANES);
    FloatVector v6 = FloatVector.fromArray(SPECIES, w, w0 + 6 * Panel.LANES);
    FloatVector v7 = FloatVector.fromArray(SPECIES, w, w0 + 7 * Panel.LANES);
    FloatVector v8 = FloatVector.fromArray(SPECIES, w, w0 + 8 * Panel.LANES);
    FloatVector bias = FloatVector.fromArray(SPECIES, p.bias, column * LENGTH);
    IntVector least = IntVector.broadcast(INTS, low);
    IntVector most = IntVector.broadcast(INTS, high);
    for (int h = 0; h < rows; h++) {
      int row0 = xAt + h * xRow + offsets[0];
      int row1 = xAt + h * xRow + offsets[3];
      int row2 = xAt + h * xRow + offsets[6];
      for (int next = 0; next < count; next += POSITIONS) {
        int m = Math.min(next, count - POSITIONS);
        int at0 = row0 + m * Panel.LANES;
        FloatVector x00 = FloatVector.fromArray(SPECIES, x, at0);
        FloatVector x01 = FloatVector.fromArray(SPECIES, x, at0 + 1 * Panel.LANES);
        FloatVector x02 = FloatVector.fromArray(SPECIES, x, at0 + 2 * Panel.LANES);
        FloatVector x03 = FloatVector.fromArray(SPECIES, x, at0 + 3 * Panel.LANES);
        FloatVector x04 = FloatVector.fromArray(SPECIES, x, at0 + 4 * Panel.LANES);
        FloatVector x05 = FloatVector.fromArray(SPECIES, x, at0 + 5 * Panel.LANES);
        FloatVector s0 = v0.fma(x00, bias);
        s0 = v1.fma(x01, s0);
        s0 = v2.fma(x02, s0);
        FloatVector s1 = v0.fma(x01, bias);
        s1 = v1.fma(x02, s1);
        s1 = v2.fma(x03, s1);
        FloatVector s2 = v0.fma(x02, bias);
        s2 = v1.fma(x03, s2);
        s2 = v2.fma(x04, s2);
        FloatVector s3 = v0.fma(x03, bias);
        s3 = v1.fma(x04, s3);
        s3 = v2.fma(x05, s3);
        int at1 = row1 + m * Panel.LANES;
        FloatVector x10 = FloatVector.fromArray(SPECIES, x, at1);
        FloatVector x11 = FloatVector.fromArray(SPECIES, x, at1 + 1 * Panel.LANES);
        FloatVector x12 = FloatVector.fromArray(SPECIES, x, at1 + 2 * Panel.LANES);
        FloatVector x13 = FloatVector.fromArray(SPECIES, x, at1 + 3 * Panel.LANES);
        FloatVector x14 = FloatVector.fromArray(SPECIES, x, at1 + 4 * Panel.LANES);
        FloatVector x15 = FloatVector.fromArray(SPECIES, x, at1 + 5 * Panel.LANES);
        s0 = v3.fma(x10, s0);
        s0 = v4.fma(x11, s0);
        s0 = v5.fma(x12, s0);
        s1 = v3.fma(x11, s1);
        s1 = v4.fma(x12, s1);
        s1 = v5.fma(x13, s1);
        s2 = v3.fma(x12, s2);
        s2 = v4.fma(x13, s2);
        s2 = v5.fma(x14, s2);
        s3 = v3.fma(x13, s3);
        s3 = v4.fma(x14, s3);
        s3 = v5.fma(x15, s3);
        int at2 = row2 + m * Panel.LANES;
        FloatVector x20 = FloatVector.fromArray(SPECIES, x, at2);
        FloatVector x21 = FloatVector.fromArray(SPECIES, x, at2 + 1 * Panel.LANES);
        FloatVector x22 = FloatVector.fromArray(SPECIES, x, at2 + 2 * Panel.LANES);
        FloatVector x23 = FloatVector.fromArray(SPECIES, x, at2 + 3 * Panel.LANES);
        FloatVector x24 = FloatVector.fromArray(SPECIES, x, at2 + 4 * Panel.LANES);
        FloatVector x25 = FloatVector.fromArray(SPECIES, x, at2 + 5 * Panel.LANES);
        s0 = v6.fma(x20, s0);
        s0 = v7.fma(x21, s0);
        s0 = v8.fma(x22, s0);
        s1 = v6.fma(x21, s1);
        s1 = v7.fma(x22, s1);
        s1 = v8.fma(x23, s1);
        s2 = v6.fma(x22, s2);
        s2 = v7.fma(x23, s2);
        s2 = v8.fma(x24, s2);
        s3 = v6.fma(x23, s3);
        s3 = v7.fma(x24, s3);
        s3 = v8.fma(x25, s3);
        FloatVector all = s0.add(s1).add(s2).add(s3);
        if (all.compare(NE, all).anyTrue()) {
          return false;
        }
        int to = yAt + h * yRow + m * Panel.LANES;
        s0 = s0.reinterpretAsInts().max(least).min(most).reinterpretAsFloats();
        s1 = s1.reinterpretAsInts().max(least).min(most).reinterpretAsFloats();
        s2 = s2.reinterpretAsInts().max(least).min(most).reinterpretAsFloats();
        s3 = s3.reinterpretAsInts().max(least).min(most).reinterpretAsFloats();
        s0.intoArray(y, to);
        s1.intoArray(y, to + 1 * Panel.LANES);
        s2.intoArray(y, to + 2 * Panel.LANES);
        s3.intoArray(y, to + 3 * Panel.LANES);
      }
    }
    return true;
  }

  /** Windows that lie 32 apart, stride 2; false where a sum is NaN. */
  private static boolean step32(
      Panel p,
      int column,
      float[] x,
      int xAt,
      int xRow,
      int rows,
      int count,
      float[] y,
      int yAt,
      int yRow,
      int low,
      int high) {
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int w0 = weightsAt(p, column);
    FloatVector v0 = FloatVector.fromArray(SPECIES, w, w0);
    FloatVector v1 = FloatVector.fromArray(SPECIES, w, w0 + 1 * Panel.LANES);
    FloatVector v2 = FloatVector.fromArray(SPECIES, w, w0 + 2 * Panel.LANES);
    FloatVector v3 = FloatVector.fromArray(SPECIES, w, w0 + 3 * Panel.LANES);
    FloatVector v4 = FloatVector.fromArray(SPECIES, w, w0 + 4 * Panel.LANES);
    FloatVector v5 = FloatVector.fromArray(SPECIES, w, w0 + 5 * Panel.LANES);
    FloatVector v6 = FloatVector.fromArray(SPECIES, w, w0 + 6 * Panel.LANES);
    FloatVector v7 = FloatVector.fromArray(SPECIES, w, w0 + 7 * Panel.LANES);
    FloatVector v8 = FloatVector.fromArray(SPECIES, w, w0 + 8 * Panel.LANES);
    FloatVector bias = FloatVector.fromArray(SPECIES, p.bias, column * LENGTH);
    IntVector least = IntVector.broadcast(INTS, low);
    IntVector most = IntVector.broadcast(INTS, high);
    for (int h = 0; h < rows; h++) {
      int row0 = xAt + h * xRow + offsets[0];
      int row1 = xAt + h * xRow + offsets[3];
      int row2 = xAt + h * xRow + offsets[6];
      for (int next = 0; next < count; next += POSITIONS) {
        int m = Math.min(next, count - POSITIONS);
        int at0 = row0 + m * (2 * Panel.LANES);
        FloatVector x00 = FloatVector.fromArray(SPECIES, x, at0);
        FloatVector x01 = FloatVector.fromArray(SPECIES, x, at0 + 1 * Panel.LANES);
        FloatVector x02 = FloatVector.fromArray(SPECIES, x, at0 + 2 * Panel.LANES);
        FloatVector x03 = FloatVector.fromArray(SPECIES, x, at0 + 3 * Panel.LANES);
        FloatVector x04 = FloatVector.fromArray(SPECIES, x, at0 + 4 * Panel.LANES);
        FloatVector x05 = FloatVector.fromArray(SPECIES, x, at0 + 5 * Panel.LANES);
        FloatVector x06 = FloatVector.fromArray(SPECIES, x, at0 + 6 * Panel.LANES);
        FloatVector x07 = FloatVector.fromArray(SPECIES, x, at0 + 7 * Panel.LANES);
        FloatVector x08 = FloatVector.fromArray(SPECIES, x, at0 + 8 * Panel.LANES);
        FloatVector s0 = v0.fma(x00, bias);
        s0 = v1.fma(x01, s0);
        s0 = v2.fma(x02, s0);
        FloatVector s1 = v0.fma(x02, bias);
        s1 = v1.fma(x03, s1);
        s1 = v2.fma(x04, s1);
        FloatVector s2 = v0.fma(x04, bias);
        s2 = v1.fma(x05, s2);
        s2 = v2.fma(x06, s2);
        FloatVector s3 = v0.fma(x06, bias);
        s3 = v1.fma(x07, s3);
        s3 = v2.fma(x08, s3);
        int at1 = row1 + m * (2 * Panel.LANES);
        FloatVector x10 = FloatVector.fromArray(SPECIES, x, at1);
        FloatVector x11 = FloatVector.fromArray(SPECIES, x, at1 + 1 * Panel.LANES);
        FloatVector x12 = FloatVector.fromArray(SPECIES, x, at1 + 2 * Panel.LANES);
        FloatVector x13 = FloatVector.fromArray(SPECIES, x, at1 + 3 * Panel.LANES);
        FloatVector x14 = FloatVector.fromArray(SPECIES, x, at1 + 4 * Panel.LANES);
        FloatVector x15 = FloatVector.fromArray(SPECIES, x, at1 + 5 * Panel.LANES);
        FloatVector x16 = FloatVector.fromArray(SPECIES, x, at1 + 6 * Panel.LANES);
        FloatVector x17 = FloatVector.fromArray(SPECIES, x, at1 + 7 * Panel.LANES);
        FloatVector x18 = FloatVector.fromArray(SPECIES, x, at1 + 8 * Panel.LANES);
        s0 = v3.fma(x10, s0);
        s0 = v4.fma(x11, s0);
        s0 = v5.fma(x12, s0);
        s1 = v3.fma(x12, s1);
        s1 = v4.fma(x13, s1);
        s1 = v5.fma(x14, s1);
        s2 = v3.fma(x14, s2);
        s2 = v4.fma(x15, s2);
        s2 = v5.fma(x16, s2);
        s3 = v3.fma(x16, s3);
        s3 = v4.fma(x17, s3);
        s3 = v5.fma(x18, s3);
        int at2 = row2 + m * (2 * Panel.LANES);
        FloatVector x20 = FloatVector.fromArray(SPECIES, x, at2);
        FloatVector x21 = FloatVector.fromArray(SPECIES, x, at2 + 1 * Panel.LANES);
        FloatVector x22 = FloatVector.fromArray(SPECIES, x, at2 + 2 * Panel.LANES);
        FloatVector x23 = FloatVector.fromArray(SPECIES, x, at2 + 3 * Panel.LANES);
        FloatVector x24 = FloatVector.fromArray(SPECIES, x, at2 + 4 * Panel.LANES);
        FloatVector x25 = FloatVector.fromArray(SPECIES, x, at2 + 5 * Panel.LANES);
        FloatVector x26 = FloatVector.fromArray(SPECIES, x, at2 + 6 * Panel.LANES);
        FloatVector x27 = FloatVector.fromArray(SPECIES, x, at2 + 7 * Panel.LANES);
        FloatVector x28 = FloatVector.fromArray(SPECIES, x, at2 + 8 * Panel.LANES);
        s0 = v6.fma(x20, s0);
        s0 = v7.fma(x21, s0);
        s0 = v8.fma(x22, s0);
        s1 = v6.fma(x22, s1);
        s1 = v7.fma(x23, s1);
        s1 = v8.fma(x24, s1);
        s2 = v6.fma(x24, s2);
        s2 = v7.fma(x25, s2);
        s2 = v8.fma(x26, s2);
        s3 = v6.fma(x26, s3);
        s3 = v7.fma(x27, s3);
        s3 = v8.fma(x28, s3);
        FloatVector all = s0.add(s1).add(s2).add(s3);
        if (all.compare(NE, all).anyTrue()) {
          return false;
        }
        int to = yAt + h * yRow + m * Panel.LANES;
        s0 = s0.reinterpretAsInts().max(least).min(most).reinterpretAsFloats();
        s1 = s1.reinterpretAsInts().max(least).min(most).reinterpretAsFloats();
        s2 = s2.reinterpretAsInts().max(least).min(most).reinterpretAsFloats();
        s3 = s3.reinterpretAsInts().max(least).min(most).reinterpretAsFloats();
        s0.intoArray(y, to);
        s1.intoArray(y, to + 1 * Panel.LANES);
        s2.intoArray(y, to + 2 * Panel.LANES);
        s3.intoArray(y, to + 3 * Panel.LANES);
      }
    }
    return true;
  }
}
