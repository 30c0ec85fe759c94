package io.tenon.processor.interpret;

import com.sun.source.tree.Tree;
import java.util.Locale;

/** What constructs are called in messages. */
final class Kinds {
  private Kinds() {}

  /** {@code 'try'}, {@code a labeled statement}. */
  static String of(Tree tree) {
    return switch (tree.getKind()) {
      case TRY -> "'try'";
      case THROW -> "'throw'";
      case SYNCHRONIZED -> "'synchronized'";
      case ASSERT -> "'assert'";
      case LABELED_STATEMENT -> "a labeled statement";
      case BREAK -> "'break' with a label";
      case CONTINUE -> "'continue' with a label";
      case CLASS, RECORD, ENUM, INTERFACE -> "a local class";
      case ERRONEOUS -> "this";
      default -> "a " + tree.getKind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    };
  }
}
