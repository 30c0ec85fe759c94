package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.LENGTH;
import static io.tenon.kernel.simd.Columns.SPECIES;

import io.tenon.kernel.Epilogue;
import io.tenon.kernel.FourRowsPanel;
import io.tenon.kernel.Panel;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/**
 * What {@code Kernels.fourRowsMaxPool2} does after the products: eight sums to four rows of
 * results, of which pooling leaves two. Sums at p and -p contribute alike to even powers, and with
 * opposite signs to odd ones.
 */
final class FourRowsOutput {
  /** Even lanes, and then odd ones. */
  private static final VectorShuffle<Float> EVEN_THEN_ODD =
      VectorShuffle.fromOp(SPECIES, i -> 2 * i % LENGTH + 2 * i / LENGTH);

  private static final long LOW = 0xFFFFFFFFL;

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
    rowPairs(p, m, mAt);
    columnPairs(p, m, mAt, y, yAt, yRow, yOutput, epilogue);
  }

  /** The larger of two rows, of all there are: in place of the first sums and of the last. */
  private static void rowPairs(FourRowsPanel p, float[] m, int mAt) {
    int mStep = p.sumsStep();
    for (int i = 0; i < mStep; i += LENGTH) {
      int from = mAt + i;
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
      row0.max(row1).intoArray(m, from);
      row2.max(row3).intoArray(m, from + 7 * mStep);
    }
  }

  /**
   * The larger of two columns, and what is done to it. Two vectors of columns at a time: shifts
   * within pairs of lanes put the even columns of both into one vector and the odd ones into
   * another, which takes fewer instructions than shuffles.
   */
  private static void columnPairs(
      FourRowsPanel p,
      float[] m,
      int mAt,
      float[] y,
      int yAt,
      int yRow,
      int yOutput,
      Epilogue epilogue) {
    for (int column = 0; column < p.columns; column += 2 * LENGTH) {
      int next = Math.min(LENGTH, p.sumsRow - LENGTH - column);
      for (int i = 0; i < 2 * p.lanes; i++) {
        int o = i >> 1;
        int row = i & 1;
        int from = mAt + column + o * p.sumsRow + row * 7 * p.sumsStep();
        FloatVector a = FloatVector.fromArray(SPECIES, m, from);
        FloatVector b = FloatVector.fromArray(SPECIES, m, from + next);
        LongVector s = a.reinterpretAsLongs();
        LongVector t = b.reinterpretAsLongs();
        FloatVector even =
            s.and(LOW).or(t.lanewise(VectorOperators.LSHL, 32)).reinterpretAsFloats();
        FloatVector odd =
            t.and(~LOW).or(s.lanewise(VectorOperators.LSHR, 32)).reinterpretAsFloats();
        FloatVector both = even.max(odd).add(FloatVector.broadcast(SPECIES, p.bias[o]));
        if (epilogue != Epilogue.NONE) {
          FloatVector zero = FloatVector.zero(SPECIES);
          both = both.blend(zero, both.compare(VectorOperators.LT, zero)); // NaN stays NaN
          if (epilogue == Epilogue.RELU6) {
            FloatVector six = FloatVector.broadcast(SPECIES, 6);
            both = six.min(both);
          }
        }
        int to = yAt + column / 2 + o * yOutput + row * yRow;
        both.rearrange(EVEN_THEN_ODD).intoArray(y, to);
      }
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
    rowPairs(p, m, mAt);
    for (int output = 0; output < p.blocks * Panel.LANES; output += LENGTH) {
      int block = output / Panel.LANES;
      int lane = output % Panel.LANES;
      int from = mAt + block * p.columns * Panel.LANES + lane;
      int to = yAt + block * yBlock + lane;
      positionPairs(p, output, m, from, y, to, epilogue);
      positionPairs(p, output, m, from + 7 * p.sumsStep(), y, to + yRow, epilogue);
    }
  }

  /** The larger of two positions, and what is done to it. */
  private static void positionPairs(
      FourRowsPanel p, int output, float[] m, int mAt, float[] y, int yAt, Epilogue epilogue) {
    FloatVector bias = FloatVector.fromArray(SPECIES, p.bias, output);
    for (int i = 0; i < p.columns / 2 * Panel.LANES; i += Panel.LANES) {
      FloatVector left = FloatVector.fromArray(SPECIES, m, mAt + 2 * i);
      FloatVector right = FloatVector.fromArray(SPECIES, m, mAt + 2 * i + Panel.LANES);
      FloatVector both = left.max(right).add(bias);
      if (epilogue != Epilogue.NONE) {
        FloatVector zero = FloatVector.zero(SPECIES);
        both = both.blend(zero, both.compare(VectorOperators.LT, zero)); // NaN stays NaN
        if (epilogue == Epilogue.RELU6) {
          FloatVector six = FloatVector.broadcast(SPECIES, 6);
          both = six.min(both);
        }
      }
      both.intoArray(y, yAt + i);
    }
  }
}
