package io.tenon.samples.benchmarks;

import io.tenon.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An engine that is measured, and the JVM it runs in. */
enum Contender {
  TENON("Tenon generated", true),
  EAGER("Tenon eager", true),
  SCALAR("Tenon scalar", false),
  ONNX_RUNTIME("ONNX Runtime 1.29.0", false),
  LIBTORCH("DJL 0.36.0, libtorch 2.7.1", false);

  private static final String SIMD = "--add-modules=jdk.incubator.vector";

  /** As tables have it. */
  final String title;

  private final boolean vectorModule;

  Contender(String title, boolean vectorModule) {
    this.title = title;
    this.vectorModule = vectorModule;
  }

  /** Whether it is Tenon, but not as it runs where it can. */
  boolean isSlowWay() {
    return this == EAGER || this == SCALAR;
  }

  /** The options of its JVM. */
  List<String> options(Path bench, int threads) {
    List<String> options = new ArrayList<>();
    if (vectorModule) {
      options.add(SIMD);
    }
    if (this == ONNX_RUNTIME) {
      options.add("-Xss4m"); // with the usual 1 MB it has crashed the JVM while it made a session
    }
    if (this == LIBTORCH) {
      options.add("-Dai.djl.offline=true");
      options.add("-DDJL_CACHE_DIR=" + bench.resolve("djl")); // not the user's home
      options.add("-Dai.djl.pytorch.num_threads=" + threads);
      options.add("-Dai.djl.pytorch.num_interop_threads=1");
    }
    return options;
  }

  /** The network in evaluation mode, with its input; in the process that {@link Worker} is. */
  Engine load(Path models, Workload workload, int batch, int threads) throws Exception {
    return switch (this) {
      case TENON, SCALAR, EAGER ->
          new TenonEngine(
              workload, Models.weights(models, workload), batch, threads, this == EAGER);
      case ONNX_RUNTIME ->
          new OrtEngine(
              Models.onnx(models, workload, batch), threads, null, workload.values(batch));
      case LIBTORCH ->
          (Engine)
              Class.forName("io.tenon.samples.benchmarks.DjlEngine")
                  .getDeclaredMethod("of", Path.class, Tensor[].class)
                  .invoke(
                      null, Models.torchScript(models, workload, batch), workload.values(batch));
    };
  }
}
