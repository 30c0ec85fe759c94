package io.tenon.processor.diagnostic;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.Trees;
import javax.annotation.processing.Messager;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;

/**
 * Sends diagnostics to javac: at an element, or on the exact expression where there are syntax
 * trees.
 */
public final class Reporter {
  private final Messager messager;
  private final Trees trees;
  private final boolean strict;

  /** With {@code trees} null where the compiler has none. */
  public Reporter(Messager messager, Trees trees) {
    this(messager, trees, false);
  }

  private Reporter(Messager messager, Trees trees, boolean strict) {
    this.messager = messager;
    this.trees = trees;
    this.strict = strict;
  }

  /** One that reports all as errors if {@code required}: for a forward that must be compiled. */
  public Reporter requiring(boolean required) {
    return new Reporter(messager, trees, required);
  }

  private Diagnostic.Kind kind(Code code) {
    return strict ? Diagnostic.Kind.ERROR : code.kind();
  }

  /** Reports at a declaration. */
  public void report(Code code, Element where, Object... args) {
    messager.printMessage(kind(code), code.message(args), where);
  }

  /** Reports what concerns the whole compilation. */
  public void reportAll(Code code, Object... args) {
    messager.printMessage(code.kind(), code.message(args));
  }

  /** Reports on an expression or statement. */
  public void report(Code code, Tree where, CompilationUnitTree unit, Object... args) {
    trees.printMessage(kind(code), code.message(args), where, unit);
  }
}
