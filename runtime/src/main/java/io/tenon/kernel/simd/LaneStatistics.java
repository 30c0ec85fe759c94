package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.LENGTH;
import static io.tenon.kernel.simd.Columns.SPECIES;

import io.tenon.kernel.Epilogue;
import io.tenon.kernel.LaneKernels;
import io.tenon.kernel.Panel;
import jdk.incubator.vector.FloatVector;

/** One vector of a block's channels over all positions: sums, and what is made of them. */
interface LaneStatistics extends LaneKernels {
  @Override
  default void laneSums(float[] x, int xAt, int count, float[] y, int yAt) {
    for (int c = 0; c < Panel.LANES; c += LENGTH) {
      sums(x, xAt + c, count, y, yAt + c);
    }
  }

  @Override
  default void laneSquares(
      float[] x, int xAt, int count, float[] mean, int meanAt, float[] y, int yAt) {
    for (int c = 0; c < Panel.LANES; c += LENGTH) {
      squares(x, xAt + c, count, mean, meanAt + c, y, yAt + c);
    }
  }

  @Override
  default void scaleShift(
      float[] x,
      int xAt,
      int count,
      float[] by,
      int scaleAt,
      int shiftAt,
      float[] y,
      int yAt,
      Epilogue epilogue) {
    for (int c = 0; c < Panel.LANES; c += LENGTH) {
      apply(x, xAt + c, count, by, scaleAt + c, shiftAt + c, y, yAt + c, epilogue);
    }
  }

  /** {@code y = Σ x}. */
  private static void sums(float[] x, int xAt, int count, float[] y, int yAt) {
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = FloatVector.zero(SPECIES);
    int i = 0;
    for (; i + Panel.LANES < count * Panel.LANES; i += 2 * Panel.LANES) { // two chains: see sum
      a = FloatVector.fromArray(SPECIES, x, xAt + i).add(a);
      b = FloatVector.fromArray(SPECIES, x, xAt + i + Panel.LANES).add(b);
    }
    FloatVector sum = FloatVector.zero(SPECIES).add(a).add(b);
    if (i < count * Panel.LANES) {
      sum = FloatVector.fromArray(SPECIES, x, xAt + i).add(sum);
    }
    sum.intoArray(y, yAt);
  }

  /** {@code y = Σ (x - mean)²}. */
  private static void squares(
      float[] x, int xAt, int count, float[] mean, int meanAt, float[] y, int yAt) {
    FloatVector middle = FloatVector.fromArray(SPECIES, mean, meanAt);
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = FloatVector.zero(SPECIES);
    int i = 0;
    for (; i + Panel.LANES < count * Panel.LANES; i += 2 * Panel.LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i).sub(middle);
      FloatVector w = FloatVector.fromArray(SPECIES, x, xAt + i + Panel.LANES).sub(middle);
      a = v.fma(v, a);
      b = w.fma(w, b);
    }
    FloatVector sum = FloatVector.zero(SPECIES).add(a).add(b);
    if (i < count * Panel.LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i).sub(middle);
      sum = v.fma(v, sum);
    }
    sum.intoArray(y, yAt);
  }

  /** {@code y = epilogue(x · scale + shift)}. */
  private static void apply(
      float[] x,
      int xAt,
      int count,
      float[] by,
      int scaleAt,
      int shiftAt,
      float[] y,
      int yAt,
      Epilogue epilogue) {
    FloatVector scale = FloatVector.fromArray(SPECIES, by, scaleAt);
    FloatVector shift = FloatVector.fromArray(SPECIES, by, shiftAt);
    float least = epilogue == Epilogue.NONE ? Float.NEGATIVE_INFINITY : 0;
    float most = epilogue == Epilogue.RELU6 ? 6 : Float.POSITIVE_INFINITY;
    FloatVector low = FloatVector.broadcast(SPECIES, least);
    FloatVector high = FloatVector.broadcast(SPECIES, most);
    for (int i = 0; i < count * Panel.LANES; i += Panel.LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i).fma(scale, shift);
      high.min(low.max(v)).intoArray(y, yAt + i); // NaN stays NaN
    }
  }
}
