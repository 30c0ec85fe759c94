package io.tenon.kernel.simd;

import static io.tenon.kernel.simd.Columns.LENGTH;
import static io.tenon.kernel.simd.Columns.SPECIES;

import io.tenon.kernel.Curve;
import io.tenon.kernel.Epilogue;
import io.tenon.kernel.FourRowsPanel;
import io.tenon.kernel.Kernels;
import io.tenon.kernel.NarrowPanel;
import io.tenon.kernel.Panel;
import io.tenon.kernel.WinogradTile;
import io.tenon.op.Arithmetic;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The kernels on the Vector API. {@link RowTiling} and {@link PoolTiling} cover the results with
 * register tiles; epilogues run over the stored row, which is still in L1.
 */
public final class SimdKernels implements Kernels, LaneStatistics {
  private static final int FEWEST_BITS = 128;

  private SimdKernels() {}

  /** The kernels, or null where the JVM offers no vectors of 128 bits. */
  public static Kernels create() {
    return SPECIES.vectorBitSize() < FEWEST_BITS ? null : new SimdKernels();
  }

  @Override
  public String name() {
    return "simd (" + SPECIES.vectorBitSize() + " bits)";
  }

  @Override
  public void rows(
      Panel panel,
      float[] x,
      int xAt,
      int xStep,
      int count,
      float[] y,
      int yAt,
      int yStep,
      int yBlock,
      Epilogue epilogue) {
    panel.requireBlockStep(yBlock);
    if (count <= 0) {
      return;
    }
    if (count >= RowTiling.FEWEST) {
      RowTiling.run(panel, x, xAt, xStep, count, y, yAt, yStep, yBlock, epilogue);
      return;
    }
    for (int m = 0; m < count; m++) {
      int to = yAt + m * yStep;
      RowTiling.onePosition(panel, x, xAt + m * xStep, y, to, yBlock);
      if (epilogue == Epilogue.NONE) {
        continue;
      }
      if (yBlock == Panel.LANES) { // a position's results lie together
        finish(y, to, panel.stored, epilogue);
      } else {
        for (int block = 0; block < panel.blocks; block++) {
          finish(y, to + block * yBlock, Panel.LANES, epilogue);
        }
      }
    }
  }

  @Override
  public void rowsMaxPool2(
      Panel panel,
      float[] x,
      int xAt,
      int xRow,
      int xStep,
      int count,
      float[] y,
      int yAt,
      int yBlock,
      Epilogue epilogue) {
    panel.requireWholeBlocks();
    if (count <= 0) {
      return;
    }
    PoolTiling.run(panel, x, xAt, xRow, xStep, count, y, yAt, yBlock);
    if (epilogue != Epilogue.NONE) {
      for (int block = 0; block < panel.blocks; block++) {
        finish(y, yAt + block * yBlock, count * Panel.LANES, epilogue);
      }
    }
  }

  @Override
  public void columnsMaxPool2(
      NarrowPanel panel,
      float[] x,
      int xAt,
      int xRow,
      int count,
      float[] y,
      int yAt,
      int yOutput,
      Epilogue epilogue) {
    NarrowTiling.run(panel, x, xAt, xRow, 2 * count, y, yAt, yOutput);
    for (int o = 0; o < panel.outputs; o++) {
      int at = yAt + o * yOutput;
      float bias = panel.bias[o];
      for (int m = 0; m < count; m++) { // in place: what is read lies behind what is written
        y[at + m] = epilogue.of(Math.max(y[at + 2 * m], y[at + 2 * m + 1]) + bias);
      }
    }
  }

  @Override
  public void fourRowsMaxPool2(
      FourRowsPanel panel,
      float[] x,
      int xAt,
      int xRow,
      int xChannel,
      float[] scratch,
      int scratchAt,
      float[] y,
      int yAt,
      int yRow,
      int yBlock,
      Epilogue epilogue) {
    int sumsAt = scratchAt + panel.sums();
    FourRowsInput.run(panel, x, xAt, xRow, xChannel, scratch, scratchAt);
    if (panel.lanes < Panel.LANES) {
      FourRowsTiling.columns(panel, scratch, scratchAt, sumsAt);
      FourRowsOutput.columns(panel, scratch, sumsAt, y, yAt, yRow, yBlock, epilogue);
    } else {
      FourRowsTiling.positions(panel, scratch, scratchAt, sumsAt);
      FourRowsOutput.positions(panel, scratch, sumsAt, y, yAt, yRow, yBlock, epilogue);
    }
  }

