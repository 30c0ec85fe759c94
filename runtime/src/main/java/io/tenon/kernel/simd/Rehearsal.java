package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.LENGTH;
import static io.tenon.kernel.simd.Columns.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Runs the vector operations that the kernels consist of, in turn, before the first kernel does.
 *
 * <p>The operations share methods ({@code FloatVector.lanewise} is behind all binary ones), which
 * C2 also compiles on their own while the kernels are still interpreted. One that has only seen
 * additions by then deoptimizes at its first maximum, a few times, and C2 counts these traps again
 * wherever it inlines the method: 24 additions in a tile count each four times. From a hundred on
 * ({@code PerMethodTrapLimit}) it guards types by calls instead of traps, which leaves the vectors
 * behind them without a known length: the tile's last stores are not inlined, and all that they
 * store is allocated for as long as the process lives. Here the shared methods see every operation
 * while C1 profiles them, and nothing is left to be surprised by.
 */
final class Rehearsal {
  /** C1 profiles a method from its 200th call on; C2 compiles it after some thousands. */
  private static final int ROUNDS = 500;

  private Rehearsal() {}

  /** All rounds. */
  static void run() {
    float[] values = new float[LENGTH];
    for (int i = 0; i < ROUNDS; i++) {
      values[i % LENGTH] = round(values);
    }
  }

  /** Each operation once. */
  private static float round(float[] values) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    FloatVector v = FloatVector.fromArray(SPECIES, values, 0);
    v = one.add(v).sub(one).mul(one).div(one).max(v).min(one);
    v = one.fma(v, v).neg().abs().sqrt();
    v = v.add(FloatVector.zero(SPECIES)).rearrange(Turns.BY_ONE);
    v = v.blend(one, v.compare(VectorOperators.LT, one));
    v = v.blend(0, v.compare(VectorOperators.GT, 1));
    IntVector bits = v.reinterpretAsInts().and(Integer.MAX_VALUE).or(1);
    bits = bits.add(1).lanewise(VectorOperators.LSHL, 1).max(0).min(Integer.MAX_VALUE);
    v = one.min(bits.reinterpretAsFloats());
    LongVector pairs = v.reinterpretAsLongs().and(1).or(v.reinterpretAsLongs());
    pairs = pairs.lanewise(VectorOperators.LSHL, 32).lanewise(VectorOperators.LSHR, 32);
    v = one.max(pairs.reinterpretAsFloats());
    if (v.compare(VectorOperators.NE, v).anyTrue()) {
      v = one;
    }
    v.intoArray(values, 0);
    return v.rearrange(Turns.BY_TWO).lane(0) + v.reduceLanes(VectorOperators.MAX);
  }
}
