package io.tenon.kernel;

/** Of the kernels in plain Java, those that go through rows of numbers one by one. */
abstract class ScalarRows extends WinogradLoops {
  @Override
  public float sum(float[] x, int xAt, int count) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int i = 0;
    for (; i + 3 < count; i += 4) { // four chains: one would wait for each addition's latency
      a += x[xAt + i];
      b += x[xAt + i + 1];
      c += x[xAt + i + 2];
      d += x[xAt + i + 3];
    }
    for (; i < count; i++) {
      a += x[xAt + i];
    }
    return a + b + (c + d);
  }

  @Override
  public float sumOfSquares(float[] x, int xAt, int count, float mean) {
    float a = 0;
    float b = 0;
    int i = 0;
    for (; i + 1 < count; i += 2) {
      float v = x[xAt + i] - mean;
      float w = x[xAt + i + 1] - mean;
      a += v * v;
      b += w * w;
    }
    for (; i < count; i++) {
      float v = x[xAt + i] - mean;
      a += v * v;
    }
    return a + b;
  }

  @Override
  public float max(float[] x, int xAt, int count) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      max = Math.max(max, x[xAt + i]);
    }
    return max;
  }

  @Override
  public float expSum(float[] x, int xAt, int count, float shift, float[] y, int yAt) {
    double sum = 0; // in one chain, floats would lose digits
    for (int i = 0; i < count; i++) {
      float e = Curve.exp(x[xAt + i] - shift);
      y[yAt + i] = e;
      sum += e;
    }
    return (float) sum;
  }

  @Override
  public void scale(float[] x, int xAt, int count, float factor, float[] y, int yAt) {
    for (int i = 0; i < count; i++) {
      y[yAt + i] = x[xAt + i] * factor;
    }
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
    for (int i = 0; i < count; i++) {
      y[yAt + i] = (x[xAt + i] - mean) * factor * weight[i] + bias[i];
    }
  }

  @Override
  public void curve(Curve curve, float[] x, int xAt, float[] y, int yAt, int count) {
    for (int i = 0; i < count; i++) {
      y[yAt + i] = curve.of(x[xAt + i]);
    }
  }

  @Override
  public void mul(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt, int count) {
    for (int i = 0; i < count; i++) {
      y[yAt + i] = a[aAt + i] * b[bAt + i];
    }
  }

  @Override
  public void mulAdd(
      float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, float[] y, int yAt, int count) {
    for (int i = 0; i < count; i++) {
      y[yAt + i] = a[aAt + i] * b[bAt + i] + c[cAt + i];
    }
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
    for (int i = 0; i < count; i++) {
      float from = start[startAt + i];
      y[yAt + i] = from + weight[weightAt + i] * (end[endAt + i] - from);
    }
  }
}
