package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.LENGTH;
import static io.tenon.kernel.simd.Columns.SPECIES;
import static io.tenon.kernel.simd.Columns.weightsAt;

import io.tenon.kernel.Panel;
import jdk.incubator.vector.FloatVector;

/**
 * The register tiles of {@code Kernels.depthwise}: some positions by one column of channels. Lanes
 * are channels of the operand as well as of the result, so a term is one vector times another, and
 * nothing is broadcast.
 *
 * <p>Written out for the reasons that {@link FourColumns} gives. Loads are the limit: 34 GFLOP/s
 * for 3×3 windows of stride 1, 28 for stride 2 (JDK 17 and 25 alike). Eight sums hide an addition's
 * latency and fit the registers of any machine.
 */
final class DepthwiseTiles {
  private DepthwiseTiles() {}

  /** 8 positions whose windows lie 16 apart: stride 1. */
  static void positions8Step16(Panel p, int column, float[] x, int xAt, float[] y, int yAt) {
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int w0 = weightsAt(p, column);
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = FloatVector.zero(SPECIES);
    FloatVector s2 = FloatVector.zero(SPECIES);
    FloatVector s3 = FloatVector.zero(SPECIES);
    FloatVector s4 = FloatVector.zero(SPECIES);
    FloatVector s5 = FloatVector.zero(SPECIES);
    FloatVector s6 = FloatVector.zero(SPECIES);
    FloatVector s7 = FloatVector.zero(SPECIES);
    for (int k = 0; k < offsets.length; k++) {
      int at = xAt + offsets[k];
      FloatVector v = FloatVector.fromArray(SPECIES, w, w0 + k * Panel.LANES);
      s0 = v.fma(FloatVector.fromArray(SPECIES, x, at), s0);
      s1 = v.fma(FloatVector.fromArray(SPECIES, x, at + 16), s1);
      s2 = v.fma(FloatVector.fromArray(SPECIES, x, at + 32), s2);
      s3 = v.fma(FloatVector.fromArray(SPECIES, x, at + 48), s3);
      s4 = v.fma(FloatVector.fromArray(SPECIES, x, at + 64), s4);
      s5 = v.fma(FloatVector.fromArray(SPECIES, x, at + 80), s5);
      s6 = v.fma(FloatVector.fromArray(SPECIES, x, at + 96), s6);
      s7 = v.fma(FloatVector.fromArray(SPECIES, x, at + 112), s7);
    }
    FloatVector bias = FloatVector.fromArray(SPECIES, p.bias, column * LENGTH);
    bias.add(s0).intoArray(y, yAt);
    bias.add(s1).intoArray(y, yAt + 16);
    bias.add(s2).intoArray(y, yAt + 32);
    bias.add(s3).intoArray(y, yAt + 48);
    bias.add(s4).intoArray(y, yAt + 64);
    bias.add(s5).intoArray(y, yAt + 80);
    bias.add(s6).intoArray(y, yAt + 96);
    bias.add(s7).intoArray(y, yAt + 112);
  }

  /** 8 positions whose windows lie 32 apart: stride 2. */
  static void positions8Step32(Panel p, int column, float[] x, int xAt, float[] y, int yAt) {
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int w0 = weightsAt(p, column);
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = FloatVector.zero(SPECIES);
    FloatVector s2 = FloatVector.zero(SPECIES);
    FloatVector s3 = FloatVector.zero(SPECIES);
    FloatVector s4 = FloatVector.zero(SPECIES);
    FloatVector s5 = FloatVector.zero(SPECIES);
    FloatVector s6 = FloatVector.zero(SPECIES);
    FloatVector s7 = FloatVector.zero(SPECIES);
    for (int k = 0; k < offsets.length; k++) {
      int at = xAt + offsets[k];
      FloatVector v = FloatVector.fromArray(SPECIES, w, w0 + k * Panel.LANES);
      s0 = v.fma(FloatVector.fromArray(SPECIES, x, at), s0);
      s1 = v.fma(FloatVector.fromArray(SPECIES, x, at + 32), s1);
      s2 = v.fma(FloatVector.fromArray(SPECIES, x, at + 64), s2);
      s3 = v.fma(FloatVector.fromArray(SPECIES, x, at + 96), s3);
      s4 = v.fma(FloatVector.fromArray(SPECIES, x, at + 128), s4);
      s5 = v.fma(FloatVector.fromArray(SPECIES, x, at + 160), s5);
      s6 = v.fma(FloatVector.fromArray(SPECIES, x, at + 192), s6);
      s7 = v.fma(FloatVector.fromArray(SPECIES, x, at + 224), s7);
    }
    FloatVector bias = FloatVector.fromArray(SPECIES, p.bias, column * LENGTH);
    bias.add(s0).intoArray(y, yAt);
    bias.add(s1).intoArray(y, yAt + 16);
    bias.add(s2).intoArray(y, yAt + 32);
    bias.add(s3).intoArray(y, yAt + 48);
    bias.add(s4).intoArray(y, yAt + 64);
    bias.add(s5).intoArray(y, yAt + 80);
    bias.add(s6).intoArray(y, yAt + 96);
    bias.add(s7).intoArray(y, yAt + 112);
  }

  /** 4 positions. */
  static void positions4(Panel p, int column, float[] x, int xAt, int xStep, float[] y, int yAt) {
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int w0 = weightsAt(p, column);
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = FloatVector.zero(SPECIES);
    FloatVector s2 = FloatVector.zero(SPECIES);
    FloatVector s3 = FloatVector.zero(SPECIES);
    for (int k = 0; k < offsets.length; k++) {
      int at = xAt + offsets[k];
      FloatVector v = FloatVector.fromArray(SPECIES, w, w0 + k * Panel.LANES);
      s0 = v.fma(FloatVector.fromArray(SPECIES, x, at), s0);
      s1 = v.fma(FloatVector.fromArray(SPECIES, x, at + xStep), s1);
      s2 = v.fma(FloatVector.fromArray(SPECIES, x, at + 2 * xStep), s2);
      s3 = v.fma(FloatVector.fromArray(SPECIES, x, at + 3 * xStep), s3);
    }
    FloatVector bias = FloatVector.fromArray(SPECIES, p.bias, column * LENGTH);
    bias.add(s0).intoArray(y, yAt);
    bias.add(s1).intoArray(y, yAt + 16);
    bias.add(s2).intoArray(y, yAt + 32);
    bias.add(s3).intoArray(y, yAt + 48);
  }

  /** 1 position. */
  static void position(Panel p, int column, float[] x, int xAt, float[] y, int yAt) {
    float[] w = p.weights;
    int[] offsets = p.offsets;
    int w0 = weightsAt(p, column);
    FloatVector s0 = FloatVector.zero(SPECIES);
    for (int k = 0; k < offsets.length; k++) {
      int at = xAt + offsets[k];
      FloatVector v = FloatVector.fromArray(SPECIES, w, w0 + k * Panel.LANES);
      s0 = v.fma(FloatVector.fromArray(SPECIES, x, at), s0);
    }
    FloatVector bias = FloatVector.fromArray(SPECIES, p.bias, column * LENGTH);
    bias.add(s0).intoArray(y, yAt);
  }
}
