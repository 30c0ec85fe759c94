package io.tenon.processor.emit;

import static io.tenon.processor.plan.Amount.literal;

import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
import java.util.List;

/** The local variables that a method begins with: how far it is from here to there in an array. */
final class Distances {
  private record Line(String array, String name, long value, String text) {}

  private final List<Line> lines = new ArrayList<>();

  /** One distance; those in one array follow each other. */
  Distances add(String array, String name, long value, String text) {
    lines.add(new Line(array, name, value, text));
    return this;
  }

  /** One distance, if it is any. */
  Distances addUnlessZero(String array, String name, long value, String text) {
    return value == 0 ? this : add(array, name, value, text);
  }

  /** {@code int xRow = 176; // and from a row of windows to the next}, a line each. */
  CodeBlock code() {
    CodeBlock.Builder code = CodeBlock.builder();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      boolean first = i == 0 || !lines.get(i - 1).array().equals(line.array());
      boolean last = i + 1 == lines.size() || !lines.get(i + 1).array().equals(line.array());
      code.add(
          "int $L = $L; // $L$L$L\n",
          line.name(),
          literal(line.value()),
          first ? "in " + line.array() + ", " : last ? "and " : "",
          line.text(),
          last ? "" : ",");
    }
    return code.build();
  }
}
