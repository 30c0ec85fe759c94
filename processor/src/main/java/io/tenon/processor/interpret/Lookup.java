package io.tenon.processor.interpret;

import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import io.tenon.nn.NnModule;
import io.tenon.processor.diagnostic.Code;
import io.tenon.processor.discover.Field;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;

/** What names stand for: local variables, fields and constants. */
final class Lookup {
  private final Machine machine;
  private final Assignments assignments;
  private final Map<VariableElement, Object> constants = new HashMap<>();

  Lookup(Machine machine) {
    this.machine = machine;
    this.assignments = new Assignments(machine.sources());
  }

  Object value(IdentifierTree tree, Frame frame) {
    String name = tree.getName().toString();
    if (frame.isLocal(name)) {
      return frame.get(name);
    }
    if ((name.equals("this") || name.equals("super")) && frame.self() != null) {
      return frame.self();
    }
    Optional<VariableElement> field = field(name, frame);
    if (field.isPresent()) {
      return isStatic(field.get())
          ? constant(field.get(), tree, frame)
          : instance(frame.self(), field.get(), tree, frame);
    }
    for (TypeElement type : machine.sources().staticImports(name, frame.type())) {
      Optional<VariableElement> imported = machine.sources().constant(type, name);
      if (imported.isPresent()) {
        return constant(imported.get(), tree, frame);
      }
    }
    throw machine.unresolved(name, tree, frame);
  }

  Object value(MemberSelectTree tree, Frame frame) {
    String name = tree.getIdentifier().toString();
    Optional<TypeElement> type = machine.types().named(tree.getExpression(), frame);
    if (name.equals("class")) {
      throw machine.unsupported("a class literal", tree, frame);
    }
    if (type.isPresent()) {
      VariableElement field =
          machine
              .sources()
              .constant(type.get(), name)
              .orElseThrow(() -> machine.unresolved(name, tree, frame));
      return constant(field, tree, frame);
    }
    Object on = machine.expressions().value(tree.getExpression(), frame);
    if (on instanceof InterpretedObject module) {
      VariableElement field = field(module, tree, frame);
      return isStatic(field) ? constant(field, tree, frame) : instance(module, field, tree, frame);
    }
    if (on != null && on.getClass().isArray() && name.equals("length")) {
      return Array.getLength(on);
    }
    if (on instanceof Unknown unknown) {
      throw machine.unknown(unknown, tree, frame);
    }
    if (on == null) {
      throw machine.refused(new NullPointerException("it is a field of null"), tree, frame);
    }
    if (Library.mayCall(on.getClass().getName())) {
      try {
        return Library.field(on.getClass(), on, name);
      } catch (NoSuchFieldException e) {
        throw machine.unsupported("this field", tree, frame);
      }
    }
    throw machine.unsupported("this field", tree, frame);
  }

  /** A field of the class whose code runs, of a class above it, or a static one around it. */
  Optional<VariableElement> field(String name, Frame frame) {
    Optional<VariableElement> own = machine.sources().field(frame.type(), name);
    Element outer = frame.type().element().getEnclosingElement();
    while (own.isEmpty() && outer instanceof TypeElement around) {
      own = machine.sources().constant(around, name);
      outer = around.getEnclosingElement();
    }
    return own;
  }

  /** The field that {@code this.k}, {@code super.k} or {@code block.k} names. */
  VariableElement field(InterpretedObject on, MemberSelectTree tree, Frame frame) {
    String name = tree.getIdentifier().toString();
    SourceType from = on.type();
    boolean own = false;
    if (tree.getExpression() instanceof IdentifierTree keyword) {
      boolean above = keyword.getName().contentEquals("super");
      own = above || keyword.getName().contentEquals("this");
      from =
          above
              ? machine
                  .sources()
                  .superclass(frame.type().element())
                  .flatMap(machine.sources()::of)
                  .orElse(from)
              : own ? frame.type() : from;
    }
    if (!own && machine.sources().fields(from, name).size() > 1) {
      throw machine.unsupported("a field that hides another", tree, frame);
    }
    return machine
        .sources()
        .field(from, name)
        .orElseThrow(() -> machine.unsupported("this field", tree, frame));
  }

  Object instance(InterpretedObject self, VariableElement field, Tree tree, Frame frame) {
    if (self == null) {
      throw machine.unsupported("a field of the instance in a static method", tree, frame);
    }
    boolean fixed =
        frame.constructing()
            || field.getModifiers().contains(Modifier.FINAL)
            || !Field.kinds(field).isEmpty()
            || assignments.onlyInConstruction(field);
    if (!fixed && self.field(field) instanceof NnModule) { // to make it final would mend half
      throw machine.halt(
          Code.UNREGISTERED,
          tree,
          frame,
          "field '" + field.getSimpleName() + "' holds a module, but is not registered",
          machine.text(tree, frame));
    }
    if (!fixed) {
      throw machine.halt(
          Code.MUTABLE_FIELD, tree, frame, field.getSimpleName(), machine.text(tree, frame));
    }
    return self.field(field);
  }

  private static boolean isStatic(VariableElement field) {
    return field.getModifiers().contains(Modifier.STATIC);
  }

  // ---- constants

  /** The value of a static field that is final. */
  private Object constant(VariableElement field, Tree tree, Frame frame) {
    if (field.getConstantValue() != null) {
      Object value = field.getConstantValue();
      return value instanceof String text ? text.intern() : value;
    }
    if (!constants.containsKey(field)) {
      constants.put(field, evaluated(field, tree, frame));
    }
    return constants.get(field);
  }

  private Object evaluated(VariableElement field, Tree tree, Frame frame) {
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
    if (source.isPresent() && field.getKind() == ElementKind.ENUM_CONSTANT) {
      String name = field.getSimpleName().toString();
      return new EnumConstant(owner, name, constantsOf(owner).indexOf(field));
    }
    VariableTree declared = source.isEmpty() ? null : machine.sources().tree(field);
    boolean known = declared != null && declared.getInitializer() != null;
    if (!known || !field.getModifiers().contains(Modifier.FINAL)) {
      throw machine.unsupported("a static field that is no constant", tree, frame);
    }
    Frame initializing = new Frame(source.get(), null, true);
    machine.enter(tree, frame);
    boolean outside = machine.building(true);
    Object value =
        machine
            .expressions()
            .initializer(declared.getInitializer(), declared.getType(), initializing);
    machine.building(outside);
    machine.exit();
    return Arithmetics.convert(field.asType().toString(), value);
  }

  private static List<VariableElement> constantsOf(TypeElement type) {
    return ElementFilter.fieldsIn(type.getEnclosedElements()).stream()
        .filter(field -> field.getKind() == ElementKind.ENUM_CONSTANT)
        .toList();
  }

  /** The constants of a user's enum, in order. */
  List<EnumConstant> enumConstants(TypeElement type, Tree tree, Frame frame) {
    List<EnumConstant> values = new ArrayList<>();
    for (VariableElement each : constantsOf(type)) {
      values.add((EnumConstant) constant(each, tree, frame));
    }
    return values;
  }
}
