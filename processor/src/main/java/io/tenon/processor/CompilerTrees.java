package io.tenon.processor;

import com.sun.source.util.Trees;
import java.lang.reflect.Field;
import javax.annotation.processing.ProcessingEnvironment;

/**
 * Gets javac's syntax trees from the environment that a processor is given. Only javac's own has
 * them. IntelliJ hands out a proxy of it, and tells processors to ask its class {@code APIWrappers}
 * for what is inside; Gradle's and kapt's incremental builds hand out an object with javac's in a
 * field.
 */
final class CompilerTrees {
  private static final String INTELLIJ = "org.jetbrains.jps.javac.APIWrappers";

  private CompilerTrees() {}

  /** Null where the compiler has none, as ecj, or where they are out of reach. */
  static Trees of(ProcessingEnvironment environment) {
    try {
      return Trees.instance(environment);
    } catch (IllegalArgumentException | LinkageError e) {
      ProcessingEnvironment inside = inside(environment);
      return inside == null || inside == environment ? null : of(inside);
    }
  }

  private static ProcessingEnvironment inside(ProcessingEnvironment wrapper) {
    try {
      ProcessingEnvironment inside = inIntelliJ(wrapper);
      return inside == null ? inField(wrapper) : inside;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null; // not to be opened: each module with a shape is told so, see ForwardCompiler
    }
  }

  private static ProcessingEnvironment inIntelliJ(ProcessingEnvironment wrapper)
      throws ReflectiveOperationException {
    ClassLoader loader = wrapper.getClass().getClassLoader();
    Class<?> wrappers;
    try {
      wrappers = Class.forName(INTELLIJ, false, loader);
    } catch (ClassNotFoundException e) {
      return null;
    }
    Object inside =
        wrappers
            .getDeclaredMethod("unwrap", Class.class, Object.class)
            .invoke(null, ProcessingEnvironment.class, wrapper);
    return inside == wrapper ? null : (ProcessingEnvironment) inside;
  }

  private static ProcessingEnvironment inField(ProcessingEnvironment wrapper)
      throws ReflectiveOperationException {
    for (Field field : wrapper.getClass().getDeclaredFields()) {
      if (ProcessingEnvironment.class.isAssignableFrom(field.getType())) {
        field.setAccessible(true);
        return (ProcessingEnvironment) field.get(wrapper);
      }
    }
    return null;
  }
}
