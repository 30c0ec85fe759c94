package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.LENGTH;
import static io.tenon.kernel.simd.Columns.SPECIES;

import jdk.incubator.vector.FloatVector;

/** The register tiles of {@code Kernels.stripes} for several positions, see {@link StripeTiles}. */
final class TallStripeTiles {
  private TallStripeTiles() {}

  /** 3 positions by 4 columns. */
  static void rows3x4(
      float[] w,
      int wAt,
      int wStep,
      int terms,
      float[] x,
      int xAt,
      int xStep,
      float[] bias,
      int biasAt,
      float[] y,
      int yAt,
      int yStep) {
    FloatVector s0c0 = FloatVector.zero(SPECIES);
    FloatVector s0c1 = FloatVector.zero(SPECIES);
    FloatVector s0c2 = FloatVector.zero(SPECIES);
    FloatVector s0c3 = FloatVector.zero(SPECIES);
    FloatVector s1c0 = FloatVector.zero(SPECIES);
    FloatVector s1c1 = FloatVector.zero(SPECIES);
    FloatVector s1c2 = FloatVector.zero(SPECIES);
    FloatVector s1c3 = FloatVector.zero(SPECIES);
    FloatVector s2c0 = FloatVector.zero(SPECIES);
    FloatVector s2c1 = FloatVector.zero(SPECIES);
    FloatVector s2c2 = FloatVector.zero(SPECIES);
    FloatVector s2c3 = FloatVector.zero(SPECIES);
    for (int k = 0; k < terms; k++) {
      int from = wAt + k * wStep;
      int at = xAt + k;
      FloatVector v0 = FloatVector.fromArray(SPECIES, w, from);
      FloatVector v1 = FloatVector.fromArray(SPECIES, w, from + LENGTH);
      FloatVector v2 = FloatVector.fromArray(SPECIES, w, from + 2 * LENGTH);
      FloatVector v3 = FloatVector.fromArray(SPECIES, w, from + 3 * LENGTH);
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[at]);
      s0c0 = v0.fma(x0, s0c0);
      s0c1 = v1.fma(x0, s0c1);
      s0c2 = v2.fma(x0, s0c2);
      s0c3 = v3.fma(x0, s0c3);
      FloatVector x1 = FloatVector.broadcast(SPECIES, x[at + xStep]);
      s1c0 = v0.fma(x1, s1c0);
      s1c1 = v1.fma(x1, s1c1);
      s1c2 = v2.fma(x1, s1c2);
      s1c3 = v3.fma(x1, s1c3);
      FloatVector x2 = FloatVector.broadcast(SPECIES, x[at + 2 * xStep]);
      s2c0 = v0.fma(x2, s2c0);
      s2c1 = v1.fma(x2, s2c1);
      s2c2 = v2.fma(x2, s2c2);
      s2c3 = v3.fma(x2, s2c3);
    }
    FloatVector b0 = FloatVector.fromArray(SPECIES, bias, biasAt);
    FloatVector b1 = FloatVector.fromArray(SPECIES, bias, biasAt + LENGTH);
    FloatVector b2 = FloatVector.fromArray(SPECIES, bias, biasAt + 2 * LENGTH);
    FloatVector b3 = FloatVector.fromArray(SPECIES, bias, biasAt + 3 * LENGTH);
    b0.add(s0c0).intoArray(y, yAt);
    b1.add(s0c1).intoArray(y, yAt + LENGTH);
    b2.add(s0c2).intoArray(y, yAt + 2 * LENGTH);
    b3.add(s0c3).intoArray(y, yAt + 3 * LENGTH);
    b0.add(s1c0).intoArray(y, yAt + yStep);
    b1.add(s1c1).intoArray(y, yAt + yStep + LENGTH);
    b2.add(s1c2).intoArray(y, yAt + yStep + 2 * LENGTH);
    b3.add(s1c3).intoArray(y, yAt + yStep + 3 * LENGTH);
    b0.add(s2c0).intoArray(y, yAt + 2 * yStep);
    b1.add(s2c1).intoArray(y, yAt + 2 * yStep + LENGTH);
    b2.add(s2c2).intoArray(y, yAt + 2 * yStep + 2 * LENGTH);
    b3.add(s2c3).intoArray(y, yAt + 2 * yStep + 3 * LENGTH);
  }

  /** 4 positions by 4 columns. */
  static void rows4x4(
      float[] w,
      int wAt,
      int wStep,
      int terms,
      float[] x,
      int xAt,
      int xStep,
      float[] bias,
      int biasAt,
      float[] y,
      int yAt,
      int yStep) {
    FloatVector s0c0 = FloatVector.zero(SPECIES);
    FloatVector s0c1 = FloatVector.zero(SPECIES);
    FloatVector s0c2 = FloatVector.zero(SPECIES);
    FloatVector s0c3 = FloatVector.zero(SPECIES);
    FloatVector s1c0 = FloatVector.zero(SPECIES);
    FloatVector s1c1 = FloatVector.zero(SPECIES);
    FloatVector s1c2 = FloatVector.zero(SPECIES);
    FloatVector s1c3 = FloatVector.zero(SPECIES);
    FloatVector s2c0 = FloatVector.zero(SPECIES);
    FloatVector s2c1 = FloatVector.zero(SPECIES);
    FloatVector s2c2 = FloatVector.zero(SPECIES);
    FloatVector s2c3 = FloatVector.zero(SPECIES);
    FloatVector s3c0 = FloatVector.zero(SPECIES);
    FloatVector s3c1 = FloatVector.zero(SPECIES);
    FloatVector s3c2 = FloatVector.zero(SPECIES);
    FloatVector s3c3 = FloatVector.zero(SPECIES);
    for (int k = 0; k < terms; k++) {
      int from = wAt + k * wStep;
      int at = xAt + k;
      FloatVector v0 = FloatVector.fromArray(SPECIES, w, from);
      FloatVector v1 = FloatVector.fromArray(SPECIES, w, from + LENGTH);
      FloatVector v2 = FloatVector.fromArray(SPECIES, w, from + 2 * LENGTH);
      FloatVector v3 = FloatVector.fromArray(SPECIES, w, from + 3 * LENGTH);
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[at]);
      s0c0 = v0.fma(x0, s0c0);
      s0c1 = v1.fma(x0, s0c1);
      s0c2 = v2.fma(x0, s0c2);
      s0c3 = v3.fma(x0, s0c3);
      FloatVector x1 = FloatVector.broadcast(SPECIES, x[at + xStep]);
      s1c0 = v0.fma(x1, s1c0);
      s1c1 = v1.fma(x1, s1c1);
      s1c2 = v2.fma(x1, s1c2);
      s1c3 = v3.fma(x1, s1c3);
      FloatVector x2 = FloatVector.broadcast(SPECIES, x[at + 2 * xStep]);
      s2c0 = v0.fma(x2, s2c0);
      s2c1 = v1.fma(x2, s2c1);
      s2c2 = v2.fma(x2, s2c2);
      s2c3 = v3.fma(x2, s2c3);
      FloatVector x3 = FloatVector.broadcast(SPECIES, x[at + 3 * xStep]);
      s3c0 = v0.fma(x3, s3c0);
      s3c1 = v1.fma(x3, s3c1);
      s3c2 = v2.fma(x3, s3c2);
      s3c3 = v3.fma(x3, s3c3);
    }
    FloatVector b0 = FloatVector.fromArray(SPECIES, bias, biasAt);
    FloatVector b1 = FloatVector.fromArray(SPECIES, bias, biasAt + LENGTH);
    FloatVector b2 = FloatVector.fromArray(SPECIES, bias, biasAt + 2 * LENGTH);
    FloatVector b3 = FloatVector.fromArray(SPECIES, bias, biasAt + 3 * LENGTH);
    b0.add(s0c0).intoArray(y, yAt);
    b1.add(s0c1).intoArray(y, yAt + LENGTH);
    b2.add(s0c2).intoArray(y, yAt + 2 * LENGTH);
    b3.add(s0c3).intoArray(y, yAt + 3 * LENGTH);
    b0.add(s1c0).intoArray(y, yAt + yStep);
    b1.add(s1c1).intoArray(y, yAt + yStep + LENGTH);
    b2.add(s1c2).intoArray(y, yAt + yStep + 2 * LENGTH);
    b3.add(s1c3).intoArray(y, yAt + yStep + 3 * LENGTH);
    b0.add(s2c0).intoArray(y, yAt + 2 * yStep);
    b1.add(s2c1).intoArray(y, yAt + 2 * yStep + LENGTH);
    b2.add(s2c2).intoArray(y, yAt + 2 * yStep + 2 * LENGTH);
    b3.add(s2c3).intoArray(y, yAt + 2 * yStep + 3 * LENGTH);
    b0.add(s3c0).intoArray(y, yAt + 3 * yStep);
    b1.add(s3c1).intoArray(y, yAt + 3 * yStep + LENGTH);
    b2.add(s3c2).intoArray(y, yAt + 3 * yStep + 2 * LENGTH);
    b3.add(s3c3).intoArray(y, yAt + 3 * yStep + 3 * LENGTH);
  }

  /** 5 positions by 4 columns. */
  static void rows5x4(
      float[] w,
      int wAt,
      int wStep,
      int terms,
      float[] x,
      int xAt,
      int xStep,
      float[] bias,
      int biasAt,
      float[] y,
      int yAt,
      int yStep) {
    FloatVector s0c0 = FloatVector.zero(SPECIES);
    FloatVector s0c1 = FloatVector.zero(SPECIES);
    FloatVector s0c2 = FloatVector.zero(SPECIES);
    FloatVector s0c3 = FloatVector.zero(SPECIES);
    FloatVector s1c0 = FloatVector.zero(SPECIES);
    FloatVector s1c1 = FloatVector.zero(SPECIES);
    FloatVector s1c2 = FloatVector.zero(SPECIES);
    FloatVector s1c3 = FloatVector.zero(SPECIES);
    FloatVector s2c0 = FloatVector.zero(SPECIES);
    FloatVector s2c1 = FloatVector.zero(SPECIES);
    FloatVector s2c2 = FloatVector.zero(SPECIES);
    FloatVector s2c3 = FloatVector.zero(SPECIES);
    FloatVector s3c0 = FloatVector.zero(SPECIES);
    FloatVector s3c1 = FloatVector.zero(SPECIES);
    FloatVector s3c2 = FloatVector.zero(SPECIES);
    FloatVector s3c3 = FloatVector.zero(SPECIES);
    FloatVector s4c0 = FloatVector.zero(SPECIES);
    FloatVector s4c1 = FloatVector.zero(SPECIES);
    FloatVector s4c2 = FloatVector.zero(SPECIES);
    FloatVector s4c3 = FloatVector.zero(SPECIES);
    for (int k = 0; k < terms; k++) {
      int from = wAt + k * wStep;
      int at = xAt + k;
      FloatVector v0 = FloatVector.fromArray(SPECIES, w, from);
      FloatVector v1 = FloatVector.fromArray(SPECIES, w, from + LENGTH);
      FloatVector v2 = FloatVector.fromArray(SPECIES, w, from + 2 * LENGTH);
      FloatVector v3 = FloatVector.fromArray(SPECIES, w, from + 3 * LENGTH);
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[at]);
      s0c0 = v0.fma(x0, s0c0);
      s0c1 = v1.fma(x0, s0c1);
      s0c2 = v2.fma(x0, s0c2);
      s0c3 = v3.fma(x0, s0c3);
      FloatVector x1 = FloatVector.broadcast(SPECIES, x[at + xStep]);
      s1c0 = v0.fma(x1, s1c0);
      s1c1 = v1.fma(x1, s1c1);
      s1c2 = v2.fma(x1, s1c2);
      s1c3 = v3.fma(x1, s1c3);
      FloatVector x2 = FloatVector.broadcast(SPECIES, x[at + 2 * xStep]);
      s2c0 = v0.fma(x2, s2c0);
      s2c1 = v1.fma(x2, s2c1);
      s2c2 = v2.fma(x2, s2c2);
      s2c3 = v3.fma(x2, s2c3);
      FloatVector x3 = FloatVector.broadcast(SPECIES, x[at + 3 * xStep]);
      s3c0 = v0.fma(x3, s3c0);
      s3c1 = v1.fma(x3, s3c1);
      s3c2 = v2.fma(x3, s3c2);
      s3c3 = v3.fma(x3, s3c3);
      FloatVector x4 = FloatVector.broadcast(SPECIES, x[at + 4 * xStep]);
      s4c0 = v0.fma(x4, s4c0);
      s4c1 = v1.fma(x4, s4c1);
      s4c2 = v2.fma(x4, s4c2);
      s4c3 = v3.fma(x4, s4c3);
    }
    FloatVector b0 = FloatVector.fromArray(SPECIES, bias, biasAt);
    FloatVector b1 = FloatVector.fromArray(SPECIES, bias, biasAt + LENGTH);
    FloatVector b2 = FloatVector.fromArray(SPECIES, bias, biasAt + 2 * LENGTH);
    FloatVector b3 = FloatVector.fromArray(SPECIES, bias, biasAt + 3 * LENGTH);
    b0.add(s0c0).intoArray(y, yAt);
    b1.add(s0c1).intoArray(y, yAt + LENGTH);
    b2.add(s0c2).intoArray(y, yAt + 2 * LENGTH);
    b3.add(s0c3).intoArray(y, yAt + 3 * LENGTH);
    b0.add(s1c0).intoArray(y, yAt + yStep);
    b1.add(s1c1).intoArray(y, yAt + yStep + LENGTH);
    b2.add(s1c2).intoArray(y, yAt + yStep + 2 * LENGTH);
    b3.add(s1c3).intoArray(y, yAt + yStep + 3 * LENGTH);
    b0.add(s2c0).intoArray(y, yAt + 2 * yStep);
    b1.add(s2c1).intoArray(y, yAt + 2 * yStep + LENGTH);
    b2.add(s2c2).intoArray(y, yAt + 2 * yStep + 2 * LENGTH);
    b3.add(s2c3).intoArray(y, yAt + 2 * yStep + 3 * LENGTH);
    b0.add(s3c0).intoArray(y, yAt + 3 * yStep);
    b1.add(s3c1).intoArray(y, yAt + 3 * yStep + LENGTH);
    b2.add(s3c2).intoArray(y, yAt + 3 * yStep + 2 * LENGTH);
    b3.add(s3c3).intoArray(y, yAt + 3 * yStep + 3 * LENGTH);
    b0.add(s4c0).intoArray(y, yAt + 4 * yStep);
    b1.add(s4c1).intoArray(y, yAt + 4 * yStep + LENGTH);
    b2.add(s4c2).intoArray(y, yAt + 4 * yStep + 2 * LENGTH);
    b3.add(s4c3).intoArray(y, yAt + 4 * yStep + 3 * LENGTH);
  }

  /** 6 positions by 4 columns. */
  static void rows6x4(
      float[] w,
      int wAt,
      int wStep,
      int terms,
      float[] x,
      int xAt,
      int xStep,
      float[] bias,
      int biasAt,
      float[] y,
      int yAt,
      int yStep) {
    FloatVector s0c0 = FloatVector.zero(SPECIES);
    FloatVector s0c1 = FloatVector.zero(SPECIES);
    FloatVector s0c2 = FloatVector.zero(SPECIES);
    FloatVector s0c3 = FloatVector.zero(SPECIES);
    FloatVector s1c0 = FloatVector.zero(SPECIES);
    FloatVector s1c1 = FloatVector.zero(SPECIES);
    FloatVector s1c2 = FloatVector.zero(SPECIES);
    FloatVector s1c3 = FloatVector.zero(SPECIES);
    FloatVector s2c0 = FloatVector.zero(SPECIES);
    FloatVector s2c1 = FloatVector.zero(SPECIES);
    FloatVector s2c2 = FloatVector.zero(SPECIES);
    FloatVector s2c3 = FloatVector.zero(SPECIES);
    FloatVector s3c0 = FloatVector.zero(SPECIES);
    FloatVector s3c1 = FloatVector.zero(SPECIES);
    FloatVector s3c2 = FloatVector.zero(SPECIES);
    FloatVector s3c3 = FloatVector.zero(SPECIES);
    FloatVector s4c0 = FloatVector.zero(SPECIES);
    FloatVector s4c1 = FloatVector.zero(SPECIES);
    FloatVector s4c2 = FloatVector.zero(SPECIES);
    FloatVector s4c3 = FloatVector.zero(SPECIES);
    FloatVector s5c0 = FloatVector.zero(SPECIES);
    FloatVector s5c1 = FloatVector.zero(SPECIES);
    FloatVector s5c2 = FloatVector.zero(SPECIES);
    FloatVector s5c3 = FloatVector.zero(SPECIES);
    for (int k = 0; k < terms; k++) {
      int from = wAt + k * wStep;
      int at = xAt + k;
      FloatVector v0 = FloatVector.fromArray(SPECIES, w, from);
      FloatVector v1 = FloatVector.fromArray(SPECIES, w, from + LENGTH);
      FloatVector v2 = FloatVector.fromArray(SPECIES, w, from + 2 * LENGTH);
      FloatVector v3 = FloatVector.fromArray(SPECIES, w, from + 3 * LENGTH);
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[at]);
      s0c0 = v0.fma(x0, s0c0);
      s0c1 = v1.fma(x0, s0c1);
      s0c2 = v2.fma(x0, s0c2);
      s0c3 = v3.fma(x0, s0c3);
      FloatVector x1 = FloatVector.broadcast(SPECIES, x[at + xStep]);
      s1c0 = v0.fma(x1, s1c0);
      s1c1 = v1.fma(x1, s1c1);
      s1c2 = v2.fma(x1, s1c2);
      s1c3 = v3.fma(x1, s1c3);
      FloatVector x2 = FloatVector.broadcast(SPECIES, x[at + 2 * xStep]);
      s2c0 = v0.fma(x2, s2c0);
      s2c1 = v1.fma(x2, s2c1);
      s2c2 = v2.fma(x2, s2c2);
      s2c3 = v3.fma(x2, s2c3);
      FloatVector x3 = FloatVector.broadcast(SPECIES, x[at + 3 * xStep]);
      s3c0 = v0.fma(x3, s3c0);
      s3c1 = v1.fma(x3, s3c1);
      s3c2 = v2.fma(x3, s3c2);
      s3c3 = v3.fma(x3, s3c3);
      FloatVector x4 = FloatVector.broadcast(SPECIES, x[at + 4 * xStep]);
      s4c0 = v0.fma(x4, s4c0);
      s4c1 = v1.fma(x4, s4c1);
      s4c2 = v2.fma(x4, s4c2);
      s4c3 = v3.fma(x4, s4c3);
      FloatVector x5 = FloatVector.broadcast(SPECIES, x[at + 5 * xStep]);
      s5c0 = v0.fma(x5, s5c0);
      s5c1 = v1.fma(x5, s5c1);
      s5c2 = v2.fma(x5, s5c2);
      s5c3 = v3.fma(x5, s5c3);
    }
    FloatVector b0 = FloatVector.fromArray(SPECIES, bias, biasAt);
    FloatVector b1 = FloatVector.fromArray(SPECIES, bias, biasAt + LENGTH);
    FloatVector b2 = FloatVector.fromArray(SPECIES, bias, biasAt + 2 * LENGTH);
    FloatVector b3 = FloatVector.fromArray(SPECIES, bias, biasAt + 3 * LENGTH);
    b0.add(s0c0).intoArray(y, yAt);
    b1.add(s0c1).intoArray(y, yAt + LENGTH);
    b2.add(s0c2).intoArray(y, yAt + 2 * LENGTH);
    b3.add(s0c3).intoArray(y, yAt + 3 * LENGTH);
    b0.add(s1c0).intoArray(y, yAt + yStep);
    b1.add(s1c1).intoArray(y, yAt + yStep + LENGTH);
    b2.add(s1c2).intoArray(y, yAt + yStep + 2 * LENGTH);
    b3.add(s1c3).intoArray(y, yAt + yStep + 3 * LENGTH);
    b0.add(s2c0).intoArray(y, yAt + 2 * yStep);
    b1.add(s2c1).intoArray(y, yAt + 2 * yStep + LENGTH);
    b2.add(s2c2).intoArray(y, yAt + 2 * yStep + 2 * LENGTH);
    b3.add(s2c3).intoArray(y, yAt + 2 * yStep + 3 * LENGTH);
    b0.add(s3c0).intoArray(y, yAt + 3 * yStep);
    b1.add(s3c1).intoArray(y, yAt + 3 * yStep + LENGTH);
    b2.add(s3c2).intoArray(y, yAt + 3 * yStep + 2 * LENGTH);
    b3.add(s3c3).intoArray(y, yAt + 3 * yStep + 3 * LENGTH);
    b0.add(s4c0).intoArray(y, yAt + 4 * yStep);
    b1.add(s4c1).intoArray(y, yAt + 4 * yStep + LENGTH);
    b2.add(s4c2).intoArray(y, yAt + 4 * yStep + 2 * LENGTH);
    b3.add(s4c3).intoArray(y, yAt + 4 * yStep + 3 * LENGTH);
    b0.add(s5c0).intoArray(y, yAt + 5 * yStep);
    b1.add(s5c1).intoArray(y, yAt + 5 * yStep + LENGTH);
    b2.add(s5c2).intoArray(y, yAt + 5 * yStep + 2 * LENGTH);
    b3.add(s5c3).intoArray(y, yAt + 5 * yStep + 3 * LENGTH);
  }
}
