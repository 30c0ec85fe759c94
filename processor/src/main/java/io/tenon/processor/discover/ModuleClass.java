package io.tenon.processor.discover;

import io.tenon.DType;
import io.tenon.annotation.Compile;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/**
 * A class with annotated fields or a {@code forward} with shapes.
 *
 * @param fields its own annotated fields, in the order of declaration
 * @param forward the method to compile, if there is one
 * @param inputs how many inputs its own {@code forward} takes, if several; else 0
 * @param all its own {@code forwardAll}, if there is one
 */
public record ModuleClass(
    TypeElement type,
    List<Field> fields,
    Optional<Forward> forward,
    int inputs,
    Optional<All> all) {
  /**
   * A {@code forwardAll}, which returns several outputs.
   *
   * @param inputs how many it takes
   * @param record what it returns
   * @param outputs the names of the record's components
   */
  public record All(int inputs, TypeElement record, List<String> outputs) {}

  /**
   * A {@code forward} whose parameters have shapes.
   *
   * @param variants the inputs that it is compiled for, each time as many as it has parameters
   */
  public record Forward(ExecutableElement method, List<List<Input>> variants) {
    /** Whether it is the class's {@code forwardAll}. */
    public boolean isOfAll() {
      return method.getSimpleName().contentEquals("forwardAll");
    }

    /** The inputs of the first variant. */
    public List<Input> inputs() {
      return variants.get(0);
    }
  }

  /** This class with one of the variants of its forward alone. */
  public ModuleClass withVariant(int variant) {
    Optional<Forward> only =
        forward.map(all -> new Forward(all.method(), List.of(all.variants().get(variant))));
    return new ModuleClass(type, fields, only, inputs, all);
  }

  /** A parameter of {@code forward}, and what {@code @Shape} says of it. */
  public record Input(String parameter, ShapeSpec shape, DType dtype) {}

  /** Whether its forward must be compiled. */
  public boolean isRequired() {
    return isRequired(type);
  }

  static boolean isRequired(TypeElement type) {
    Compile compile = type.getAnnotation(Compile.class);
    return compile != null && compile.required();
  }

  /** The simple name, nested classes joined with an underscore: {@code Outer_Inner}. */
  public String flatName() {
    StringBuilder name = new StringBuilder(type.getSimpleName());
    for (var outer = type.getEnclosingElement();
        outer instanceof TypeElement;
        outer = outer.getEnclosingElement()) {
      name.insert(0, outer.getSimpleName() + "_");
    }
    return name.toString();
  }

  /** The name as source says it: {@code Outer.Inner}. */
  public String nestedName() {
    StringBuilder name = new StringBuilder(type.getSimpleName());
    for (var outer = type.getEnclosingElement();
        outer instanceof TypeElement;
        outer = outer.getEnclosingElement()) {
      name.insert(0, outer.getSimpleName() + ".");
    }
    return name.toString();
  }

  /** The class's simple name. */
  public String simpleName() {
    return type.getSimpleName().toString();
  }
}
