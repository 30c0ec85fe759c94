package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.LENGTH;
import static io.tenon.kernel.simd.Columns.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The register tiles of {@code Kernels.stripes} for one position, written out for the reasons that
 * {@link FourColumns} gives. One of 1 position by 24 columns would be 1 % faster where there are as
 * many, and half as many are left over more seldom.
 */
final class StripeTiles {
  private StripeTiles() {}

  /** 1 position by 12 columns. */
  static void rows1x12(
      float[] w,
      int wAt,
      int wStep,
      int terms,
      float[] x,
      int xAt,
      float[] bias,
      int biasAt,
      float[] y,
      int yAt) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = FloatVector.zero(SPECIES);
    FloatVector s2 = FloatVector.zero(SPECIES);
    FloatVector s3 = FloatVector.zero(SPECIES);
    FloatVector s4 = FloatVector.zero(SPECIES);
    FloatVector s5 = FloatVector.zero(SPECIES);
    FloatVector s6 = FloatVector.zero(SPECIES);
    FloatVector s7 = FloatVector.zero(SPECIES);
    FloatVector s8 = FloatVector.zero(SPECIES);
    FloatVector s9 = FloatVector.zero(SPECIES);
    FloatVector s10 = FloatVector.zero(SPECIES);
    FloatVector s11 = FloatVector.zero(SPECIES);
    for (int k = 0; k < terms; k++) {
      int from = wAt + k * wStep;
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[xAt + k]);
      FloatVector v0 = FloatVector.fromArray(SPECIES, w, from);
      s0 = v0.fma(x0, s0);
      FloatVector v1 = FloatVector.fromArray(SPECIES, w, from + LENGTH);
      s1 = v1.fma(x0, s1);
      FloatVector v2 = FloatVector.fromArray(SPECIES, w, from + 2 * LENGTH);
      s2 = v2.fma(x0, s2);
      FloatVector v3 = FloatVector.fromArray(SPECIES, w, from + 3 * LENGTH);
      s3 = v3.fma(x0, s3);
      FloatVector v4 = FloatVector.fromArray(SPECIES, w, from + 4 * LENGTH);
      s4 = v4.fma(x0, s4);
      FloatVector v5 = FloatVector.fromArray(SPECIES, w, from + 5 * LENGTH);
      s5 = v5.fma(x0, s5);
      FloatVector v6 = FloatVector.fromArray(SPECIES, w, from + 6 * LENGTH);
      s6 = v6.fma(x0, s6);
      FloatVector v7 = FloatVector.fromArray(SPECIES, w, from + 7 * LENGTH);
      s7 = v7.fma(x0, s7);
      FloatVector v8 = FloatVector.fromArray(SPECIES, w, from + 8 * LENGTH);
      s8 = v8.fma(x0, s8);
      FloatVector v9 = FloatVector.fromArray(SPECIES, w, from + 9 * LENGTH);
      s9 = v9.fma(x0, s9);
      FloatVector v10 = FloatVector.fromArray(SPECIES, w, from + 10 * LENGTH);
      s10 = v10.fma(x0, s10);
      FloatVector v11 = FloatVector.fromArray(SPECIES, w, from + 11 * LENGTH);
      s11 = v11.fma(x0, s11);
    }
    FloatVector b0 = FloatVector.fromArray(SPECIES, bias, biasAt);
    b0.add(s0).intoArray(y, yAt);
    FloatVector b1 = FloatVector.fromArray(SPECIES, bias, biasAt + LENGTH);
    b1.add(s1).intoArray(y, yAt + LENGTH);
    FloatVector b2 = FloatVector.fromArray(SPECIES, bias, biasAt + 2 * LENGTH);
    b2.add(s2).intoArray(y, yAt + 2 * LENGTH);
    FloatVector b3 = FloatVector.fromArray(SPECIES, bias, biasAt + 3 * LENGTH);
    b3.add(s3).intoArray(y, yAt + 3 * LENGTH);
    FloatVector b4 = FloatVector.fromArray(SPECIES, bias, biasAt + 4 * LENGTH);
    b4.add(s4).intoArray(y, yAt + 4 * LENGTH);
    FloatVector b5 = FloatVector.fromArray(SPECIES, bias, biasAt + 5 * LENGTH);
    b5.add(s5).intoArray(y, yAt + 5 * LENGTH);
    FloatVector b6 = FloatVector.fromArray(SPECIES, bias, biasAt + 6 * LENGTH);
    b6.add(s6).intoArray(y, yAt + 6 * LENGTH);
    FloatVector b7 = FloatVector.fromArray(SPECIES, bias, biasAt + 7 * LENGTH);
    b7.add(s7).intoArray(y, yAt + 7 * LENGTH);
    FloatVector b8 = FloatVector.fromArray(SPECIES, bias, biasAt + 8 * LENGTH);
    b8.add(s8).intoArray(y, yAt + 8 * LENGTH);
    FloatVector b9 = FloatVector.fromArray(SPECIES, bias, biasAt + 9 * LENGTH);
    b9.add(s9).intoArray(y, yAt + 9 * LENGTH);
    FloatVector b10 = FloatVector.fromArray(SPECIES, bias, biasAt + 10 * LENGTH);
    b10.add(s10).intoArray(y, yAt + 10 * LENGTH);
    FloatVector b11 = FloatVector.fromArray(SPECIES, bias, biasAt + 11 * LENGTH);
    b11.add(s11).intoArray(y, yAt + 11 * LENGTH);
  }

  /** 1 position by 4 columns. */
  static void rows1x4(
      float[] w,
      int wAt,
      int wStep,
      int terms,
      float[] x,
      int xAt,
      float[] bias,
      int biasAt,
      float[] y,
      int yAt) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = FloatVector.zero(SPECIES);
    FloatVector s2 = FloatVector.zero(SPECIES);
    FloatVector s3 = FloatVector.zero(SPECIES);
    for (int k = 0; k < terms; k++) {
      int from = wAt + k * wStep;
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[xAt + k]);
      FloatVector v0 = FloatVector.fromArray(SPECIES, w, from);
      s0 = v0.fma(x0, s0);
      FloatVector v1 = FloatVector.fromArray(SPECIES, w, from + LENGTH);
      s1 = v1.fma(x0, s1);
      FloatVector v2 = FloatVector.fromArray(SPECIES, w, from + 2 * LENGTH);
      s2 = v2.fma(x0, s2);
      FloatVector v3 = FloatVector.fromArray(SPECIES, w, from + 3 * LENGTH);
      s3 = v3.fma(x0, s3);
    }
    FloatVector b0 = FloatVector.fromArray(SPECIES, bias, biasAt);
    b0.add(s0).intoArray(y, yAt);
    FloatVector b1 = FloatVector.fromArray(SPECIES, bias, biasAt + LENGTH);
    b1.add(s1).intoArray(y, yAt + LENGTH);
    FloatVector b2 = FloatVector.fromArray(SPECIES, bias, biasAt + 2 * LENGTH);
    b2.add(s2).intoArray(y, yAt + 2 * LENGTH);
    FloatVector b3 = FloatVector.fromArray(SPECIES, bias, biasAt + 3 * LENGTH);
    b3.add(s3).intoArray(y, yAt + 3 * LENGTH);
  }
}
