package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.LENGTH;
import static io.tenon.kernel.simd.Columns.SPECIES;

import io.tenon.kernel.Curve;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link Curve} on vectors: its formulas and numbers, whose exponential is written out in each loop
 * (a method that took or returned a vector would box it). What is left behind the last whole vector
 * is done one by one, since results may lie where the operands do.
 */
final class CurveLoops {
  private CurveLoops() {}

  static void run(Curve curve, float[] x, int xAt, float[] y, int yAt, int count) {
    int done =
        switch (curve) {
          case SIGMOID -> sigmoid(x, xAt, y, yAt, count);
          case TANH -> tanh(x, xAt, y, yAt, count);
          case SILU -> silu(x, xAt, y, yAt, count);
          case GELU -> gelu(x, xAt, y, yAt, count);
          case GELU_TANH -> geluTanh(x, xAt, y, yAt, count);
        };
    for (int i = done; i < count; i++) {
      y[yAt + i] = curve.of(x[xAt + i]);
    }
  }

  /** 1 / (1 + e⁻ˣ). */
  private static int sigmoid(float[] x, int xAt, float[] y, int yAt, int count) {
    FloatVector log2e = FloatVector.broadcast(SPECIES, Curve.LOG2E);
    FloatVector rounding = FloatVector.broadcast(SPECIES, Curve.ROUNDING);
    FloatVector ln2High = FloatVector.broadcast(SPECIES, -Curve.LN2_HIGH);
    FloatVector ln2Low = FloatVector.broadcast(SPECIES, -Curve.LN2_LOW);
    int i = 0;
    for (; i <= count - LENGTH; i += LENGTH) {
      FloatVector in = FloatVector.fromArray(SPECIES, x, xAt + i);
      FloatVector v = in.neg();
      FloatVector rounded = v.fma(log2e, rounding);
      FloatVector n = rounded.sub(rounding);
      FloatVector r = n.fma(ln2High, v);
      r = n.fma(ln2Low, r);
      FloatVector p =
          r.fma(FloatVector.broadcast(SPECIES, Curve.E4), FloatVector.broadcast(SPECIES, Curve.E3));
      p = p.fma(r, FloatVector.broadcast(SPECIES, Curve.E2));
      p = p.fma(r, FloatVector.broadcast(SPECIES, Curve.E1));
      p = p.fma(r, FloatVector.broadcast(SPECIES, Curve.E0));
      p = p.fma(r.mul(r), r.add(1));
      IntVector exponent = rounded.reinterpretAsInts().add(127).lanewise(VectorOperators.LSHL, 23);
      FloatVector e = p.mul(exponent.reinterpretAsFloats());
      e = e.blend(0, v.compare(VectorOperators.LT, Curve.LOWEST));
      e = e.blend(Float.POSITIVE_INFINITY, v.compare(VectorOperators.GT, Curve.HIGHEST));
      FloatVector one = FloatVector.broadcast(SPECIES, 1);
      FloatVector result = one.div(e.add(one));
      result.intoArray(y, yAt + i);
    }
    return i;
  }

  /** x / (1 + e⁻ˣ). */
  private static int silu(float[] x, int xAt, float[] y, int yAt, int count) {
    FloatVector log2e = FloatVector.broadcast(SPECIES, Curve.LOG2E);
    FloatVector rounding = FloatVector.broadcast(SPECIES, Curve.ROUNDING);
    FloatVector ln2High = FloatVector.broadcast(SPECIES, -Curve.LN2_HIGH);
    FloatVector ln2Low = FloatVector.broadcast(SPECIES, -Curve.LN2_LOW);
    int i = 0;
    for (; i <= count - LENGTH; i += LENGTH) {
      FloatVector in = FloatVector.fromArray(SPECIES, x, xAt + i);
      FloatVector v = in.neg();
      FloatVector rounded = v.fma(log2e, rounding);
      FloatVector n = rounded.sub(rounding);
      FloatVector r = n.fma(ln2High, v);
      r = n.fma(ln2Low, r);
      FloatVector p =
          r.fma(FloatVector.broadcast(SPECIES, Curve.E4), FloatVector.broadcast(SPECIES, Curve.E3));
      p = p.fma(r, FloatVector.broadcast(SPECIES, Curve.E2));
      p = p.fma(r, FloatVector.broadcast(SPECIES, Curve.E1));
      p = p.fma(r, FloatVector.broadcast(SPECIES, Curve.E0));
      p = p.fma(r.mul(r), r.add(1));
      IntVector exponent = rounded.reinterpretAsInts().add(127).lanewise(VectorOperators.LSHL, 23);
      FloatVector e = p.mul(exponent.reinterpretAsFloats());
      e = e.blend(0, v.compare(VectorOperators.LT, Curve.LOWEST));
      e = e.blend(Float.POSITIVE_INFINITY, v.compare(VectorOperators.GT, Curve.HIGHEST));
      FloatVector result = in.div(e.add(1));
      result.intoArray(y, yAt + i);
    }
    return i;
  }

