package io.tenon.processor.interpret;

import com.sun.source.tree.AnnotatedTypeTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** Which types names in bodies stand for, and what is an instance of them. */
final class Types {
  private final Machine machine;

  Types(Machine machine) {
    this.machine = machine;
  }

  /** The type that an expression names, if it names one. */
  Optional<TypeElement> named(Tree tree, Frame frame) {
    if (tree instanceof ParameterizedTypeTree generic) {
      return named(generic.getType(), frame);
    }
    if (tree instanceof AnnotatedTypeTree annotated) {
      return named(annotated.getUnderlyingType(), frame);
    }
    if (tree instanceof IdentifierTree identifier) {
      return isVariable(identifier, frame)
          ? Optional.empty()
          : machine.sources().type(identifier.getName().toString(), frame.type());
    }
    if (tree instanceof MemberSelectTree select) {
      Optional<TypeElement> outer = named(select.getExpression(), frame);
      if (outer.isPresent()) {
        return ElementFilter.typesIn(outer.get().getEnclosedElements()).stream()
            .filter(each -> each.getSimpleName().equals(select.getIdentifier()))
            .findFirst();
      }
      return isPackage(select.getExpression(), frame)
          ? machine.sources().qualified(select.toString())
          : Optional.empty();
    }
    return Optional.empty();
  }

  private boolean isVariable(IdentifierTree tree, Frame frame) {
    String name = tree.getName().toString();
    return name.equals("this")
        || name.equals("super")
        || frame.isLocal(name)
        || machine.lookup().field(name, frame).isPresent();
  }

  /** Whether names joined by dots may be a package's: a variable's name hides a package. */
  private boolean isPackage(Tree tree, Frame frame) {
    return tree instanceof MemberSelectTree select
        ? isPackage(select.getExpression(), frame)
        : tree instanceof IdentifierTree name && !isVariable(name, frame);
  }

  /** Whether a lambda or method reference may be an object of the type. */
  boolean isFunction(TypeElement type, Closure closure) {
    Optional<SourceType> source = machine.sources().of(type);
    if (source.isPresent()) {
      List<ExecutableElement> open = machine.methods().open(source.get());
      return open.size() == 1 && closure.takes(open.get(0).getParameters().size());
    }
    return machine.sources().library(type).filter(closure::fits).isPresent();
  }

  /** Whether {@code value}, which is not null, is an instance of the type. */
  boolean isInstance(Object value, Tree type, Frame frame) {
    TypeElement element =
        named(type, frame).orElseThrow(() -> machine.unsupported("this type", type, frame));
    Optional<TypeElement> users = usersType(value);
    if (users.isPresent()) {
      return machine.sources().extendsType(users.get(), element);
    }
    if (machine.sources().of(element).isPresent()) {
      return false; // nothing of the library's is an instance of a class of the user's
    }
    return machine
        .sources()
        .library(element)
        .orElseThrow(() -> machine.unsupported("this type", type, frame))
        .isInstance(value);
  }

  /** Whether a cast fails for sure. */
  boolean isDefinitelyNot(Object value, Tree type, Frame frame) {
    Optional<TypeElement> element = named(type, frame);
    boolean decidable =
        element.isPresent()
            && !(value instanceof Number)
            && (machine.sources().of(element.get()).isPresent()
                || machine.sources().library(element.get()).isPresent());
    return decidable && !isInstance(value, type, frame);
  }

  private static Optional<TypeElement> usersType(Object value) {
    if (value instanceof InterpretedObject module) {
      return Optional.of(module.type().element());
    }
    return value instanceof EnumConstant constant ? Optional.of(constant.type()) : Optional.empty();
  }
}
