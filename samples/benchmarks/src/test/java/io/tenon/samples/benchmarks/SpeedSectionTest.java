package io.tenon.samples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private static final String BEGIN = "<!-- begin speed -->\n";
  private static final String END = "<!-- end speed -->";

  private static final Report REPORT =
      new Report(
          "full",
          "Some CPU, 2 cores",
          0.1,
          Map.of(1, 118.4),
          List.of(
              row("lenet", Contender.TENON, 14.26, 0.77, ""),
              row("lenet", Contender.ONNX_RUNTIME, 33.5, 0.33, ""),
              row("gru", Contender.TENON, 1234, 0.5, "runs eagerly: no forward")),
          Map.of(),
          Map.of("Tenon generated", 300.0),
          Map.of(),
          Map.of());

  @TempDir Path folder;

  private static Row row(String workload, Contender engine, double micros, double share, String n) {
    return new Row(
        workload, 1, 1, engine.title, "17.0.15", micros, 2 * micros, micros, 1, share, 0, n);
  }

  @Test
  void aRunBecomesATable() {
    assertThat(SpeedSection.of(REPORT))
        .isEqualTo(
            """
            | network, batch, threads | Tenon generated | ONNX Runtime 1.29.0 |
            |---|---|---|
            | lenet, 1, 1 | 14.3 µs (77 %) | 33.5 µs (33 %) |
            | gru, 1, 1 | 1.23 ms (50 %) * | – |

            Medians, in parentheses the share of the peak, 118 GFLOP/s on 1 thread(s), JDK 17.0.15, Some CPU, 2 cores.
            An asterisk: runs eagerly.
            """);
  }

  @Test
  void aReportIsReadAsItWasWritten() throws IOException {
    Path file = folder.resolve("results.json");
    REPORT.write(file);
    assertThat(Report.read(file)).isEqualTo(REPORT);
    assertThat(Files.readString(file))
        .contains("\"workload\"", "\"batch\"", "\"threads\"", "\"engine\"", "\"jdk\"")
        .contains("\"median_us\"", "\"p99_us\"", "\"ratio_to_tenon\"", "\"peak_share\"")
        .contains("\"bytes_per_call\"");
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
    String expected = SpeedSection.of(Report.read(KEPT));
    if (Boolean.getBoolean("golden.update") && !readme.substring(from, to).equals(expected)) {
      Files.writeString(README, readme.substring(0, from) + expected + readme.substring(to));
      throw new AssertionError("README's speed was rewritten: read the difference");
    }
    assertThat(readme.substring(from, to)).isEqualTo(expected);
  }
}
