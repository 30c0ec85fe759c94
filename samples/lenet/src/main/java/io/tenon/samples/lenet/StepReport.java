package io.tenon.samples.lenet;

import io.tenon.compiled.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The steps of a generated forward, as a table. */
final class StepReport {
  private StepReport() {}

  /** A line a step, and one for their sums. */
  static String of(List<Step> steps) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"step", "in", "", "out", "parameters", "multiply-adds"});
    long parameters = 0;
    long multiplyAdds = 0;
    for (Step step : steps) {
      rows.add(
          row(step.name(), step.in(), "→", step.out(), step.parameters(), step.multiplyAdds()));
      parameters += step.parameters();
      multiplyAdds += step.multiplyAdds();
    }
    rows.add(row("total", "", "", "", parameters, multiplyAdds));
    int[] widths = new int[6];
    for (String[] row : rows) {
      for (int c = 0; c < row.length; c++) {
        widths[c] = Math.max(widths[c], row[c].length());
      }
    }
    StringBuilder table = new StringBuilder();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < row.length; c++) {
        String pad = " ".repeat(widths[c] - row[c].length());
        line.append(c >= 4 ? pad + row[c] : row[c] + pad).append(c < 3 ? " " : "   ");
      }
      table.append(line.toString().stripTrailing()).append('\n');
    }
    return table.toString();
  }

  private static String[] row(
      String name, String in, String arrow, String out, long parameters, long multiplyAdds) {
    return new String[] {name, in, arrow, out, number(parameters), number(multiplyAdds)};
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