  /** x / (1 + e^(-2·u)). */
  private static int geluTanh(float[] x, int xAt, float[] y, int yAt, int count) {
    FloatVector log2e = FloatVector.broadcast(SPECIES, Curve.LOG2E);
    FloatVector rounding = FloatVector.broadcast(SPECIES, Curve.ROUNDING);
    FloatVector ln2High = FloatVector.broadcast(SPECIES, -Curve.LN2_HIGH);
    FloatVector ln2Low = FloatVector.broadcast(SPECIES, -Curve.LN2_LOW);
    int i = 0;
    for (; i <= count - LENGTH; i += LENGTH) {
      FloatVector in = FloatVector.fromArray(SPECIES, x, xAt + i);
      FloatVector u =
          in.mul(in)
              .fma(
                  FloatVector.broadcast(SPECIES, -Curve.GT1),
                  FloatVector.broadcast(SPECIES, -Curve.GT0));
      FloatVector v = in.mul(u);
      FloatVector rounded = v.fma(log2e, rounding);
      FloatVector n = rounded.sub(rounding);
      FloatVector r = n.fma(ln2High, v);
      r = n.fma(ln2Low, r);
      FloatVector p =
          r.fma(FloatVector.broadcast(SPECIES, Curve.E4), FloatVector.broadcast(SPECIES, Curve.E3));
      p = p.fma(r, FloatVector.broadcast(SPECIES, Curve.E2));
      p = p.fma(r, FloatVector.broadcast(SPECIES, Curve.E1));
      p = p.fma(r, FloatVector.broadcast(SPECIES, Curve.E0));
      p = p.fma(r.mul(r), r.add(1));
      IntVector exponent = rounded.reinterpretAsInts().add(127).lanewise(VectorOperators.LSHL, 23);
      FloatVector e = p.mul(exponent.reinterpretAsFloats());
      e = e.blend(0, v.compare(VectorOperators.LT, Curve.LOWEST));
      e = e.blend(Float.POSITIVE_INFINITY, v.compare(VectorOperators.GT, Curve.HIGHEST));
      FloatVector result = in.div(e.add(1));
      result.intoArray(y, yAt + i);
    }
    return i;
  }

  /** m / (m + 2), m = e^(2·|x|) - 1, with the sign of x. */
  private static int tanh(float[] x, int xAt, float[] y, int yAt, int count) {
    FloatVector log2e = FloatVector.broadcast(SPECIES, Curve.LOG2E);
    FloatVector rounding = FloatVector.broadcast(SPECIES, Curve.ROUNDING);
    FloatVector ln2High = FloatVector.broadcast(SPECIES, -Curve.LN2_HIGH);
    FloatVector ln2Low = FloatVector.broadcast(SPECIES, -Curve.LN2_LOW);
    int i = 0;
    for (; i <= count - LENGTH; i += LENGTH) {
      FloatVector in = FloatVector.fromArray(SPECIES, x, xAt + i);
      FloatVector a = in.abs();
      FloatVector v = a.add(a);
      v = v.blend(Curve.TANH_ONE_ABOVE, v.compare(VectorOperators.GT, Curve.TANH_ONE_ABOVE));
      FloatVector rounded = v.fma(log2e, rounding);
      FloatVector n = rounded.sub(rounding);
      FloatVector r = n.fma(ln2High, v);
      r = n.fma(ln2Low, r);
      FloatVector p =
          r.fma(FloatVector.broadcast(SPECIES, Curve.E4), FloatVector.broadcast(SPECIES, Curve.E3));
      p = p.fma(r, FloatVector.broadcast(SPECIES, Curve.E2));
      p = p.fma(r, FloatVector.broadcast(SPECIES, Curve.E1));
      p = p.fma(r, FloatVector.broadcast(SPECIES, Curve.E0));
      p = p.fma(r.mul(r), r);
      IntVector exponent = rounded.reinterpretAsInts().add(127).lanewise(VectorOperators.LSHL, 23);
      FloatVector power = exponent.reinterpretAsFloats();
      FloatVector m = power.fma(p, power.sub(1));
      FloatVector t = m.div(m.add(2));
      IntVector sign = in.reinterpretAsInts().and(Integer.MIN_VALUE);
      FloatVector result = t.reinterpretAsInts().or(sign).reinterpretAsFloats();
      result.intoArray(y, yAt + i);
    }
    return i;
  }

