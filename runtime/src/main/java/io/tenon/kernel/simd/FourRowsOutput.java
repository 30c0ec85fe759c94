package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.LENGTH;
import static io.tenon.kernel.simd.Columns.SPECIES;

import io.tenon.kernel.Epilogue;
import io.tenon.kernel.FourRowsPanel;
import io.tenon.kernel.Panel;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/**
 * What {@code Kernels.fourRowsMaxPool2} does after the products: eight sums to four rows of
 * results, of which pooling leaves two. Sums at p and -p contribute alike to even powers, and with
 * opposite signs to odd ones.
 */
final class FourRowsOutput {
  private static final VectorShuffle<Float> EVEN =
      VectorShuffle.fromOp(SPECIES, i -> 2 * i % LENGTH);
  private static final VectorShuffle<Float> ODD =
      VectorShuffle.fromOp(SPECIES, i -> 2 * i % LENGTH + 1);
  private static final VectorShuffle<Float> UPPER =
      VectorShuffle.fromOp(SPECIES, i -> (i + LENGTH / 2) % LENGTH);
  private static final VectorMask<Float> IN_UPPER =
      VectorMask.fromLong(SPECIES, -1L << LENGTH / 2 & (1L << LENGTH) - 1);

  private FourRowsOutput() {}

  /** Two pooled rows of each output, where lanes are columns. */
  static void columns(
      FourRowsPanel p,
      float[] m,
      int mAt,
      float[] y,
      int yAt,
      int yRow,
      int yOutput,
      Epilogue epilogue) {
    for (int o = 0; o < p.lanes; o++) {
      columns(p, o, m, mAt + o * p.columns, y, yAt + o * yOutput, yRow, epilogue);
    }
  }

  private static void columns(
      FourRowsPanel p, int o, float[] m, int mAt, float[] y, int yAt, int yRow, Epilogue epilogue) {
    int mStep = p.sumsStep();
    for (int next = 0; next < p.columns; next += LENGTH) {
      int column = Math.min(next, p.columns - LENGTH);
      int from = mAt + column;
      FloatVector m1 = FloatVector.fromArray(SPECIES, m, from + mStep);
      FloatVector m2 = FloatVector.fromArray(SPECIES, m, from + 2 * mStep);
      FloatVector m3 = FloatVector.fromArray(SPECIES, m, from + 3 * mStep);
      FloatVector m4 = FloatVector.fromArray(SPECIES, m, from + 4 * mStep);
      FloatVector m5 = FloatVector.fromArray(SPECIES, m, from + 5 * mStep);
      FloatVector m6 = FloatVector.fromArray(SPECIES, m, from + 6 * mStep);
      FloatVector eighth = FloatVector.broadcast(SPECIES, 0.125f);
      FloatVector quarter = FloatVector.broadcast(SPECIES, 0.25f);
      FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
      FloatVector two = FloatVector.broadcast(SPECIES, 2);
      FloatVector four = FloatVector.broadcast(SPECIES, 4);
      FloatVector eight = FloatVector.broadcast(SPECIES, 8);
      FloatVector even1 = m1.add(m2);
      FloatVector odd1 = m1.sub(m2);
      FloatVector even2 = m3.add(m4);
      FloatVector odd2 = m3.sub(m4);
      FloatVector even3 = m5.add(m6);
      FloatVector odd3 = m5.sub(m6);
      FloatVector row0 = FloatVector.fromArray(SPECIES, m, from).add(even1).add(even2.add(even3));
      FloatVector row1 = odd2.fma(two, odd3.fma(half, odd1));
      FloatVector row2 = even2.fma(four, even3.fma(quarter, even1));
      odd1 = odd1.add(FloatVector.fromArray(SPECIES, m, from + 7 * mStep));
      FloatVector row3 = odd2.fma(eight, odd3.fma(eighth, odd1));
      FloatVector top = row0.max(row1);
      FloatVector bottom = row2.max(row3);
      FloatVector even = top.rearrange(EVEN).blend(bottom.rearrange(EVEN), IN_UPPER);
      FloatVector odd = top.rearrange(ODD).blend(bottom.rearrange(ODD), IN_UPPER);
      FloatVector both = even.max(odd).add(FloatVector.broadcast(SPECIES, p.bias[o]));
      if (epilogue != Epilogue.NONE) {
        FloatVector zero = FloatVector.zero(SPECIES);
        both = both.blend(zero, both.compare(VectorOperators.LT, zero)); // NaN stays NaN
        if (epilogue == Epilogue.RELU6) {
          FloatVector six = FloatVector.broadcast(SPECIES, 6);
          both = six.min(both);
        }
      }
      int to = yAt + column / 2; // half of what is stored; the rest is overwritten or in the room
      both.intoArray(y, to);
      both.rearrange(UPPER).intoArray(y, to + yRow);
    }
  }

  /** Two pooled rows of each output, where lanes are outputs. */
  static void positions(
      FourRowsPanel p,
      float[] m,
      int mAt,
      float[] y,
      int yAt,
      int yRow,
      int yBlock,
      Epilogue epilogue) {
    for (int output = 0; output < p.blocks * Panel.LANES; output += LENGTH) {
      int block = output / Panel.LANES;
      int lane = output % Panel.LANES;
      int from = mAt + block * p.columns * Panel.LANES + lane;
      int to = yAt + block * yBlock + lane;
      left(p, m, from, y, to, yRow);
      right(p, output, m, from, y, to, yRow, epilogue);
    }
  }

