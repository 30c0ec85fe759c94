package io.tenon.samples.benchmarks;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * All that a run found, as text and as JSON.
 *
 * @param mode {@code quick} or {@code full}
 * @param date the day of it
 * @param machine the processor
 * @param load the load average when the run began: more than 0.2 says that others were working
 * @param peakGflops by threads
 * @param missing engines that could not run, and why
 * @param firstResultMillis from the start of the process to LeNet's first result
 * @param jarBytes what a program needs at run time
 * @param javacMillis for LeNet
 * @param goals the project's goals on speed, those that the run measured
 */
record Report(
    String mode,
    String date,
    String machine,
    double load,
    Map<Integer, Double> peakGflops,
    List<Row> rows,
    Map<String, String> missing,
    Map<String, Double> firstResultMillis,
    Map<String, Long> jarBytes,
    Map<String, Double> javacMillis,
    List<Goal> goals) {

  void write(Path file) throws IOException {
    String json =
        new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .create()
            .toJson(this);
    Files.writeString(file, json + "\n");
  }

  static Report read(Path file) throws IOException {
    return new GsonBuilder()
        .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
        .create()
        .fromJson(Files.readString(file), Report.class);
  }

  /** The first line of the table. */
  static String header() {
    return String.format(
        Locale.ROOT,
        "%-13s %5s %7s  %-27s %-8s %11s %11s %11s %7s %6s %11s%n",
        "workload",
        "batch",
        "threads",
        "engine",
        "jdk",
        "median µs",
        "p99 µs",
        "best µs",
        "ratio",
        "peak",
        "bytes/call");
  }

  /** A contest's lines of the table. */
  static String table(List<Row> rows) {
    StringBuilder text = new StringBuilder();
    for (Row row : rows) {
      line(
          text,
          "%-13s %5d %7d  %-27s %-8s %11.1f %11.1f %11.1f %7.2f %5.1f%% %11d",
          row.workload(),
          row.batch(),
          row.threads(),
          row.engine() + (row.note().isEmpty() ? "" : " *"),
          row.jdk(),
          row.medianUs(),
          row.p99Us(),
          row.bestUs(),
          row.ratioToTenon(),
          100 * row.peakShare(),
          row.bytesPerCall());
    }
    return text.append('\n').toString();
  }

  /** What belongs below the table. */
  String footer() {
    StringBuilder text = new StringBuilder();
    Set<String> notes = new LinkedHashSet<>();
    for (Row row : rows) {
      if (!row.note().isEmpty()) {
        notes.add("* " + row.workload() + ", " + row.engine() + ": " + row.note());
      }
    }
    notes.forEach(note -> line(text, "%s", note));
    missing.forEach((engine, why) -> line(text, "%s is missing: %s", engine, why));
    peakGflops.forEach(
        (threads, peak) -> line(text, "peak on %d thread(s): %.0f GFLOP/s", threads, peak));
    firstResultMillis.forEach(
        (engine, millis) -> line(text, "first LeNet result, %s: %.0f ms", engine, millis));
    jarBytes.forEach((engine, bytes) -> line(text, "jars, %s: %.1f MB", engine, bytes / 1e6));
    javacMillis.forEach((how, millis) -> line(text, "javac of LeNet, %s: %.0f ms", how, millis));
    line(text, "");
    for (Goal goal : goals) {
      String held = goal.held() ? "holds " : "FAILS ";
      line(text, "%s %-72s %7.2f  %s", held, goal.goal(), goal.found(), goal.bar());
    }
    long held = goals.stream().filter(Goal::held).count();
    line(text, "goals: %d of %d hold", held, goals.size());
    if (load > 0.2) {
      line(text, "WARNING: load average %.1f when this began: others were working too", load);
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments).stripTrailing()).append('\n');
  }
}
