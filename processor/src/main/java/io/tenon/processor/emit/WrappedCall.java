package io.tenon.processor.emit;

import com.palantir.javapoet.CodeBlock;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Method calls that keep to 100 columns: on one line, or with the arguments on lines below. */
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
    List<CodeBlock> blocks =
        Arrays.stream(args)
            .map(arg -> arg instanceof CodeBlock block ? block : CodeBlock.of("$L", arg))
            .toList();
    CodeBlock joined = CodeBlock.join(blocks, ", ");
    if (indent + before + width(head) + width(joined) + 3 <= COLUMNS) {
      return CodeBlock.of("$L($L)", head, joined);
    }
    boolean together = indent + 4 + width(joined) + 2 <= COLUMNS;
    return CodeBlock.of("$L(\n$L)", head, together ? joined : CodeBlock.join(blocks, ",\n"));
  }

  /** A call of many arguments, as many on each line as there is room for. */
  static CodeBlock filled(int indent, CodeBlock head, List<Object> args) {
    CodeBlock.Builder call = CodeBlock.builder();
    int column = indent + width(head) + 1;
    int all = args.stream().mapToInt(arg -> width(CodeBlock.of("$L", arg)) + 2).sum();
    call.add("$L(", head);
    if (column + all > COLUMNS) {
      call.add("\n");
      column = indent + 4;
    }
    for (int i = 0; i < args.size(); i++) {
      CodeBlock arg = CodeBlock.of("$L$L", args.get(i), i + 1 < args.size() ? "," : ")");
      int wide = width(arg) + 1; // a space before, or the statement's end behind
      boolean first = i == 0 || column + wide > COLUMNS;
      if (first && i > 0) {
        call.add("\n");
        column = indent + 4;
      }
      call.add(first ? "$L" : " $L", arg);
      column += wide;
    }
    return call.build();
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
  private static int width(CodeBlock block) {
    return PACKAGES.matcher(block.toString()).replaceAll("").length();
  }
}
