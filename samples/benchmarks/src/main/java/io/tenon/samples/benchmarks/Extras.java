package io.tenon.samples.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What counts beside time per call: the first result, the size of the jars, javac's time. */
final class Extras {
  /** The jars of DJL's PyTorch engine and what they need. */
  private static final String DJL =
      "(api|jna|slf4j-api|gson|commons-(compress|io|lang3|codec))-\\d.*|pytorch-.*";

  private Extras() {}

  /** A thing that is repeated and takes its time. */
  private interface Timed {
    void run() throws IOException, InterruptedException;
  }

  /** The median of some repeats, in milliseconds. */
  private static double millis(int repeats, Timed timed) throws IOException, InterruptedException {
    double[] times = new double[repeats];
    for (int i = 0; i < repeats; i++) {
      long begin = System.nanoTime();
      timed.run();
      times[i] = (System.nanoTime() - begin) / 1e6;
    }
    Arrays.sort(times);
    return times[repeats / 2];
  }

  /** Milliseconds from the start of the process to LeNet's first result, by engine. */
  static Map<String, Double> firstResults(Bench bench, List<Contender> contenders)
      throws IOException, InterruptedException {
    Workload lenet = Workloads.of("lenet");
    Map<String, Double> times = new LinkedHashMap<>();
    for (Contender contender : contenders) {
      double median =
          millis(
              bench.effort().repeats(),
              () -> {
                try (Child child = bench.start(contender, lenet, new Workload.Case(1, 1))) {
                  child.ask("result");
                }
              });
      times.put(contender.title, median);
    }
    return times;
  }

  /**
   * Bytes of the jars that a program needs at run time, by engine; of this machine's kind alone.
   */
  static Map<String, Long> jars() throws IOException {
    Map<String, Predicate<String>> names = new LinkedHashMap<>();
    names.put(Contender.TENON.title, name -> name.matches("tenon-(runtime|annotations)-.*"));
    names.put(Contender.ONNX_RUNTIME.title, name -> name.startsWith("onnxruntime-"));
    names.put(Contender.LIBTORCH.title, name -> name.matches(DJL));
    Map<String, Long> sizes = new LinkedHashMap<>();
    for (Map.Entry<String, Predicate<String>> each : names.entrySet()) {
      long sum = 0;
      for (Path entry : classPath()) {
        if (each.getValue().test(entry.getFileName().toString())) {
          sum += Files.size(entry);
        }
      }
      if (sum > 0) {
        sizes.put(each.getKey(), sum);
      }
    }
    return sizes;
  }

  private static List<Path> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .toList();
  }

  /** Milliseconds of a javac process that compiles LeNet, without the processor and with it. */
  static Map<String, Double> compileTimes(Bench bench, Path source)
      throws IOException, InterruptedException {
    String path = System.getProperty("java.class.path");
    Path classes = Files.createDirectories(bench.folder().resolve("javac"));
    List<String> with =
        List.of("-processorpath", path, "-processor", "io.tenon.processor.TenonProcessor");
    Map<String, Double> times = new LinkedHashMap<>();
    for (boolean processed : new boolean[] {false, true}) {
      ProcessBuilder javac =
          new ProcessBuilder(bench.java().resolveSibling("javac").toString(), "-d", "" + classes);
      javac.command().addAll(List.of("-cp", path));
      javac.command().addAll(processed ? with : List.of("-proc:none"));
      javac.command().add(source.toString());
      javac.redirectErrorStream(true).redirectOutput(classes.resolve("javac.log").toFile());
      times.put(
          processed ? "with the processor" : "without",
          millis(
              bench.effort().repeats(),
              () -> {
                if (javac.start().waitFor() != 0) {
                  throw new IOException("javac failed; see " + classes.resolve("javac.log"));
                }
              }));
    }
    return times;
  }
}
