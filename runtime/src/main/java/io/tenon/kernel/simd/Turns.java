package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.LENGTH;
import static io.tenon.kernel.simd.Columns.SPECIES;

import jdk.incubator.vector.VectorShuffle;

/**
 * Lanes turned by a half, a quarter and so on of a vector. A vector that is added to itself turned
 * by each of them has its sum in every lane, always added in this order; {@code reduceLanes} adds
 * in another once C2 has compiled it (JDK 25), and the same sum would change its last bits.
 */
final class Turns {
  static final VectorShuffle<Float> BY_EIGHT = by(8);
  static final VectorShuffle<Float> BY_FOUR = by(4);
  static final VectorShuffle<Float> BY_TWO = by(2);
  static final VectorShuffle<Float> BY_ONE = by(1);

  private Turns() {}

  private static VectorShuffle<Float> by(int lanes) {
    return VectorShuffle.fromOp(SPECIES, i -> (i + lanes) % LENGTH);
  }
}
