package io.tenon.samples.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The project's goals on speed: the one home of their numbers. */
final class Goals {
  /**
   * How many times as fast as others.
   *
   * @param onnxRuntime as ONNX Runtime
   * @param libtorch as libtorch
   * @param eager as Tenon's eager run
   */
  private record Bar(
      String workload, int batch, int threads, double onnxRuntime, double libtorch, double eager) {
    boolean isFor(Row row) {
      return row.workload().equals(workload) && row.batch() == batch && row.threads() == threads;
    }
  }

  private static final List<Bar> BARS =
      List.of(
          new Bar("lenet", 1, 1, 3, 12, 5),
          new Bar("lenet", 64, 1, 2.2, 4.5, 1.3),
          new Bar("lenet", 64, 2, 2, 4.5, 1.3),
          new Bar("mlp", 1, 1, 1.3, 3, 1.3),
          new Bar("mlp", 64, 1, 1, 1.2, 1.3),
          new Bar("resnet18", 1, 1, 1, 1.7, 1.3),
          new Bar("resnet18", 1, 2, 1, 1.7, 1.3),
          new Bar("mobilenet_v2", 1, 1, 1, 2, 1.3),
          new Bar("mobilenet_v2", 1, 2, 1, 2, 1.3),
          new Bar("encoder", 1, 1, 1, 1.5, 1.3),
          new Bar("encoder", 1, 2, 1, 1.5, 1.3),
          new Bar("gru", 1, 1, 1.5, 3, 1.3));

  private static final double SCALAR = 4; // times as long as SIMD, at most
  private static final double P99 = 2; // medians, at most
  private static final double RESULT = 600; // bytes, where a call makes the result
  private static final double MEGABYTES = 1; // of the runtime's jars, at most

  private Goals() {}

  /** All goals that the run measured, each with what it found. */
  static List<Goal> of(
      List<Row> rows, Map<String, Double> firstResultMillis, Map<String, Long> jarBytes) {
    List<Goal> goals = new ArrayList<>();
    for (Row row : rows) {
      for (Bar bar : BARS) {
        if (bar.isFor(row)) {
          add(goals, bar, row);
        }
      }
    }
    Double own = firstResultMillis.get(Contender.TENON.title);
    Double peer = firstResultMillis.get(Contender.ONNX_RUNTIME.title);
    if (own != null && peer != null) {
      goals.add(Goal.atMost("first LeNet result, by ONNX Runtime's", 1, own / peer));
    }
    Long bytes = jarBytes.get(Contender.TENON.title);
    if (bytes != null) {
      goals.add(Goal.atMost("runtime's jars, MB", MEGABYTES, bytes / 1e6));
    }
    return goals;
  }

  private static void add(List<Goal> goals, Bar bar, Row row) {
    String load =
        String.format(
            Locale.ROOT,
            "%s, batch %d, %d thread%s: ",
            row.workload(),
            row.batch(),
            row.threads(),
            row.threads() == 1 ? "" : "s");
    String engine = row.engine();
    String faster = load + "times as fast as " + engine;
    if (engine.equals(Contender.ONNX_RUNTIME.title)) {
      goals.add(Goal.atLeast(faster, bar.onnxRuntime(), row.ratioToTenon()));
    } else if (engine.equals(Contender.LIBTORCH.title)) {
      goals.add(Goal.atLeast(faster, bar.libtorch(), row.ratioToTenon()));
    } else if (engine.equals(Contender.EAGER.title)) {
      goals.add(Goal.atLeast(faster, bar.eager(), row.ratioToTenon()));
    } else if (engine.equals(Contender.SCALAR.title)) {
      goals.add(Goal.atMost(load + "scalar kernels by SIMD's", SCALAR, row.ratioToTenon()));
    } else if (engine.equals(Contender.TENON.title)) {
      boolean filled = Workloads.of(row.workload()).inputs().size() == 1;
      goals.add(Goal.atMost(load + "bytes a call", filled ? 0 : RESULT, row.bytesPerCall()));
      goals.add(Goal.atMost(load + "p99 by the median", P99, row.p99Us() / row.medianUs()));
    }
  }
}
