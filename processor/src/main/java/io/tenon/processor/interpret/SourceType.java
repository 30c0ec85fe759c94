package io.tenon.processor.interpret;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import javax.lang.model.element.TypeElement;

/** A class of the user's, with its syntax tree. */
record SourceType(TypeElement element, ClassTree tree, CompilationUnitTree unit) {
  String simpleName() {
    return element.getSimpleName().toString();
  }

  /** {@code LeNet.java}. */
  String fileName() {
    String path = unit.getSourceFile().getName();
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }
}
