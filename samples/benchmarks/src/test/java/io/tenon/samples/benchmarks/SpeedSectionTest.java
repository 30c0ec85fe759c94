package io.tenon.samples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * README's figures are those of a run that is kept as {@code results.json} beside this module's
 * README. With {@code -Dgolden.update=true} the section is rewritten, and the test fails, so that
 * the difference is read.
 */
final class SpeedSectionTest {
  private static final Path README = Path.of("../../README.md");
  private static final Path KEPT = Path.of("results.json");
  private static final Path KEPT_25 = Path.of("results-25.json"); // the same on JDK 25
  private static final String BEGIN = "<!-- begin speed -->\n";
  private static final String END = "<!-- end speed -->";

  private static final Report REPORT =
      report(
          "17.0.15",
          List.of(
              row("lenet", "17.0.15", Contender.TENON, 14.26, 1, 0.77, ""),
              row("lenet", "17.0.15", Contender.ONNX_RUNTIME, 33.5, 2.35, 0.33, ""),
              row("gru", "17.0.15", Contender.TENON, 1234, 1, 0.5, "runs eagerly: no forward")));

  private static final Report REPORT_25 =
      report(
          "25.0.1",
          List.of(
              row("lenet", "25.0.1", Contender.TENON, 13.9, 1, 0.78, ""),
              row("lenet", "25.0.1", Contender.LIBTORCH, 158, 11.37, 0.06, "")));

  @TempDir Path folder;

  private static Row row(
      String workload,
      String jdk,
      Contender engine,
      double micros,
      double ratio,
      double s,
      String n) {
    return new Row(workload, 1, 1, engine.title, jdk, micros, 1.5 * micros, micros, ratio, s, 0, n);
  }

  private static Report report(String jdk, List<Row> rows) {
    Map<String, Double> first =
        Map.of(Contender.TENON.title, 250.0, Contender.ONNX_RUNTIME.title, 330.0);
    Map<String, Long> jars = Map.of(Contender.TENON.title, 700_000L);
    return new Report(
        "full",
        "2026-01-31",
        "Some CPU, 2 cores",
        0.1,
        Map.of(1, 118.4),
        rows,
        Map.of(),
        first,
        jars,
        Map.of(),
        Goals.of(rows, first, jars));
  }

  @Test
  void runsBecomeATable() {
    assertThat(SpeedSection.of(List.of(REPORT, REPORT_25)))
        .startsWith(
            """
            | network, batch, threads | JDK | Tenon | ONNX Runtime | libtorch | ONNX Runtime ÷ Tenon | libtorch ÷ Tenon |
            |---|---|---|---|---|---|---|
            | lenet, 1, 1 | 17 | 14.3 µs (77 %) | 33.5 µs (33 %) | – | 2.35 | – |
            | lenet, 1, 1 | 25 | 13.9 µs (78 %) | – | 158.0 µs (6 %) | – | 11.37 |
            | gru, 1, 1 | 17 | 1.23 ms (50 %) * | – | – | – | – |

            First LeNet result of a process, JDK 17: Tenon 250 ms, ONNX Runtime 330 ms.

            First LeNet result of a process, JDK 25: Tenon 250 ms, ONNX Runtime 330 ms.

            Medians of a whole batch, on Some CPU, 2 cores, 2026-01-31; in parentheses the share of the peak, 118 GFLOP/s on 1 thread(s).
            An asterisk: see the note in the run's `results.json`.
            """);
  }

  @Test
  void goalsTellWhatHolds() {
    assertThat(REPORT.goals())
        .contains(
            new Goal("lenet, batch 1, 1 thread: bytes a call", "<= 0.0", 0, true),
            new Goal("lenet, batch 1, 1 thread: p99 by the median", "<= 2.0", 1.5, true),
            new Goal(
                "lenet, batch 1, 1 thread: times as fast as ONNX Runtime 1.29.0",
                ">= 3.0",
                2.35,
                false),
            new Goal("runtime's jars, MB", "<= 1.0", 0.7, true));
    assertThat(REPORT.footer())
        .contains("goals: 6 of 7 hold")
        .contains("FAILS  lenet, batch 1, 1 thread: times as fast as ONNX Runtime");
  }

  @Test
  void aReportIsReadAsItWasWritten() throws IOException {
    Path file = folder.resolve("results.json");
    REPORT.write(file);
    assertThat(Report.read(file)).isEqualTo(REPORT);
    assertThat(Files.readString(file))
        .contains("\"workload\"", "\"batch\"", "\"threads\"", "\"engine\"", "\"jdk\"")
        .contains("\"median_us\"", "\"p99_us\"", "\"ratio_to_tenon\"", "\"peak_share\"")
        .contains("\"bytes_per_call\"", "\"goals\"");
  }

  private static List<Report> kept() throws IOException {
    List<Report> kept = new ArrayList<>(List.of(Report.read(KEPT)));
    if (Files.exists(KEPT_25)) {
      kept.add(Report.read(KEPT_25));
    }
    return kept;
  }

  @Test
  void readmeShowsTheRunThatIsKept() throws IOException {
    String readme = Files.readString(README);
    assertThat(readme.contains(BEGIN)).as("a section and a kept run").isEqualTo(Files.exists(KEPT));
    if (!Files.exists(KEPT)) {
      return;
    }
    int from = readme.indexOf(BEGIN) + BEGIN.length();
    int to = readme.indexOf(END);
    String expected = SpeedSection.of(kept());
    if (Boolean.getBoolean("golden.update") && !readme.substring(from, to).equals(expected)) {
      Files.writeString(README, readme.substring(0, from) + expected + readme.substring(to));
      throw new AssertionError("README's speed was rewritten: read the difference");
    }
    assertThat(readme.substring(from, to)).isEqualTo(expected);
  }
}
