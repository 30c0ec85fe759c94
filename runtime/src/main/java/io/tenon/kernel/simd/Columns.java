package io.tenon.kernel.simd;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.NE;

import io.tenon.kernel.Epilogue;
import io.tenon.kernel.Panel;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The columns of a panel: vectors of outputs. A block of {@link Panel#LANES} outputs is one column
 * of 16 lanes, two of 8 or four of 4, whatever the machine has.
 *
 * <p>Of a vector that comes out of a loop C2 doesn't know the length; as the receiver of a call it
 * is boxed where the JVM has seen vectors of several lengths. So a sum is an argument wherever that
 * is as short: {@code bias.add(sum)}, not {@code sum.add(bias)}.
 */
final class Columns {
  static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() > Panel.LANES
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;
  static final int LENGTH = SPECIES.length();

  /** As many integers: the bits of {@link #SPECIES}. */
  static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SPECIES.vectorShape());

  /** Whether there are registers for more than a dozen sums: AVX2 alone has 16 of them. */
  static final boolean MANY_REGISTERS = LENGTH != 8;

  private static final int PER_BLOCK = Panel.LANES / LENGTH;

  private Columns() {}

  /** How many columns of a panel are stored. */
  static int count(Panel panel) {
    return panel.blocks * PER_BLOCK;
  }

  /** How many columns so many blocks of a panel have. */
  static int count(int blocks) {
    return blocks * PER_BLOCK;
  }

  /** How many columns of a panel have outputs; those after them hold zeros. */
  static int used(Panel panel) {
    return panel.stored > panel.outputs ? (panel.outputs + LENGTH - 1) / LENGTH : count(panel);
  }

  /**
   * Where the weights of a column's first term lie; the next term's are {@link Panel#LANES}
   * further.
   */
  static int weightsAt(Panel panel, int column) {
    return column / PER_BLOCK * panel.offsets.length * Panel.LANES + column % PER_BLOCK * LENGTH;
  }

  /** What an epilogue leaves no result below. */
  static float least(Epilogue epilogue) {
    return epilogue == Epilogue.NONE ? Float.NEGATIVE_INFINITY : 0;
  }

  /**
   * {@link #least} for bits that are compared as integers, where all numbers below 0 are negative.
   */
  static int leastBits(Epilogue epilogue) {
    return epilogue == Epilogue.NONE ? Integer.MIN_VALUE : 0;
  }

  /** What an epilogue leaves no result above, as {@link #leastBits}. */
  static int mostBits(Epilogue epilogue) {
    return epilogue == Epilogue.RELU6 ? Float.floatToRawIntBits(6) : Integer.MAX_VALUE;
  }

  /**
   * Bounds the results of {@code columns} at {@code count} positions: none is above 6. They are not
   * below 0, so their bits can be compared as integers, unless one of four is NaN: then their sum
   * is. On JDK 17 half the time of comparing numbers.
   */
  static void atMost6(
      Panel p, int column, int columns, int count, float[] y, int yAt, int yStep, int yBlock) {
    for (int c = column; c < column + columns; c++) {
      int at = yAt + resultAt(p, c, yBlock);
      int done = bits(y, at, yStep, count);
      FloatVector six = FloatVector.broadcast(SPECIES, 6);
      for (int m = done; m < count; m++) {
        FloatVector v = FloatVector.fromArray(SPECIES, y, at + m * yStep);
        v.blend(six, v.compare(GT, six)).intoArray(y, at + m * yStep); // NaN stays
      }
    }
  }

  /** Bounds results four at a time; returns how many were before one that is NaN, or the end. */
  private static int bits(float[] y, int yAt, int yStep, int count) {
    IntVector six = FloatVector.broadcast(SPECIES, 6).reinterpretAsInts();
    int m = 0;
    for (; m <= count - 4; m += 4) {
      int at = yAt + m * yStep;
      FloatVector a = FloatVector.fromArray(SPECIES, y, at);
      FloatVector b = FloatVector.fromArray(SPECIES, y, at + yStep);
      FloatVector c = FloatVector.fromArray(SPECIES, y, at + 2 * yStep);
      FloatVector d = FloatVector.fromArray(SPECIES, y, at + 3 * yStep);
      FloatVector all = a.add(b).add(c.add(d));
      if (all.compare(NE, all).anyTrue()) {
        break;
      }
      a.reinterpretAsInts().min(six).reinterpretAsFloats().intoArray(y, at);
      b.reinterpretAsInts().min(six).reinterpretAsFloats().intoArray(y, at + yStep);
      c.reinterpretAsInts().min(six).reinterpretAsFloats().intoArray(y, at + 2 * yStep);
      d.reinterpretAsInts().min(six).reinterpretAsFloats().intoArray(y, at + 3 * yStep);
    }
    return m;
  }

  /** Where a column's results lie, relative to the position's. */
  static int resultAt(Panel panel, int column, int yBlock) {
    return panel.resultAt(column / PER_BLOCK, yBlock) + column % PER_BLOCK * LENGTH;
  }
}
