package io.tenon.samples.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * README's section on speed: the results of a run, or of one on each JDK, a row for each network
 * and load.
 */
final class SpeedSection {
  /** The engines that have a column, and a heading of few words. */
  private static final Map<Contender, String> COLUMNS = new LinkedHashMap<>();

  static {
    COLUMNS.put(Contender.TENON, "Tenon");
    COLUMNS.put(Contender.ONNX_RUNTIME, "ONNX Runtime");
    COLUMNS.put(Contender.LIBTORCH, "libtorch");
  }

  private SpeedSection() {}

  static String of(List<Report> reports) {
    StringBuilder text = new StringBuilder();
    text.append("| network, batch, threads | JDK | ");
    text.append(String.join(" | ", COLUMNS.values()));
    text.append(" | ONNX Runtime ÷ Tenon | libtorch ÷ Tenon |\n|---|---|---|---|---|---|---|\n");
    contests(reports).forEach(contest -> row(text, contest));
    first(text, reports);
    Report first = reports.get(0);
    String peaks =
        first.peakGflops().entrySet().stream()
            .map(e -> String.format(Locale.ROOT, "%.0f GFLOP/s on %d", e.getValue(), e.getKey()))
            .collect(Collectors.joining(", "));
    text.append(
        String.format(
            Locale.ROOT,
            "%nMedians of a whole batch, on %s, %s; in parentheses the share of the peak, %s thread(s).%n",
            first.machine(),
            first.date(),
            peaks));
    if (reports.stream().flatMap(each -> each.rows().stream()).anyMatch(r -> !r.note().isEmpty())) {
      text.append("An asterisk: see the note in the run's `results.json`.\n");
    }
    text.append(
        """

        ```sh
        mvn -q -B -Pbench -DskipTests verify -pl samples/benchmarks -am -Dargs=--full
        ```

        measures it again; [samples/benchmarks](samples/benchmarks/README.md) tells how.
        """);
    return text.toString();
  }

  /** By network and load, those of each JDK below another; each by engine. */
  private static List<List<Row>> contests(List<Report> reports) {
    Map<String, Map<String, List<Row>>> contests = new LinkedHashMap<>();
    for (Report report : reports) {
      for (Row row : report.rows()) {
        contests
            .computeIfAbsent(load(row), none -> new LinkedHashMap<>())
            .computeIfAbsent(row.jdk(), none -> new ArrayList<>())
            .add(row);
      }
    }
    return contests.values().stream().flatMap(each -> each.values().stream()).toList();
  }

  private static String load(Row row) {
    return row.workload() + ", " + row.batch() + ", " + row.threads();
  }

  private static void row(StringBuilder text, List<Row> contest) {
    Row first = contest.get(0);
    text.append("| ").append(load(first)).append(" | ").append(feature(first.jdk())).append(" |");
    for (Contender column : COLUMNS.keySet()) {
      Row row = find(contest, column);
      text.append(row == null ? " – |" : cell(row));
    }
    for (Contender peer : List.of(Contender.ONNX_RUNTIME, Contender.LIBTORCH)) {
      Row row = find(contest, peer);
      text.append(row == null ? " – |" : String.format(Locale.ROOT, " %.2f |", row.ratioToTenon()));
    }
    text.append('\n');
  }

  private static Row find(List<Row> contest, Contender engine) {
    return contest.stream()
        .filter(row -> row.engine().equals(engine.title))
        .findFirst()
        .orElse(null);
  }

  private static String cell(Row row) {
    double micros = row.medianUs();
    String time =
        micros < 1000
            ? String.format(Locale.ROOT, "%.1f µs", micros)
            : String.format(Locale.ROOT, "%.2f ms", micros / 1000);
    String mark = row.note().isEmpty() ? "" : " *";
    return String.format(Locale.ROOT, " %s (%.0f %%)%s |", time, 100 * row.peakShare(), mark);
  }

  /** From the start of a process to LeNet's first result. */
  private static void first(StringBuilder text, List<Report> reports) {
    for (Report report : reports) {
      String times =
          COLUMNS.entrySet().stream()
              .map(
                  column -> {
                    Double millis = report.firstResultMillis().get(column.getKey().title);
                    return millis == null
                        ? null
                        : String.format(Locale.ROOT, "%s %.0f ms", column.getValue(), millis);
                  })
              .filter(Objects::nonNull)
              .collect(Collectors.joining(", "));
      if (!times.isEmpty()) {
        String jdk = feature(report.rows().get(0).jdk());
        text.append("\nFirst LeNet result of a process, JDK ").append(jdk).append(": ");
        text.append(times).append(".\n");
      }
    }
  }

  /** {@code 17} of {@code 17.0.15}. */
  private static String feature(String version) {
    return version.split("[.+-]")[0];
  }
}
