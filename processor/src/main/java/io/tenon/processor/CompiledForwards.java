package io.tenon.processor;

import io.tenon.processor.emit.GeneratedClass;
import java.util.List;

/**
 * The forwards that were generated for a module class.
 *
 * @param classes all of them
 * @param evaluating the names of those for evaluation mode, one for each variant of shapes
 * @param training the names of those for training mode; none where the others serve both
 */
record CompiledForwards(
    List<GeneratedClass> classes, List<String> evaluating, List<String> training) {}
