package io.tenon.samples.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** README's section on speed: a run's results as a table, a row for each network and load. */
final class SpeedSection {
  private SpeedSection() {}

  static String of(Report report) {
    List<String> engines = report.rows().stream().map(Row::engine).distinct().toList();
    StringBuilder text = new StringBuilder();
    text.append("| network, batch, threads | ").append(String.join(" | ", engines)).append(" |\n");
    text.append("|---|").append("---|".repeat(engines.size())).append('\n');
    for (List<Row> contest : contests(report)) {
      Row first = contest.get(0);
      text.append(
          String.format(
              Locale.ROOT, "| %s, %d, %d |", first.workload(), first.batch(), first.threads()));
      for (String engine : engines) {
        text.append(
            contest.stream()
                .filter(row -> row.engine().equals(engine))
                .map(SpeedSection::cell)
                .findFirst()
                .orElse(" – |"));
      }
      text.append('\n');
    }
    text.append("\nMedians, in parentheses the share of the peak, ");
    report
        .peakGflops()
        .forEach(
            (threads, peak) ->
                text.append(
                    String.format(Locale.ROOT, "%.0f GFLOP/s on %d thread(s), ", peak, threads)));
    text.append(
        String.format(Locale.ROOT, "JDK %s, %s.%n", report.rows().get(0).jdk(), report.machine()));
    if (report.rows().stream().anyMatch(row -> !row.note().isEmpty())) {
      text.append("An asterisk: runs eagerly.\n");
    }
    return text.toString();
  }

  private static List<List<Row>> contests(Report report) {
    Map<String, List<Row>> contests = new LinkedHashMap<>();
    for (Row row : report.rows()) {
      String key = row.workload() + " " + row.batch() + " " + row.threads();
      contests.computeIfAbsent(key, none -> new ArrayList<>()).add(row);
    }
    return List.copyOf(contests.values());
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
}
