package io.tenon.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.tenon.op.Pair;
import io.tenon.op.Pooling;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Once it is compiled, no call of a kernel allocates: C2 keeps every vector in a register. */
class AllocationTest {
  private static final long PATIENCE = 60_000_000_000L;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private float sink;

  @ParameterizedTest
  @EnumSource
  void noCallAllocates(Twin twin) {
    Kernels kernels = twin.kernels();
    assumeTrue(THREADS.isThreadAllocatedMemorySupported(), "the JVM doesn't count allocations");
    Map<String, Runnable> calls = new LinkedHashMap<>();
    float[] x = new float[40_000];
    float[] y = new float[40_000];
    for (int outputs : new int[] {6, 16, 32, 48, 100}) {
      Panel panel = new Panel(x, 0, null, 0, outputs, Panel.contiguous(75), outputs % 16 < 8);
      for (int count : new int[] {1, 29}) {
        for (int xStep : new int[] {1, 16, 7}) {
          calls.put(
              "rows, outputs " + outputs + ", count " + count + ", xStep " + xStep,
              () ->
                  kernels.rows(panel, x, 0, xStep, count, y, 0, panel.stored, 16, Epilogue.RELU6));
        }
      }
    }
    StripedPanel stripes = new StripedPanel(x, 0, null, 0, 256, 40);
    for (int count : new int[] {1, 5, 14}) {
      calls.put("stripes, " + count, () -> kernels.stripes(stripes, x, 0, 40, count, y, 0, 256));
    }
    for (int outputs : new int[] {6, 16, 32}) {
      Panel panel = new Panel(x, 0, null, 0, outputs, Panel.contiguous(75), true);
      for (int count : new int[] {1, 4, 14}) {
        for (int xStep : new int[] {1, 16, 7}) {
          calls.put(
              "rowsMaxPool2, outputs " + outputs + ", count " + count + ", xStep " + xStep,
              () ->
                  kernels.rowsMaxPool2(
                      panel, x, 0, 28 * xStep, xStep, count, y, 0, count * 16, Epilogue.RELU));
        }
      }
    }
    for (int outputs : new int[] {1, 6, 16, 32}) {
      int lanes = Math.min(outputs, Panel.LANES);
      FourRowsPanel panel =
          new FourRowsPanel(new float[outputs * 75], new float[outputs], outputs, lanes, 3, 5, 28);
      calls.put(
          "fourRowsMaxPool2, outputs " + outputs,
          () ->
              kernels.fourRowsMaxPool2(
                  panel, x, 0, 32, 1024, y, 0, y, 20_000, 448, 1000, Epilogue.RELU6));
    }
    for (int channels : new int[] {6, 16, 40}) {
      int[] window = Offsets.blocks(1, 3, 3, 6, 60, 1, 1);
      Panel panel = new Panel(x, 0, null, 0, channels, window, true);
      Panel apart = new Panel(x, 0, null, 0, channels, Panel.contiguous(9), true);
      for (int count : new int[] {1, 7, 29}) {
        for (int xStep : new int[] {16, 32, 48}) {
          calls.put(
              "depthwise, channels " + channels + ", count " + count + ", xStep " + xStep,
              () ->
                  kernels.depthwise(
                      panel, x, 0, xStep, 3000, count, y, 0, count * 16, Epilogue.RELU6));
          calls.put(
              "depthwise apart, channels " + channels + ", count " + count + ", xStep " + xStep,
              () ->
                  kernels.depthwise(
                      apart, x, 0, xStep, 3000, count, y, 0, count * 16, Epilogue.RELU6));
        }
      }
    }
    for (WinogradTile tile : WinogradTile.values()) {
      calls.put(
          "winogradInput, " + tile,
          () -> kernels.winogradInput(tile, x, 0, 368, 5000, 2, 21, y, 0, 200, 100, y, 30_000));
      for (float[] z : new float[][] {null, x}) {
        calls.put(
            "winogradOutput, " + tile + (z == null ? "" : ", a sum"),
            () ->
                kernels.winogradOutput(
                    tile,
                    x,
                    0,
                    200,
                    100,
                    2,
                    21,
                    1,
                    x,
                    0,
                    z,
                    0,
                    336,
                    2000,
                    y,
                    0,
                    336,
                    2000,
                    Epilogue.RELU6,
                    y,
                    30_000));
      }
    }
    calls.put("intoBlocks", () -> Maps.intoBlocks(x, 0, 12, 50, 16, y, 0, 20));
    calls.put("frame", () -> Maps.frame(y, 0, 2, 10, 12, 16, 1, 1, 1, 1));
    calls.put("add", () -> kernels.add(x, 0, x, 5_000, y, 0, 1_003, Epilogue.RELU6));
    calls.put("sum", () -> sink += kernels.sum(x, 0, 1000));
    calls.put("sumOfSquares", () -> sink += kernels.sumOfSquares(x, 0, 1000, 1));
    calls.put("layer_norm", () -> RowNorms.layerNorm(kernels, x, 0, 10, 100, x, y, 1e-5f, y, 100));
    for (Curve curve : Curve.values()) {
      calls.put(curve.name(), () -> kernels.curve(curve, x, 0, y, 0, 70));
    }
    calls.put("product", () -> kernels.product(x, 0, 40, 13, 40, x, 0, 120, 118, y, 0, 120));
    calls.put("narrow product", () -> kernels.product(x, 0, 40, 13, 40, x, 0, 5, 5, y, 0, 5));
    calls.put("one product", () -> kernels.product(x, 0, 40, 1, 40, x, 0, 120, 118, y, 0, 120));
    calls.put("gru", () -> RecurrentGates.gru(kernels, 40, x, 0, y, 0, x, 0, y, 500));
    calls.put("lstm", () -> RecurrentGates.lstm(kernels, 40, x, 0, y, 0, y, 900, y, 900, y, 500));
    calls.put("softmax", () -> RowNorms.softmax(kernels, false, x, 0, 2, 100, 1, y, 0));
    Pooling op = Pooling.max(Pair.of(3), Pair.of(2), Pair.of(1), Pair.of(1), false);
    PoolWindows pool = new PoolWindows(op, 14, 14, 7, 7);
    calls.put("max_pool2d", () -> pool.run(x, 0, 2, 16, y, 0));
    AdaptiveWindows adaptive = new AdaptiveWindows(7, 7, 3, 3);
    calls.put("adaptive_avg_pool2d", () -> adaptive.run(x, 0, 2, 16, y, 0));
    calls.put("copy", () -> Rows.copy(5, x, 0, 16, y, 0, 10, 10));
    calls.put("scale", () -> kernels.scale(x, 0, 100, 2, y, 0));
    calls.put("mul", () -> kernels.mul(x, 0, x, 500, y, 0, 100));
    calls.put("mulAdd", () -> kernels.mulAdd(x, 0, x, 500, x, 900, y, 0, 100));
    calls.put("lerp", () -> kernels.lerp(x, 0, x, 500, x, 900, y, 0, 100));
    calls.forEach((name, call) -> assertSteadyStateAllocatesNothing(name, call));
  }

  /** Repeats a call until 100 in a row have allocated nothing; C2 takes its time. */
  private static void assertSteadyStateAllocatesNothing(String name, Runnable call) {
    long thread = Thread.currentThread().getId();
    long start = System.nanoTime();
    long allocated = 1;
    while (allocated > 0 && System.nanoTime() - start < PATIENCE) {
      for (int i = 0; i < 200; i++) {
        call.run();
      }
      long before = THREADS.getThreadAllocatedBytes(thread);
      for (int i = 0; i < 100; i++) {
        call.run();
      }
      allocated = THREADS.getThreadAllocatedBytes(thread) - before;
    }
    assertThat(allocated).as("bytes that 100 calls of %s allocate", name).isZero();
  }
}
