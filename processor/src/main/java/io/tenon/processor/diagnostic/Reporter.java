package io.tenon.processor.diagnostic;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.Trees;
import javax.annotation.processing.Messager;
import javax.lang.model.element.Element;

/**
 * Sends diagnostics to javac: at an element, or on the exact expression where there are syntax
 * trees.
 */
public final class Reporter {
  private final Messager messager;
  private final Trees trees;

  /** With {@code trees} null where the compiler has none. */
  public Reporter(Messager messager, Trees trees) {
    this.messager = messager;
    this.trees = trees;
  }

  /** Reports at a declaration. */
  public void report(Code code, Element where, Object... args) {
    messager.printMessage(code.kind(), code.message(args), where);
  }

  /** Reports what concerns the whole compilation. */
  public void reportAll(Code code, Object... args) {
    messager.printMessage(code.kind(), code.message(args));
  }

  /** Reports on an expression or statement. */
  public void report(Code code, Tree where, CompilationUnitTree unit, Object... args) {
    trees.printMessage(code.kind(), code.message(args), where, unit);
  }
}
