package io.tenon.processor.interpret;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import io.tenon.processor.diagnostic.Code;

/** Ends an interpretation: the diagnostic, and the expression or statement to put it on. */
public final class Halt extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Code code;
  private final transient Tree tree;
  private final transient CompilationUnitTree unit;
  private final transient Object[] args;

  Halt(Code code, Tree tree, CompilationUnitTree unit, Object... args) {
    super(code.id(), null, false, false);
    this.code = code;
    this.tree = tree;
    this.unit = unit;
    this.args = args;
  }

  /** The diagnostic. */
  public Code code() {
    return code;
  }

  /** What it is about. */
  public Tree tree() {
    return tree;
  }

  /** The file {@link #tree} is in. */
  public CompilationUnitTree unit() {
    return unit;
  }

  /** What fills the message. */
  public Object[] args() {
    return args.clone();
  }
}