  /**
   * The larger of two rows in the left column of each window, stored as it is. Left and right in
   * one loop are more vector operations than C2 keeps in registers: it boxed the last (JDK 17).
   */
  private static void left(FourRowsPanel p, float[] m, int mAt, float[] y, int yAt, int yRow) {
    int mStep = p.sumsStep();
    for (int column = 0; column < p.columns; column += 2) {
      int from = mAt + column * Panel.LANES;
      FloatVector m1 = FloatVector.fromArray(SPECIES, m, from + mStep);
      FloatVector m2 = FloatVector.fromArray(SPECIES, m, from + 2 * mStep);
      FloatVector m3 = FloatVector.fromArray(SPECIES, m, from + 3 * mStep);
      FloatVector m4 = FloatVector.fromArray(SPECIES, m, from + 4 * mStep);
      FloatVector m5 = FloatVector.fromArray(SPECIES, m, from + 5 * mStep);
      FloatVector m6 = FloatVector.fromArray(SPECIES, m, from + 6 * mStep);
      FloatVector eighth = FloatVector.broadcast(SPECIES, 0.125f);
      FloatVector quarter = FloatVector.broadcast(SPECIES, 0.25f);
      FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
      FloatVector two = FloatVector.broadcast(SPECIES, 2);
      FloatVector four = FloatVector.broadcast(SPECIES, 4);
      FloatVector eight = FloatVector.broadcast(SPECIES, 8);
      FloatVector even1 = m1.add(m2);
      FloatVector odd1 = m1.sub(m2);
      FloatVector even2 = m3.add(m4);
      FloatVector odd2 = m3.sub(m4);
      FloatVector even3 = m5.add(m6);
      FloatVector odd3 = m5.sub(m6);
      FloatVector row0 = FloatVector.fromArray(SPECIES, m, from).add(even1).add(even2.add(even3));
      FloatVector row1 = odd2.fma(two, odd3.fma(half, odd1));
      FloatVector row2 = even2.fma(four, even3.fma(quarter, even1));
      odd1 = odd1.add(FloatVector.fromArray(SPECIES, m, from + 7 * mStep));
      FloatVector row3 = odd2.fma(eight, odd3.fma(eighth, odd1));
      int to = yAt + column / 2 * Panel.LANES;
      row0.max(row1).intoArray(y, to);
      row2.max(row3).intoArray(y, to + yRow);
    }
  }

  /** The right columns, and what is done to the largest of each window. */
  private static void right(
      FourRowsPanel p,
      int output,
      float[] m,
      int mAt,
      float[] y,
      int yAt,
      int yRow,
      Epilogue epilogue) {
    int mStep = p.sumsStep();
    for (int column = 0; column < p.columns; column += 2) {
      int from = mAt + (column + 1) * Panel.LANES;
      FloatVector m1 = FloatVector.fromArray(SPECIES, m, from + mStep);
      FloatVector m2 = FloatVector.fromArray(SPECIES, m, from + 2 * mStep);
      FloatVector m3 = FloatVector.fromArray(SPECIES, m, from + 3 * mStep);
      FloatVector m4 = FloatVector.fromArray(SPECIES, m, from + 4 * mStep);
      FloatVector m5 = FloatVector.fromArray(SPECIES, m, from + 5 * mStep);
      FloatVector m6 = FloatVector.fromArray(SPECIES, m, from + 6 * mStep);
      FloatVector eighth = FloatVector.broadcast(SPECIES, 0.125f);
      FloatVector quarter = FloatVector.broadcast(SPECIES, 0.25f);
      FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
      FloatVector two = FloatVector.broadcast(SPECIES, 2);
      FloatVector four = FloatVector.broadcast(SPECIES, 4);
      FloatVector eight = FloatVector.broadcast(SPECIES, 8);
      FloatVector even1 = m1.add(m2);
      FloatVector odd1 = m1.sub(m2);
      FloatVector even2 = m3.add(m4);
      FloatVector odd2 = m3.sub(m4);
      FloatVector even3 = m5.add(m6);
      FloatVector odd3 = m5.sub(m6);
      FloatVector row0 = FloatVector.fromArray(SPECIES, m, from).add(even1).add(even2.add(even3));
      FloatVector row1 = odd2.fma(two, odd3.fma(half, odd1));
      FloatVector row2 = even2.fma(four, even3.fma(quarter, even1));
      odd1 = odd1.add(FloatVector.fromArray(SPECIES, m, from + 7 * mStep));
      FloatVector row3 = odd2.fma(eight, odd3.fma(eighth, odd1));
      int to = yAt + column / 2 * Panel.LANES;
      FloatVector bias = FloatVector.fromArray(SPECIES, p.bias, output);
      FloatVector top = row0.max(row1).max(FloatVector.fromArray(SPECIES, y, to)).add(bias);
      FloatVector bottom =
          row2.max(row3).max(FloatVector.fromArray(SPECIES, y, to + yRow)).add(bias);
      if (epilogue != Epilogue.NONE) {
        FloatVector zero = FloatVector.zero(SPECIES);
        top = top.blend(zero, top.compare(VectorOperators.LT, zero)); // NaN stays NaN
        bottom = bottom.blend(zero, bottom.compare(VectorOperators.LT, zero));
        if (epilogue == Epilogue.RELU6) {
          FloatVector six = FloatVector.broadcast(SPECIES, 6);
          top = six.min(top);
          bottom = six.min(bottom);
        }
      }
      top.intoArray(y, to);
      bottom.intoArray(y, to + yRow);
    }
  }
}
