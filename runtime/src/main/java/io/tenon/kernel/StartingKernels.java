package io.tenon.kernel;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The kernels of a process that has just started: the scalar twin for the first {@value
 * #MULTIPLY_ADDS} multiply-adds, then the best there are. Loading the vector classes takes longer
 * than a small network's first hundred results do on the scalar twin, and until C2 has compiled
 * them each vector is an object: the first thousand results come sooner this way.
 */
final class StartingKernels extends ScalarKernels {
  /** As many as the scalar twin does while the SIMD twin would get warm. */
  static final long MULTIPLY_ADDS = 1_000_000_000;

  private static final int OF_A_CURVE = 16; // multiply-adds of one value, about

  private final AtomicLong left;

  StartingKernels() {
    this(MULTIPLY_ADDS);
  }

  /** Kernels that the best replace after {@code multiplyAdds}. */
  StartingKernels(long multiplyAdds) {
    left = new AtomicLong(multiplyAdds);
  }

  @Override
  public String name() {
    Kernels best = Kernels.best();
    return best == Kernels.scalar() ? best.name() : best.name() + ", scalar at first";
  }

  /** The twin for so much work. */
  private Kernels twin(long multiplyAdds) {
    if (left.get() <= 0) {
      return Kernels.best(); // a forward that was called before the switch
    }
    if (left.addAndGet(-multiplyAdds) <= 0) {
      ActiveKernels.replace(this, Kernels.best());
    }
    return Kernels.scalar();
  }

  private static long work(Panel panel, int count) {
    return work(panel, 0, panel.blocks, count);
  }

  private static long work(Panel panel, int first, int end, int count) {
    return (long) count * panel.offsets.length * Panel.LANES * (end - first);
  }

  @Override
  public void blocks(
      Panel panel,
      int first,
      int end,
      float[] x,
      int xAt,
      int xStep,
      int count,
      float[] y,
      int yAt,
      int yStep,
      int yBlock,
      Epilogue epilogue) {
    twin(work(panel, first, end, count))
        .blocks(panel, first, end, x, xAt, xStep, count, y, yAt, yStep, yBlock, epilogue);
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
    twin(4 * work(panel, count))
        .rowsMaxPool2(panel, x, xAt, xRow, xStep, count, y, yAt, yBlock, epilogue);
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
    twin(4L * count * panel.offsets.length * panel.outputs)
        .columnsMaxPool2(panel, x, xAt, xRow, count, y, yAt, yOutput, epilogue);
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
    twin((long) panel.columns * panel.weights.length)
        .fourRowsMaxPool2(
            panel, x, xAt, xRow, xChannel, scratch, scratchAt, y, yAt, yRow, yBlock, epilogue);
  }

  @Override
  public void depthwise(
      Panel panel,
      float[] x,
      int xAt,
      int xStep,
      int xRow,
      int xBlock,
      int rows,
      int count,
      float[] y,
      int yAt,
      int yRow,
      int yBlock,
      Epilogue epilogue) {
    twin(rows * work(panel, count))
        .depthwise(panel, x, xAt, xStep, xRow, xBlock, rows, count, y, yAt, yRow, yBlock, epilogue);
  }

  @Override
  public void curve(Curve curve, float[] x, int xAt, float[] y, int yAt, int count) {
    twin((long) OF_A_CURVE * count).curve(curve, x, xAt, y, yAt, count);
  }

  @Override
  public void stripes(
      StripedPanel panel, float[] x, int xAt, int xStep, int count, float[] y, int yAt, int yStep) {
    twin((long) count * panel.weights.length).stripes(panel, x, xAt, xStep, count, y, yAt, yStep);
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
    twin(3L * OF_A_CURVE * hidden).gruGates(hidden, x, xAt, h, hAt, state, stateAt, y, yAt);
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
    twin((long) count * terms * columns)
        .product(x, xAt, xStep, count, terms, w, wAt, wStep, columns, y, yAt, yStep);
  }
}
