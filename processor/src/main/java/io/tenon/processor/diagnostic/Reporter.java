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
  private final boolean training;

  /** With {@code trees} null where the compiler has none. */
  public Reporter(Messager messager, Trees trees) {
    this(messager, trees, false, false);
  }

  private Reporter(Messager messager, Trees trees, boolean strict, boolean training) {
    this.messager = messager;
    this.trees = trees;
    this.strict = strict;
    this.training = training;
  }

  /** One that reports all as errors if {@code required}: for a forward that must be compiled. */
  public Reporter requiring(boolean required) {
    return new Reporter(messager, trees, required, training);
  }

  /** One that says of a forward that stays eager that it does so in training mode, if it does. */
  public Reporter inTraining(boolean mode) {
    return new Reporter(messager, trees, strict, mode);
  }

  private String message(Code code, Object... args) {
    String text = code.message(args);
    return training
        ? text.replaceFirst("\\.forward stays eager:", ".forward stays eager in training mode:")
        : text;
  }

  private Diagnostic.Kind kind(Code code) {
    return strict ? Diagnostic.Kind.ERROR : code.kind();
  }

  /** Reports at a declaration. */
  public void report(Code code, Element where, Object... args) {
    messager.printMessage(kind(code), message(code, args), where);
  }

  /** Reports what concerns the whole compilation. */
  public void reportAll(Code code, Object... args) {
    messager.printMessage(code.kind(), code.message(args));
  }

  /** Reports on an expression or statement. */
  public void report(Code code, Tree where, CompilationUnitTree unit, Object... args) {
    trees.printMessage(kind(code), message(code, args), where, unit);
  }
}
