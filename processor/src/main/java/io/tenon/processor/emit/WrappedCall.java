package io.tenon.processor.emit;

import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Statements that keep to 100 columns: on one line, or with arguments or terms on lines below. */
final class WrappedCall {
  /** The column in which a method's statements begin. */
  static final int BODY = 4;

  /** The column in which a loop's statements begin. */
  static final int LOOP = 6;

  private static final int COLUMNS = 100;
  private static final Pattern PACKAGES = Pattern.compile("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])");

  private WrappedCall() {}

  /**
   * A call as a statement's end or a whole expression statement.
   *
   * @param indent the column the statement begins in
   * @param before how many columns stand before the call, such as those of {@code conv1 = }
   * @param head what stands before the parenthesis, such as {@code kernels.rows}
   * @param args code blocks, or what {@code $L} takes
   */
  static CodeBlock call(int indent, int before, CodeBlock head, Object... args) {
    return call(indent, before, "", head, args);
  }

  /** A call in an argument list that is itself on lines below: its own are further in. */
  static CodeBlock nested(int indent, CodeBlock head, Object... args) {
    return call(indent, 0, "    ", head, args);
  }

  private static CodeBlock call(
      int indent, int before, String further, CodeBlock head, Object... args) {
    List<CodeBlock> blocks =
        Arrays.stream(args)
            .map(arg -> arg instanceof CodeBlock block ? block : CodeBlock.of("$L", arg))
            .toList();
    CodeBlock joined = CodeBlock.join(blocks, ", ");
    if (indent + before + width(head) + width(joined) + 3 <= COLUMNS) {
      return CodeBlock.of("$L($L)", head, joined);
    }
    List<CodeBlock> lines = lines(indent + 4, blocks);
    return CodeBlock.of("$L(\n$L$L)", head, further, CodeBlock.join(lines, ",\n" + further));
  }

  /**
   * All arguments on one line; or lines for texts they begin with, such as paths of weights, and
   * one for each array with what is said of it.
   */
  private static List<CodeBlock> lines(int indent, List<CodeBlock> args) {
    CodeBlock joined = CodeBlock.join(args, ", ");
    if (indent + width(joined) + 2 <= COLUMNS) {
      return List.of(joined);
    }
    List<CodeBlock> lines = new ArrayList<>();
    List<CodeBlock> line = new ArrayList<>();
    boolean texts = args.stream().limit(2).filter(WrappedCall::isText).count() == 2;
    for (int i = 0; i < args.size(); i++) {
      CodeBlock arg = args.get(i);
      boolean array = i + 1 < args.size() && args.get(i + 1).toString().startsWith(arg + "At");
      if (array) {
        arg = together(arg, args.get(++i));
      }
      CodeBlock longer = line.isEmpty() ? arg : together(CodeBlock.join(line, ", "), arg);
      boolean full = indent + width(longer) + 2 > COLUMNS;
      boolean afterTexts = texts && !isText(arg);
      texts &= isText(arg);
      if (!line.isEmpty() && (array || isSeveral(arg) || full || afterTexts)) {
        lines.add(CodeBlock.join(line, ", "));
        line.clear();
      }
      line.add(arg);
    }
    lines.add(CodeBlock.join(line, ", "));
    return lines;
  }

  private static boolean isText(CodeBlock arg) {
    return arg.toString().startsWith("\"") || arg.toString().equals("null");
  }

  /** A statement that is a sum, if it is long on lines of terms. */
  static String sum(String statement) {
    StringBuilder lines = new StringBuilder();
    int column = BODY;
    for (String term : statement.split(" (?=[+-] )")) {
      boolean full = lines.length() > 0 && column + 1 + term.length() >= COLUMNS;
      lines.append(lines.length() == 0 ? "" : full ? "\n" : " ").append(term);
      column = (full ? BODY + 4 : column + 1) + term.length();
    }
    return lines.toString();
  }

  /** Whether a block is more than one argument. */
  private static boolean isSeveral(CodeBlock block) {
    int depth = 0;
    boolean quoted = false;
    for (char c : block.toString().toCharArray()) {
      quoted ^= c == '"';
      depth += quoted ? 0 : "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
      if (c == ',' && depth == 0 && !quoted) {
        return true;
      }
    }
    return false;
  }

  static CodeBlock call(int indent, CodeBlock head, Object... args) {
    return call(indent, 0, head, args);
  }

  static CodeBlock call(int indent, String head, Object... args) {
    return call(indent, 0, CodeBlock.of("$L", head), args);
  }

  /** A call whose result a field or variable takes in the constructor, or that is returned. */
  static CodeBlock assigned(String variable, String head, Object... args) {
    int before = Math.max(variable.length() + " = ".length(), "return ".length());
    return call(BODY, before, CodeBlock.of("$L", head), args);
  }

  /** Arguments that belong together, and on one line: an array and where to begin in it. */
  static CodeBlock together(Object... args) {
    return Arrays.stream(args).map(arg -> CodeBlock.of("$L", arg)).collect(CodeBlock.joining(", "));
  }

  /** How many columns a block takes on one line, once its types are imported. */
  static int width(CodeBlock block) {
    return PACKAGES.matcher(block.toString()).replaceAll("").length();
  }
}
