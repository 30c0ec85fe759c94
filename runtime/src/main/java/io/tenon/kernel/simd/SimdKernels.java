package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.LENGTH;
import static io.tenon.kernel.simd.Columns.SPECIES;

import io.tenon.kernel.Curve;
import io.tenon.kernel.Epilogue;
import io.tenon.kernel.Kernels;
import io.tenon.kernel.Panel;
import io.tenon.kernel.StripedPanel;
import io.tenon.op.Arithmetic;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The kernels on the Vector API: here those that go through rows of elements. */
public final class SimdKernels extends SimdProducts implements LaneStatistics {
  private static final int FEWEST_BITS = 128;

  private SimdKernels() {}

  /** The kernels, or null where the JVM offers no vectors of 128 bits. */
  public static Kernels create() {
    if (SPECIES.vectorBitSize() < FEWEST_BITS) {
      return null;
    }
    Rehearsal.run();
    return new SimdKernels();
  }

  @Override
  public String name() {
    return "simd (" + SPECIES.vectorBitSize() + " bits)";
  }

  /**
   * By hand, because a network's values lie in one array: C2 can't tell that what is stored is not
   * read again, and leaves such a loop scalar (4 to 5 times slower, JDK 17 and 25).
   */
  @Override
  public void add(
      float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int count, Epilogue epilogue) {
    int i = 0;
    for (; i <= count - LENGTH; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, b, bAt + i);
      v = FloatVector.fromArray(SPECIES, a, aAt + i).add(v);
      if (epilogue != Epilogue.NONE) {
        v = FloatVector.zero(SPECIES).max(v);
        if (epilogue == Epilogue.RELU6) {
          v = FloatVector.broadcast(SPECIES, 6).min(v);
        }
      }
      v.intoArray(y, yAt + i);
    }
    for (; i < count; i++) {
      y[yAt + i] = epilogue.of(a[aAt + i] + b[bAt + i]);
    }
  }

  @Override
  public void combine(
      Arithmetic.Operator operator,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      float[] y,
      int yAt,
      int count) {
    switch (operator) {
      case ADD -> add(a, aAt, b, bAt, y, yAt, count, Epilogue.NONE);
      case SUB -> Pairs.sub(a, aAt, b, bAt, y, yAt, count);
      case MUL -> Pairs.mul(a, aAt, b, bAt, y, yAt, count);
      case DIV -> Pairs.div(a, aAt, b, bAt, y, yAt, count);
    }
  }

  @Override
  public void combine(
      Arithmetic.Operator operator, float[] x, int xAt, float by, float[] y, int yAt, int count) {
    switch (operator) {
      case ADD -> Pairs.add(x, xAt, by, y, yAt, count);
      case SUB -> Pairs.add(x, xAt, -by, y, yAt, count);
      case MUL -> Pairs.mul(x, xAt, by, y, yAt, count);
      case DIV -> Pairs.div(x, xAt, by, y, yAt, count);
    }
  }

  @Override
  public void lanes(
      Arithmetic.Operator operator,
      float[] x,
      int xAt,
      int count,
      float[] by,
      int byAt,
      float[] y,
      int yAt) {
    for (int c = 0; c < Panel.LANES; c += LENGTH) {
      switch (operator) {
        case ADD -> Lanes.add(x, xAt + c, count, by, byAt + c, y, yAt + c);
        case SUB -> Lanes.sub(x, xAt + c, count, by, byAt + c, y, yAt + c);
        case MUL -> Lanes.mul(x, xAt + c, count, by, byAt + c, y, yAt + c);
        case DIV -> Lanes.div(x, xAt + c, count, by, byAt + c, y, yAt + c);
      }
    }
  }

  @Override
  public void stripes(
      StripedPanel panel, float[] x, int xAt, int xStep, int count, float[] y, int yAt, int yStep) {
    StripeTiling.run(panel, x, xAt, xStep, count, y, yAt, yStep);
  }

  @Override
  public void gruGates(
      int hidden,
      float[] x,
      int xAt,
      float[] h,
      int hAt,
      float[] state,
      int stateAt,
      float[] y,
      int yAt) {
    GruLoops.run(hidden, x, xAt, h, hAt, state, stateAt, y, yAt);
  }

  @Override
  public float sum(float[] x, int xAt, int count) {
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = FloatVector.zero(SPECIES);
    FloatVector c = FloatVector.zero(SPECIES);
    FloatVector d = FloatVector.zero(SPECIES);
    int i = 0;
    for (; i <= count - 4 * LENGTH; i += 4 * LENGTH) { // four chains hide an addition's latency
      a = FloatVector.fromArray(SPECIES, x, xAt + i).add(a);
      b = FloatVector.fromArray(SPECIES, x, xAt + i + LENGTH).add(b);
      c = FloatVector.fromArray(SPECIES, x, xAt + i + 2 * LENGTH).add(c);
      d = FloatVector.fromArray(SPECIES, x, xAt + i + 3 * LENGTH).add(d);
    }
    FloatVector zero = FloatVector.zero(SPECIES); // see Columns: a itself may not be the receiver
    FloatVector all = zero.add(a).add(b).add(c).add(d);
    if (LENGTH > 8) {
      all = all.add(all.rearrange(Turns.BY_EIGHT));
    }
    if (LENGTH > 4) {
      all = all.add(all.rearrange(Turns.BY_FOUR));
    }
    all = all.add(all.rearrange(Turns.BY_TWO));
    float sum = all.add(all.rearrange(Turns.BY_ONE)).lane(0);
    for (; i < count; i++) {
      sum += x[xAt + i];
    }
    return sum;
  }

  @Override
  public float sumOfSquares(float[] x, int xAt, int count, float mean) {
    FloatVector m = FloatVector.broadcast(SPECIES, mean);
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = FloatVector.zero(SPECIES);
    int i = 0;
    for (; i <= count - 2 * LENGTH; i += 2 * LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i).sub(m);
      FloatVector w = FloatVector.fromArray(SPECIES, x, xAt + i + LENGTH).sub(m);
      a = v.fma(v, a);
      b = w.fma(w, b);
    }
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector all = zero.add(a).add(b);
    if (LENGTH > 8) {
      all = all.add(all.rearrange(Turns.BY_EIGHT));
    }
    if (LENGTH > 4) {
      all = all.add(all.rearrange(Turns.BY_FOUR));
    }
    all = all.add(all.rearrange(Turns.BY_TWO));
    float sum = all.add(all.rearrange(Turns.BY_ONE)).lane(0);
    for (; i < count; i++) {
      float v = x[xAt + i] - mean;
      sum += v * v;
    }
    return sum;
  }

  @Override
  public float max(float[] x, int xAt, int count) {
    FloatVector largest = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
    int i = 0;
    for (; i <= count - LENGTH; i += LENGTH) {
      largest = FloatVector.fromArray(SPECIES, x, xAt + i).max(largest);
    }
    float max = Float.NEGATIVE_INFINITY;
    if (i > 0) {
      FloatVector least = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
      max = least.max(largest).reduceLanes(VectorOperators.MAX);
    }
    for (; i < count; i++) {
      max = Math.max(max, x[xAt + i]);
    }
    return max;
  }

  @Override
  public float expSum(float[] x, int xAt, int count, float shift, float[] y, int yAt) {
    return CurveLoops.expSum(x, xAt, count, shift, y, yAt);
  }

  @Override
  public void scale(float[] x, int xAt, int count, float factor, float[] y, int yAt) {
    RowLoops.scale(x, xAt, count, factor, y, yAt);
  }

  @Override
  public void normalize(
      float[] x,
      int xAt,
      int count,
      float mean,
      float factor,
      float[] weight,
      float[] bias,
      float[] y,
      int yAt) {
    RowLoops.normalize(x, xAt, count, mean, factor, weight, bias, y, yAt);
  }

  @Override
  public void curve(Curve curve, float[] x, int xAt, float[] y, int yAt, int count) {
    CurveLoops.run(curve, x, xAt, y, yAt, count);
  }

  @Override
  public void mul(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int count) {
    RowLoops.mul(a, aAt, b, bAt, y, yAt, count);
  }

  @Override
  public void mulAdd(
      float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, float[] y, int yAt, int count) {
    RowLoops.mulAdd(a, aAt, b, bAt, c, cAt, y, yAt, count);
  }

  @Override
  public void lerp(
      float[] start,
      int startAt,
      float[] end,
      int endAt,
      float[] weight,
      int weightAt,
      float[] y,
      int yAt,
      int count) {
    RowLoops.lerp(start, startAt, end, endAt, weight, weightAt, y, yAt, count);
  }
}
