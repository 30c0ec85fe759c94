package io.tenon.samples.benchmarks;

import io.tenon.kernel.AttentionHead;
import io.tenon.kernel.Epilogue;
import io.tenon.kernel.Kernels;
import io.tenon.kernel.Offsets;
import io.tenon.kernel.Panel;
import io.tenon.kernel.RowNorms;
import io.tenon.kernel.WinogradPanel;
import io.tenon.kernel.WinogradTile;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** The kernels alone, beside the peak. Takes JMH's options. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelBench {
  private static final int SAMPLES = 64;
  private static final int FEATURES = 256;
  private static final int WIDE = 784;
  private static final int OUTPUTS = 512;
  private static final int CHANNELS = 64;
  private static final int SIZE = 56;
  private static final int PADDED = SIZE + 2;
  private static final int TILES = 4 * SIZE / 4;
  private static final int ROWS = 128;
  private static final int HEAD = 64; // features of an attention's head
  private static final int EXPONENTIAL = 16; // operations of its polynomial, about
  private static final int PEAK_STEPS = 100_000;

  /** Operations of a call, by benchmark; a multiply-add counts as two. */
  private static final Map<String, Double> OPERATIONS =
      new TreeMap<>(
          Map.of(
              "attention", 4.0 * ROWS * ROWS * HEAD + ROWS * ROWS * (EXPONENTIAL + 4.0),
              "convolution", 2.0 * SIZE * SIZE * CHANNELS * CHANNELS * 9,
              "depthwise", 2.0 * SIZE * SIZE * CHANNELS * 9,
              "gemv", 2.0 * WIDE * OUTPUTS,
              "layerNorm", 8.0 * ROWS * FEATURES, // two sums, then a factor and a summand
              "peak", Peak.operations(PEAK_STEPS),
              "rows", 2.0 * SAMPLES * FEATURES * FEATURES,
              "softmax", ROWS * ROWS * (EXPONENTIAL + 4.0), // largest, difference, sum, factor
              "winograd", 2.0 * SIZE * SIZE * CHANNELS * CHANNELS * 9));

  private final Kernels kernels = Kernels.best();
  private final Panel square = panel(FEATURES, Panel.contiguous(FEATURES), false);
  private final Panel wide = panel(OUTPUTS, Panel.contiguous(WIDE), false);
  private final Panel maps =
      panel(CHANNELS, Offsets.blocks(CHANNELS, 3, 3, PADDED, PADDED, 1, 1), true);
  private final WinogradPanel points =
      new WinogradPanel(
          WinogradTile.FOUR,
          random(CHANNELS * CHANNELS * 9),
          new float[CHANNELS],
          CHANNELS,
          CHANNELS,
          TILES);
  private final float[] v = new float[WinogradTile.FOUR.points() * CHANNELS * TILES];
  private final float[] m = new float[WinogradTile.FOUR.points() * CHANNELS * TILES];
  private final float[] row = new float[WinogradTile.FOUR.scratch(SIZE)];
  private final float[] x = random(CHANNELS * PADDED * PADDED);
  private final float[] y = new float[CHANNELS * SIZE * SIZE];
  private final float[] ones = random(FEATURES);
  private final Panel each = panel(CHANNELS, Offsets.blocks(1, 3, 3, PADDED, PADDED, 1, 1), true);
  private final float[] packed = random(HEAD * ROWS);
  private final float[] scores = new float[AttentionHead.QUERIES * ROWS];

  private static float[] random(int count) {
    Random random = new Random(1);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }

  private static Panel panel(int outputs, int[] offsets, boolean blocks) {
    return new Panel(random(outputs * offsets.length), 0, null, 0, outputs, offsets, blocks);
  }

  /** The tile of linear layers: 64 samples of 256 features, 256 outputs. */
  @Benchmark
  public float[] rows() {
    kernels.rows(square, x, 0, FEATURES, SAMPLES, y, 0, FEATURES, Panel.LANES, Epilogue.RELU);
    return y;
  }

  /** The same tile for one sample of 784 features, 512 outputs: each weight is read once. */
  @Benchmark
  public float[] gemv() {
    kernels.rows(wide, x, 0, WIDE, 1, y, 0, OUTPUTS, Panel.LANES, Epilogue.RELU);
    return y;
  }

  /** A 3×3 convolution of 64 maps of 56×56, as in ResNet-18, blocked as generated code has it. */
  @Benchmark
  public float[] convolution() {
    int row = PADDED * Panel.LANES;
    int block = SIZE * SIZE * Panel.LANES;
    for (int h = 0; h < SIZE; h++) {
      int to = h * SIZE * Panel.LANES;
      kernels.rows(maps, x, h * row, Panel.LANES, SIZE, y, to, Panel.LANES, block, Epilogue.RELU);
    }
    return y;
  }

  /**
   * The same convolution by Winograd's tiles, 4 rows of them at a time; it counts as many
   * operations.
   */
  @Benchmark
  public float[] winograd() {
    WinogradTile tile = WinogradTile.FOUR;
    int rows = SIZE / tile.results;
    int block = TILES * Panel.LANES;
    int point = CHANNELS * TILES;
    int xRow = PADDED * Panel.LANES;
    int yRow = SIZE * Panel.LANES;
    for (int first = 0; first < rows; first += 4) {
      int count = Math.min(4, rows - first);
      for (int r = 0; r < count; r++) {
        int from = (first + r) * tile.results * xRow;
        int to = r * rows * Panel.LANES;
        kernels.winogradInput(
            tile, x, from, xRow, PADDED * xRow, CHANNELS / 16, SIZE, v, to, point, block, row, 0);
      }
      for (int p = 0; p < tile.points(); p++) {
        kernels.rows(
            points.panel(0, p),
            v,
            p * point,
            16,
            count * rows,
            m,
            p * point,
            16,
            block,
            Epilogue.NONE);
      }
      for (int r = 0; r < count; r++) {
        int from = r * rows * Panel.LANES;
        int to = (first + r) * tile.results * yRow;
        kernels.winogradOutput(
            tile,
            m,
            from,
            point,
            block,
            CHANNELS / 16,
            SIZE,
            0,
            points.bias,
            0,
            null,
            0,
            0,
            0,
            y,
            to,
            yRow,
            SIZE * yRow,
            Epilogue.RELU,
            row,
            0);
      }
    }
    return y;
  }

  /** A depthwise 3×3 convolution of 64 maps of 56×56. */
  @Benchmark
  public float[] depthwise() {
    int row = PADDED * Panel.LANES;
    int block = PADDED * row;
    int yRow = SIZE * Panel.LANES;
    for (int h = 0; h < SIZE; h++) {
      kernels.depthwise(
          each, x, h * row, Panel.LANES, block, SIZE, y, h * yRow, SIZE * yRow, Epilogue.RELU6);
    }
    return y;
  }

  /** One head: 128 queries to as many keys, of 64 features. */
  @Benchmark
  public float[] attention() {
    AttentionHead.attend(
        kernels, ROWS, ROWS, HEAD, x, 0, HEAD, packed, 0, HEAD, x, 0, HEAD, false, null, 0, null, 0,
        scores, 0, y, 0, HEAD);
    return y;
  }

  /** 128 rows of 128. */
  @Benchmark
  public float[] softmax() {
    RowNorms.softmax(kernels, false, x, 0, ROWS, ROWS, 1, y, 0);
    return y;
  }

  /** 128 rows of 256. */
  @Benchmark
  public float[] layerNorm() {
    RowNorms.layerNorm(kernels, x, 0, ROWS, FEATURES, ones, ones, 1e-5f, y, 0);
    return y;
  }

  /** Multiply-adds in registers. */
  @Benchmark
  public float peak() {
    return Peak.sums(PEAK_STEPS, 1e-9f);
  }

  /** Runs all, or those that JMH's options choose, and prints a table. */
  public static void main(String[] args) throws RunnerException, CommandLineOptionException {
    CommandLineOptions given = new CommandLineOptions(args);
    OptionsBuilder options = new OptionsBuilder();
    options.parent(given);
    if (given.getIncludes().isEmpty()) {
      options.include(KernelBench.class.getSimpleName());
    }
    Map<String, Double> micros = new TreeMap<>();
    for (RunResult result : new Runner(options.build()).run()) {
      micros.put(result.getPrimaryResult().getLabel(), result.getPrimaryResult().getScore());
    }
    print(micros);
  }

  private static void print(Map<String, Double> micros) {
    double peak =
        micros.containsKey("peak") ? OPERATIONS.get("peak") / micros.get("peak") : Double.NaN;
    System.out.printf(
        Locale.ROOT, "%n%-12s %10s %9s %6s%n", "kernel", "µs/call", "GFLOP/s", "peak");
    micros.forEach(
        (name, time) -> {
          String line = String.format(Locale.ROOT, "%-12s %10.2f", name, time);
          if (OPERATIONS.containsKey(name)) {
            double rate = OPERATIONS.get(name) / time;
            line += String.format(Locale.ROOT, " %9.1f %5.1f%%", rate / 1e3, 100 * rate / peak);
          }
          System.out.println(line);
        });
  }
}
