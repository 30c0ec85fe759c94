package io.tenon.processor.interpret;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;

/** An expression of the user's, and the file it is in: what an {@code Origin} leads back to. */
public record SourceExpression(Tree tree, CompilationUnitTree unit) {}
