package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.SPECIES;

import io.tenon.kernel.Panel;
import jdk.incubator.vector.FloatVector;

/**
 * One vector of a block's channels with each position's. C2 makes no vectors of a plain loop of 16
 * turns: it ends before the turns that C2 runs one by one to align it.
 */
final class Lanes {
  private Lanes() {}

  /** {@code x + by}. */
  static void add(float[] x, int xAt, int count, float[] by, int byAt, float[] y, int yAt) {
    FloatVector same = FloatVector.fromArray(SPECIES, by, byAt);
    for (int i = 0; i < count * Panel.LANES; i += Panel.LANES) {
      FloatVector.fromArray(SPECIES, x, xAt + i).add(same).intoArray(y, yAt + i);
    }
  }

  /** {@code x - by}. */
  static void sub(float[] x, int xAt, int count, float[] by, int byAt, float[] y, int yAt) {
    FloatVector same = FloatVector.fromArray(SPECIES, by, byAt);
    for (int i = 0; i < count * Panel.LANES; i += Panel.LANES) {
      FloatVector.fromArray(SPECIES, x, xAt + i).sub(same).intoArray(y, yAt + i);
    }
  }

  /** {@code x · by}. */
  static void mul(float[] x, int xAt, int count, float[] by, int byAt, float[] y, int yAt) {
    FloatVector same = FloatVector.fromArray(SPECIES, by, byAt);
    for (int i = 0; i < count * Panel.LANES; i += Panel.LANES) {
      FloatVector.fromArray(SPECIES, x, xAt + i).mul(same).intoArray(y, yAt + i);
    }
  }

  /** {@code x / by}. */
  static void div(float[] x, int xAt, int count, float[] by, int byAt, float[] y, int yAt) {
    FloatVector same = FloatVector.fromArray(SPECIES, by, byAt);
    for (int i = 0; i < count * Panel.LANES; i += Panel.LANES) {
      FloatVector.fromArray(SPECIES, x, xAt + i).div(same).intoArray(y, yAt + i);
    }
  }
}
