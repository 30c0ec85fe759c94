package io.tenon.processor.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The heads of long methods. JavaPoet ends a line before any parameter; here an array and where to
 * begin in it stay together, {@code float[] x, int xAt}, and parameters begin below the name.
 */
final class MethodHeads {
  private static final Pattern WRAPPED =
      Pattern.compile("(?m)^(  \\w[^(\n]*\\()([^(){}\n]*,\n[^(){}]*)\\) \\{$");

  /** A comma behind which a line may end: none between an array and its offset. */
  private static final Pattern COMMA = Pattern.compile(",\\s++(?!int \\w+At\\b)");

  private static final int COLUMNS = 100;

  private MethodHeads() {}

  /** A file's text with the heads of its methods on lines anew. */
  static String wrapped(String text) {
    return WRAPPED
        .matcher(text)
        .replaceAll(
            head -> Matcher.quoteReplacement(head.group(1) + parameters(head.group(2)) + ") {"));
  }

  private static String parameters(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder("     ");
    for (String each : COMMA.split(text)) {
      String parameter = each.replaceAll("\\s+", " ");
      if (!line.toString().isBlank() && line.length() + parameter.length() + 4 > COLUMNS) {
        lines.add(line.append(',').toString());
        line = new StringBuilder("     ");
      }
      line.append(line.toString().isBlank() ? " " : ", ").append(parameter);
    }
    lines.add(line.toString());
    return "\n" + String.join("\n", lines);
  }
}
