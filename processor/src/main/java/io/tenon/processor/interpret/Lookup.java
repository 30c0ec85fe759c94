package io.tenon.processor.interpret;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import io.tenon.processor.diagnostic.Code;
import io.tenon.processor.discover.Field;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;

/** What names stand for: local variables, fields, constants and types. */
final class Lookup {
  private final Machine machine;
  private final Map<VariableElement, Object> constants = new HashMap<>();

  Lookup(Machine machine) {
    this.machine = machine;
  }

  // ---- reading

  Object value(IdentifierTree tree, Frame frame) {
    String name = tree.getName().toString();
    if (frame.isLocal(name)) {
      return frame.get(name);
    }
    if (name.equals("this")) {
      return frame.self();
    }
    Optional<VariableElement> field = field(name, frame);
    if (field.isPresent()) {
      return isStatic(field.get())
          ? constant(field.get(), tree, frame)
          : instance(frame.self(), field.get(), tree, frame);
    }
    for (TypeElement type : machine.sources().staticImports(name, frame.type())) {
      Optional<VariableElement> imported = named(type, name).filter(Lookup::isStatic);
      if (imported.isPresent()) {
        return constant(imported.get(), tree, frame);
      }
    }
    throw machine.unsupported("the name '" + name + "'", tree, frame);
  }

  Object value(MemberSelectTree tree, Frame frame) {
    String name = tree.getIdentifier().toString();
    Optional<TypeElement> type = type(tree.getExpression(), frame);
    if (type.isPresent()) {
      VariableElement field =
          named(type.get(), name)
              .filter(Lookup::isStatic)
              .orElseThrow(() -> machine.unsupported("this name", tree, frame));
      return constant(field, tree, frame);
    }
    Object on = machine.expressions().value(tree.getExpression(), frame);
    if (on instanceof InterpretedModule module) {
      VariableElement field =
          machine
              .sources()
              .field(module.type(), name)
              .orElseThrow(() -> machine.unsupported("this field", tree, frame));
      return instance(module, field, tree, frame);
    }
    if (on != null && on.getClass().isArray() && name.equals("length")) {
      return Array.getLength(on);
    }
    if (on instanceof Unknown unknown) {
      throw machine.unknown(unknown, tree, frame);
    }
    if (on != null && Library.mayCall(on.getClass().getName())) {
      try {
        return Library.field(on.getClass(), on, name);
      } catch (NoSuchFieldException e) {
        throw machine.unsupported("this field", tree, frame);
      }
    }
    throw machine.unsupported("this field", tree, frame);
  }

  /** A field of the class whose code runs, of a class above it, or a static one around it. */
  private Optional<VariableElement> field(String name, Frame frame) {
    Optional<VariableElement> own = machine.sources().field(frame.type(), name);
    Element outer = frame.type().element().getEnclosingElement();
    while (own.isEmpty() && outer instanceof TypeElement around) {
      own = named(around, name).filter(Lookup::isStatic);
      outer = around.getEnclosingElement();
    }
    return own;
  }

  private Object instance(InterpretedModule self, VariableElement field, Tree tree, Frame frame) {
    if (self == null) {
      throw machine.unsupported("a field of the instance in a static method", tree, frame);
    }
    boolean fixed =
        frame.constructing()
            || field.getModifiers().contains(Modifier.FINAL)
            || !Field.kinds(field).isEmpty();
    if (!fixed) {
      throw machine.halt(
          Code.MUTABLE_FIELD, tree, frame, field.getSimpleName(), machine.text(tree, frame));
    }
    return self.field(field.getSimpleName().toString());
  }

  private static boolean isStatic(VariableElement field) {
    return field.getModifiers().contains(Modifier.STATIC);
  }

  private static Optional<VariableElement> named(TypeElement type, String name) {
    return ElementFilter.fieldsIn(type.getEnclosedElements()).stream()
        .filter(field -> field.getSimpleName().contentEquals(name))
        .findFirst();
  }

