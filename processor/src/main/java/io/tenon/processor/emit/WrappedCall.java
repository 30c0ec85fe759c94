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

  /** How many columns a block takes on one line, once its types are imported. */
  private static int width(CodeBlock block) {
    return PACKAGES.matcher(block.toString()).replaceAll("").length();
  }
}