  /** x · Φ(x), by the tail of Φ. */
  private static int gelu(float[] x, int xAt, float[] y, int yAt, int count) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    int i = 0;
    for (; i <= count - LENGTH; i += LENGTH) {
      FloatVector in = FloatVector.fromArray(SPECIES, x, xAt + i);
      FloatVector z = in.abs();
      FloatVector p =
          z.fma(FloatVector.broadcast(SPECIES, Curve.G8), FloatVector.broadcast(SPECIES, Curve.G7));
      p = p.fma(z, FloatVector.broadcast(SPECIES, Curve.G6));
      p = p.fma(z, FloatVector.broadcast(SPECIES, Curve.G5));
      p = p.fma(z, FloatVector.broadcast(SPECIES, Curve.G4));
      p = p.fma(z, FloatVector.broadcast(SPECIES, Curve.G3));
      p = p.fma(z, FloatVector.broadcast(SPECIES, Curve.G2));
      p = p.fma(z, FloatVector.broadcast(SPECIES, Curve.G1));
      p = p.fma(z, FloatVector.broadcast(SPECIES, Curve.G0));
      p = p.mul(p);
      p = p.mul(p);
      FloatVector tail = p.mul(p).blend(0, z.compare(VectorOperators.GT, Curve.NO_TAIL_ABOVE));
      FloatVector phi = one.sub(tail).blend(tail, in.compare(VectorOperators.LT, 0));
      in.mul(phi).intoArray(y, yAt + i);
    }
    return i;
  }

  /** Stores e^(x - shift) and returns the sum. */
  static float expSum(float[] x, int xAt, int count, float shift, float[] y, int yAt) {
    FloatVector log2e = FloatVector.broadcast(SPECIES, Curve.LOG2E);
    FloatVector rounding = FloatVector.broadcast(SPECIES, Curve.ROUNDING);
    FloatVector ln2High = FloatVector.broadcast(SPECIES, -Curve.LN2_HIGH);
    FloatVector ln2Low = FloatVector.broadcast(SPECIES, -Curve.LN2_LOW);
    FloatVector sums = FloatVector.zero(SPECIES);
    int i = 0;
    for (; i <= count - LENGTH; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xAt + i).sub(shift);
      FloatVector rounded = v.fma(log2e, rounding);
      FloatVector n = rounded.sub(rounding);
      FloatVector r = n.fma(ln2High, v);
      r = n.fma(ln2Low, r);
      FloatVector p =
          r.fma(FloatVector.broadcast(SPECIES, Curve.E4), FloatVector.broadcast(SPECIES, Curve.E3));
      p = p.fma(r, FloatVector.broadcast(SPECIES, Curve.E2));
      p = p.fma(r, FloatVector.broadcast(SPECIES, Curve.E1));
      p = p.fma(r, FloatVector.broadcast(SPECIES, Curve.E0));
      p = p.fma(r.mul(r), r.add(1));
      IntVector exponent = rounded.reinterpretAsInts().add(127).lanewise(VectorOperators.LSHL, 23);
      FloatVector e = p.mul(exponent.reinterpretAsFloats());
      e = e.blend(0, v.compare(VectorOperators.LT, Curve.LOWEST));
      e.intoArray(y, yAt + i);
      sums = e.add(sums);
    }
    FloatVector all = FloatVector.zero(SPECIES).add(sums);
    if (LENGTH > 8) {
      all = all.add(all.rearrange(Turns.BY_EIGHT));
    }
    if (LENGTH > 4) {
      all = all.add(all.rearrange(Turns.BY_FOUR));
    }
    all = all.add(all.rearrange(Turns.BY_TWO));
    float sum = all.add(all.rearrange(Turns.BY_ONE)).lane(0);
    for (; i < count; i++) {
      float e = Curve.exp(x[xAt + i] - shift);
      y[yAt + i] = e;
      sum += e;
    }
    return sum;
  }
}