  /** The value of a static field that is final. */
  private Object constant(VariableElement field, Tree tree, Frame frame) {
    if (field.getConstantValue() != null) {
      return field.getConstantValue();
    }
    if (constants.containsKey(field)) {
      return constants.get(field);
    }
    TypeElement owner = (TypeElement) field.getEnclosingElement();
    Optional<Class<?>> library = machine.sources().library(owner);
    if (library.isPresent()) {
      try {
        return Library.field(library.get(), null, field.getSimpleName().toString());
      } catch (NoSuchFieldException e) {
        throw machine.unsupported("this field", tree, frame);
      }
    }
    Optional<SourceType> source = machine.sources().of(owner);
    VariableTree declared = source.isEmpty() ? null : machine.sources().tree(field);
    boolean known = declared != null && declared.getInitializer() != null;
    if (!known || !field.getModifiers().contains(Modifier.FINAL)) {
      throw machine.unsupported("a static field that is no constant", tree, frame);
    }
    Frame initializing = new Frame(source.get(), null, true);
    Object value =
        machine
            .expressions()
            .initializer(declared.getInitializer(), declared.getType(), initializing);
    value = Arithmetics.convert(field.asType().toString(), value);
    constants.put(field, value);
    return value;
  }

  // ---- writing

  void assign(ExpressionTree target, Object value, Tree at, Frame frame) {
    if (target instanceof IdentifierTree name) {
      String text = name.getName().toString();
      if (frame.isLocal(text)) {
        frame.set(text, value);
        return;
      }
      Optional<VariableElement> field = machine.sources().field(frame.type(), text);
      if (field.isPresent() && !isStatic(field.get()) && frame.self() != null) {
        machine.construction().assign(frame.self(), field.get(), value, at, frame);
        return;
      }
    } else if (target instanceof MemberSelectTree select
        && type(select.getExpression(), frame).isEmpty()
        && machine.expressions().value(select.getExpression(), frame)
            instanceof InterpretedModule on) {
      Optional<VariableElement> field =
          machine.sources().field(on.type(), select.getIdentifier().toString());
      if (field.isPresent()) {
        machine.construction().assign(on, field.get(), value, at, frame);
        return;
      }
    } else if (target instanceof ArrayAccessTree access) {
      Object array = machine.expressions().value(access.getExpression(), frame);
      int index = machine.expressions().index(access, frame);
      try {
        Array.set(array, index, Arithmetics.widen(array.getClass().getComponentType(), value));
        return;
      } catch (IndexOutOfBoundsException | IllegalArgumentException | NullPointerException e) {
        throw machine.refused(e, at, frame);
      }
    }
    throw machine.unsupported("this assignment", at, frame);
  }

  // ---- types

  /** The type that an expression names, if it names one. */
  Optional<TypeElement> type(Tree tree, Frame frame) {
    if (tree instanceof ParameterizedTypeTree generic) {
      return type(generic.getType(), frame);
    }
    if (tree instanceof IdentifierTree identifier) {
      String name = identifier.getName().toString();
      boolean variable =
          name.equals("this")
              || name.equals("super")
              || frame.isLocal(name)
              || field(name, frame).isPresent();
      return variable ? Optional.empty() : machine.sources().type(name, frame.type());
    }
    if (tree instanceof MemberSelectTree select) {
      Optional<TypeElement> outer = type(select.getExpression(), frame);
      if (outer.isPresent()) {
        return ElementFilter.typesIn(outer.get().getEnclosedElements()).stream()
            .filter(each -> each.getSimpleName().equals(select.getIdentifier()))
            .findFirst();
      }
      return machine.sources().qualified(select.toString());
    }
    return Optional.empty();
  }

  boolean isInstance(Object value, Tree type, Frame frame) {
    TypeElement element =
        type(type, frame).orElseThrow(() -> machine.unsupported("this type", type, frame));
    if (value instanceof InterpretedModule module) {
      return machine.sources().extendsType(module.type().element(), element);
    }
    return machine
        .sources()
        .library(element)
        .map(library -> library.isInstance(value))
        .orElse(false);
  }

  /** An array with its elements, or with defaults. */
  Object array(NewArrayTree tree, Tree element, Frame frame) {
    Class<?> library = type(element, frame).flatMap(machine.sources()::library).orElse(null);
    if (tree.getInitializers() != null) {
      List<Object> values = new ArrayList<>();
      for (ExpressionTree each : tree.getInitializers()) {
        values.add(machine.expressions().initializer(each, Arrays.element(element), frame));
      }
      try {
        return Arrays.of(element, library, values);
      } catch (IllegalArgumentException e) { // an unknown value among primitives
        throw machine.unsupported("this array", tree, frame);
      }
    }
    if (tree.getDimensions().size() != 1) {
      throw machine.unsupported("an array of several dimensions", tree, frame);
    }
    Object length = machine.expressions().decidable(tree.getDimensions().get(0), frame);
    if (length instanceof Number count && count.intValue() >= 0 && count.intValue() < 1_000_000) {
      return Arrays.empty(element, library, count.intValue());
    }
    throw machine.unsupported("an array of this length", tree, frame);
  }
}
