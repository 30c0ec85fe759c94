package io.tenon.samples.benchmarks;

import io.tenon.io.SafeTensors;
import io.tenon.nn.NnModule;
import io.tenon.onnx.OnnxFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The files that engines read, all from one network: weights for Tenon, an ONNX file for ONNX
 * Runtime, and what PyTorch traces with these weights for libtorch.
 */
final class Models {
  private Models() {}

  static Path weights(Path models, Workload workload) {
    return models.resolve(workload.name() + ".safetensors");
  }

  static Path onnx(Path models, Workload workload, int batch) {
    return models.resolve(workload.name() + "-" + batch + ".onnx");
  }

  static Path torchScript(Path models, Workload workload, int batch) {
    return models.resolve(workload.name() + "-" + batch + ".pt");
  }

  /** Writes all files but TorchScript's. */
  static void write(Path models, List<Workload> workloads) throws IOException {
    Files.createDirectories(models);
    for (Workload workload : workloads) {
      NnModule net = workload.network();
      SafeTensors.write(weights(models, workload), net.stateDict());
      for (int batch : batches(workload)) {
        OnnxFile.write(onnx(models, workload, batch), net, workload.shapes(batch));
      }
    }
  }

  private static List<Integer> batches(Workload workload) {
    return workload.cases().stream().map(Workload.Case::batch).distinct().toList();
  }

  /**
   * Has PyTorch trace the networks.
   *
   * @return why there are no such files; null if there are
   */
  static String trace(Path models, Path script, String python, List<Workload> workloads)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(python, script.toString()));
    for (Workload workload : workloads) {
      for (int batch : batches(workload)) {
        command.add(workload.name());
        command.add(weights(models, workload).toString());
        command.add(String.join("; ", workload.shapes(batch)));
        command.add(torchScript(models, workload, batch).toString());
      }
    }
    Path log = models.resolve("trace.log");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      int code = process.waitFor();
      return code == 0
          ? null
          : String.format(Locale.ROOT, "%s ended with %d; see %s", python, code, log);
    } catch (IOException e) {
      return e.getMessage() + "; install PyTorch, or name its Python with --python";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}
