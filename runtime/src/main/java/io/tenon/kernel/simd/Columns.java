package io.tenon.kernel.simd;

import io.tenon.kernel.Panel;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * The columns of a panel: vectors of outputs. A block of {@link Panel#LANES} outputs is one column
 * of 16 lanes, two of 8 or four of 4, whatever the machine has.
 */
final class Columns {
  static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() > Panel.LANES
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;
  static final int LENGTH = SPECIES.length();
  static final FloatVector ZERO = FloatVector.zero(SPECIES);

  private static final int PER_BLOCK = Panel.LANES / LENGTH;

  private Columns() {}

  /** How many columns of a panel store anything. */
  static int count(Panel panel) {
    return (panel.stored + LENGTH - 1) / LENGTH;
  }

  /**
   * Where the weights of a column's first term lie; the next term's are {@link Panel#LANES}
   * further.
   */
  static int weightsAt(Panel panel, int column) {
    return column / PER_BLOCK * panel.offsets.length * Panel.LANES + column % PER_BLOCK * LENGTH;
  }

  /** Where a column's results lie, relative to the position's. */
  static int resultAt(int column, int yBlock) {
    return column / PER_BLOCK * yBlock + column % PER_BLOCK * LENGTH;
  }

  /** Whether all lanes of a column are stored. */
  static boolean whole(Panel panel, int column) {
    return (column + 1) * LENGTH <= panel.stored;
  }

  /** The lanes of a column that are stored. */
  static VectorMask<Float> stored(Panel panel, int column) {
    return SPECIES.indexInRange(column * LENGTH, panel.stored);
  }
}