  @Override
  public void depthwise(
      Panel panel,
      float[] x,
      int xAt,
      int xStep,
      int xBlock,
      int count,
      float[] y,
      int yAt,
      int yBlock,
      Epilogue epilogue) {
    panel.requireWholeBlocks();
    if (count <= 0) {
      return;
    }
    boolean done =
        DepthwiseTiling.run(panel, x, xAt, xStep, xBlock, count, y, yAt, yBlock, epilogue);
    if (!done && epilogue != Epilogue.NONE) {
      for (int block = 0; block < panel.blocks; block++) {
        finish(y, yAt + block * yBlock, count * Panel.LANES, epilogue);
      }
    }
  }

  /** {@code count} is at least a vector; the last one may overlap the one before. */
  private static void finish(float[] y, int yAt, int count, Epilogue epilogue) {
    if (count <= 0) {
      return;
    }
    int last = yAt + count - LENGTH;
    for (int i = yAt; i < last; i += LENGTH) {
      finishVector(y, i, epilogue);
    }
    finishVector(y, last, epilogue);
  }

  private static void finishVector(float[] y, int at, Epilogue epilogue) {
    FloatVector v = FloatVector.fromArray(SPECIES, y, at);
    v = FloatVector.zero(SPECIES).max(v); // NaN stays NaN
    if (epilogue == Epilogue.RELU6) {
      v = FloatVector.broadcast(SPECIES, 6).min(v);
    }
    v.intoArray(y, at);
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
  public void winogradInput(
      WinogradTile tile,
      float[] x,
      int xAt,
      int xRow,
      int xBlock,
      int blocks,
      int width,
      float[] v,
      int vAt,
      int vPoint,
      int vBlock,
      float[] scratch,
      int scratchAt) {
    tile.requireWidth(width);
    WinogradTiling.input(
        tile, x, xAt, xRow, xBlock, blocks, width, v, vAt, vPoint, vBlock, scratch, scratchAt);
  }

  @Override
  public void winogradOutput(
      WinogradTile tile,
      float[] m,
      int mAt,
      int mPoint,
      int mBlock,
      int blocks,
      int width,
      int skip,
      float[] bias,
      int biasAt,
      float[] z,
      int zAt,
      int zRow,
      int zBlock,
      float[] y,
      int yAt,
      int yRow,
      int yBlock,
      Epilogue epilogue,
      float[] scratch,
      int scratchAt) {
    tile.requireWidth(width);
    int tiles = tile.tiles(width);
    int each = tiles * tile.size * Panel.LANES;
    int row = width * Panel.LANES;
    int beside = scratchAt + tile.results * each;
    for (int b = 0; b < blocks; b++) {
      WinogradTiling.resultRows(tile, m, mAt + b * mBlock, mPoint, tiles, scratch, scratchAt);
      for (int p = skip; p < tile.results; p++) {
        int from = scratchAt + p * each;
        int shift = biasAt + b * Panel.LANES;
        int to = b * yBlock + p * yRow;
        if (z != null) {
          WinogradTiling.results(tile, scratch, from, width, bias, shift, scratch, beside);
          int with = zAt + b * zBlock + p * zRow;
          add(scratch, beside, z, with, y, yAt + to, row, epilogue);
        } else {
          WinogradTiling.results(tile, scratch, from, width, bias, shift, y, yAt + to);
          if (epilogue != Epilogue.NONE) {
            finish(y, yAt + to, row, epilogue);
          }
        }
      }
    }
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
    float sum = zero.add(a).add(b).add(c).add(d).reduceLanes(VectorOperators.ADD);
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
    float sum = zero.add(a).add(b).reduceLanes(VectorOperators.ADD);
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
  public void product(
      float[] x,
      int xAt,
      int xStep,
      int count,
      int terms,
      float[] w,
      int wAt,
      int wStep,
      int columns,
      float[] y,
      int yAt,
      int yStep) {
    ProductTiling.run(x, xAt, xStep, count, terms, w, wAt, wStep, columns, y, yAt, yStep);
  }
}
