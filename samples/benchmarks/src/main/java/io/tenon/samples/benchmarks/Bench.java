package io.tenon.samples.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program: runs every workload on every engine and reports. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures Tenon beside ONNX Runtime and libtorch.")
public final class Bench implements Callable<Integer> {
  @Option(names = "--full", description = "Measure for some 20 minutes instead of 2.")
  private boolean full;

  @Option(names = "--only", split = ",", paramLabel = "NAME", description = "Only these workloads.")
  private List<String> only = List.of();

  @Option(
      names = "--java",
      paramLabel = "FILE",
      description = "The java that the engines run on (default: the one that runs this).")
  private Path java = Path.of(System.getProperty("java.home"), "bin", "java");

  @Option(
      names = "--python",
      paramLabel = "FILE",
      defaultValue = "/usr/bin/python3",
      description = "The Python that has PyTorch (default: ${DEFAULT-VALUE}).")
  private String python;

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      defaultValue = "target/bench",
      description = "Where results and models go (default: ${DEFAULT-VALUE}).")
  private Path folder;

  /** Runs the program and ends the JVM. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Bench()).execute(args));
  }

  Effort effort() {
    return full ? Effort.FULL : Effort.QUICK;
  }

  Path java() {
    return java;
  }

  Path folder() {
    return folder;
  }

  private Path models() {
    return folder.resolve("models");
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    List<Workload> workloads =
        only.isEmpty() ? Workloads.ALL : only.stream().map(Workloads::of).toList();
    Files.createDirectories(folder.resolve("log"));
    Models.write(models(), workloads);
    Map<String, String> missing = new TreeMap<>();
    List<Contender> contenders = contenders(workloads, missing);
    boolean all = only.isEmpty();
    Map<String, Double> firstResults = all ? Extras.firstResults(this, contenders) : Map.of();
    Map<String, Double> javac = all ? Extras.compileTimes(this, lenet()) : Map.of();
    List<Row> rows = new ArrayList<>();
    out.print(Report.header());
    PeakMeter peak = new PeakMeter(this);
    try (peak) {
      for (Workload workload : workloads) {
        for (Workload.Case each : workload.cases()) {
          try (Contest contest = new Contest(this, workload, each, of(contenders, each))) {
            List<Row> found = withShares(contest.run(peak), peak.best());
            out.print(Report.table(found));
            out.flush();
            rows.addAll(found);
          }
        }
      }
    }
    Map<String, Long> jars = Extras.jars();
    List<Row> shared = withShares(rows, peak.best());
    Report report =
        new Report(
            full ? "full" : "quick",
            LocalDate.now(ZoneOffset.UTC).toString(),
            machine(),
            load,
            peak.best(),
            shared,
            missing,
            firstResults,
            jars,
            javac,
            Goals.of(shared, firstResults, jars));
    report.write(folder.resolve("results.json"));
    out.print(report.footer());
    out.println("written to " + folder.resolve("results.json"));
    return CommandLine.ExitCode.OK;
  }

  private List<Contender> contenders(List<Workload> workloads, Map<String, String> missing)
      throws IOException {
    List<Contender> contenders = new ArrayList<>(List.of(Contender.values()));
    String why =
        hasDjl()
            ? Models.trace(models(), Path.of("src/main/python/trace.py"), python, workloads)
            : "the program was built without it; build it with -Pbench";
    if (why != null) {
      contenders.remove(Contender.LIBTORCH);
      missing.put(Contender.LIBTORCH.title, why);
    }
    return contenders;
  }

  /** What is measured: Tenon's slower ways on one thread alone, unless there is time. */
  private List<Contender> of(List<Contender> contenders, Workload.Case load) {
    return contenders.stream()
        .filter(each -> full || load.threads() == 1 || !each.isSlowWay())
        .toList();
  }

  private static boolean hasDjl() {
    return Bench.class.getResource("DjlEngine.class") != null;
  }

  private static Path lenet() {
    return Path.of("../lenet/src/main/java/io/tenon/samples/lenet/LeNet.java");
  }

  Child start(Contender contender, Workload workload, Workload.Case load) throws IOException {
    return Child.start(
        java,
        contender.options(folder, load.threads()),
        folder.resolve("log").resolve(contender.name() + "-" + workload.name() + ".txt"),
        contender.name(),
        models().toString(),
        workload.name(),
        "" + load.batch(),
        "" + load.threads());
  }

  Child startPeak(int threads) throws IOException {
    Path log = folder.resolve("log").resolve(Peak.NAME + ".txt");
    return Child.start(
        java, Contender.TENON.options(folder, threads), log, Peak.NAME, "", "", "", "" + threads);
  }

  private static List<Row> withShares(List<Row> rows, Map<Integer, Double> peaks) {
    List<Row> shared = new ArrayList<>();
    for (Row row : rows) {
      double operations = 2.0 * Workloads.of(row.workload()).multiplyAdds(row.batch());
      double share = operations / (row.medianUs() * 1e3) / peaks.get(row.threads());
      shared.add(row.withPeakShare(share));
    }
    return shared;
  }

  /** The processor's name where the system tells it. */
  private static String machine() throws IOException {
    int cores = Runtime.getRuntime().availableProcessors();
    Path info = Path.of("/proc/cpuinfo");
    if (!Files.exists(info)) {
      return System.getProperty("os.arch") + ", " + cores + " cores";
    }
    try (Stream<String> lines = Files.lines(info)) {
      String name =
          lines.filter(line -> line.startsWith("model name")).findFirst().orElse(": unknown");
      return name.substring(name.indexOf(':') + 2) + ", " + cores + " cores";
    }
  }
}
