package io.tenon.processor.discover;

import io.tenon.annotation.Buffer;
import io.tenon.annotation.Param;
import io.tenon.annotation.Submodule;
import java.lang.annotation.AnnotationTypeMismatchException;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;

/**
 * One annotated field.
 *
 * @param name its name in the state dict
 * @param persistent whether a buffer is part of the state dict
 */
public record Field(VariableElement element, Kind kind, String name, boolean persistent) {
  /** What a field holds. */
  public enum Kind {
    /** {@code @Submodule}. */
    SUBMODULE("Submodule", "io.tenon.nn.NnModule", "NnModule or a subclass"),
    /** {@code @Param}. */
    PARAM("Param", "io.tenon.Parameter", "Parameter"),
    /** {@code @Buffer}. */
    BUFFER("Buffer", "io.tenon.Tensor", "Tensor");

    private final String annotation;
    private final String type;
    private final String wanted;

    Kind(String annotation, String type, String wanted) {
      this.annotation = annotation;
      this.type = type;
      this.wanted = wanted;
    }

    /** The annotation's simple name. */
    public String annotation() {
      return annotation;
    }

    String type() {
      return type;
    }

    String wanted() {
      return wanted;
    }
  }

  /** What the annotations on a field say it holds; one kind, if they are right. */
  public static List<Kind> kinds(VariableElement field) {
    List<Kind> kinds = new ArrayList<>();
    if (field.getAnnotation(Submodule.class) != null) {
      kinds.add(Kind.SUBMODULE);
    }
    if (field.getAnnotation(Param.class) != null) {
      kinds.add(Kind.PARAM);
    }
    if (field.getAnnotation(Buffer.class) != null) {
      kinds.add(Kind.BUFFER);
    }
    return kinds;
  }

  /**
   * Reads a field that is annotated as {@code kind}. An annotation whose values are no constants,
   * which javac reports itself, is taken for one without.
   */
  public static Field of(VariableElement element, Kind kind) {
    String identifier = element.getSimpleName().toString();
    try {
      Buffer buffer = element.getAnnotation(Buffer.class);
      String given =
          switch (kind) {
            case SUBMODULE -> element.getAnnotation(Submodule.class).value();
            case PARAM -> element.getAnnotation(Param.class).value();
            case BUFFER -> buffer.value();
          };
      String name = given.isEmpty() ? identifier : given;
      return new Field(element, kind, name, buffer == null || buffer.persistent());
    } catch (AnnotationTypeMismatchException e) {
      return new Field(element, kind, identifier, true);
    }
  }

  /** The Java identifier. */
  public String identifier() {
    return element.getSimpleName().toString();
  }

  /** Whether a new value can't be assigned. */
  public boolean isFinal() {
    return element.getModifiers().contains(Modifier.FINAL);
  }

  /** The declared type. */
  public TypeMirror type() {
    return element.asType();
  }
}
