package io.tenon.processor.interpret;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import io.tenon.nn.NnModule;
import io.tenon.processor.diagnostic.Code;
import java.lang.reflect.Array;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;

/**
 * What an assignment assigns: a variable, a field or an element. Its object and index are evaluated
 * once, before the value is.
 */
final class Assignable {
  private final Supplier<Object> read;
  private final UnaryOperator<Object> write;

  private Assignable(Supplier<Object> read, UnaryOperator<Object> write) {
    this.read = read;
    this.write = write;
  }

  Object read() {
    return read.get();
  }

  /** Assigns; returns the value as the place holds it. */
  Object write(Object value) {
    return write.apply(value);
  }

  /** The place that {@code target} names, for the assignment {@code at}. */
  static Assignable of(ExpressionTree target, Tree at, Machine machine, Frame frame) {
    if (target instanceof ParenthesizedTree inner) {
      return of(inner.getExpression(), at, machine, frame);
    }
    if (target instanceof IdentifierTree identifier) {
      String name = identifier.getName().toString();
      if (frame.isLocal(name)) {
        return new Assignable(() -> frame.get(name), value -> frame.set(name, value));
      }
      VariableElement field = machine.sources().field(frame.type(), name).orElse(null);
      if (field != null && frame.self() != null) {
        return field(frame.self(), field, target, at, machine, frame);
      }
    } else if (target instanceof MemberSelectTree select
        && machine.types().named(select.getExpression(), frame).isEmpty()) {
      Object on = machine.expressions().value(select.getExpression(), frame);
      if (on instanceof InterpretedObject object) {
        VariableElement field = machine.lookup().field(object, select, frame);
        return field(object, field, target, at, machine, frame);
      }
      if (on instanceof NnModule layer) {
        return weight(layer, select, at, machine, frame);
      }
    } else if (target instanceof ArrayAccessTree access) {
      return element(access, at, machine, frame);
    }
    throw machine.unsupported("this assignment", at, frame);
  }

  private static Assignable field(
      InterpretedObject on,
      VariableElement field,
      Tree target,
      Tree at,
      Machine machine,
      Frame frame) {
    if (field.getModifiers().contains(Modifier.STATIC)) {
      throw machine.unsupported("an assignment of a static field", at, frame);
    }
    return new Assignable(
        () -> machine.lookup().instance(on, field, target, frame),
        value -> machine.construction().assign(on, field, value, at, frame));
  }

  /** A field of a layer of the library's, such as the weight that it shares with another one. */
  private static Assignable weight(
      NnModule layer, MemberSelectTree select, Tree at, Machine machine, Frame frame) {
    String name = select.getIdentifier().toString();
    if (!frame.constructing()) {
      throw machine.halt(Code.MUTABLE_FIELD, at, frame, name, machine.text(at, frame));
    }
    return new Assignable(
        () -> machine.expressions().value(select, frame),
        value -> {
          if (value instanceof Unknown unknown) {
            throw machine.unknown(unknown, at, frame);
          }
          try {
            Library.assign(layer, name, value);
          } catch (NoSuchFieldException | IllegalArgumentException e) {
            throw machine.unsupported("this assignment", at, frame);
          }
          return value;
        });
  }

  private static Assignable element(ArrayAccessTree access, Tree at, Machine machine, Frame frame) {
    Object array = machine.expressions().value(access.getExpression(), frame);
    int index = machine.expressions().index(access, frame);
    if (!machine.isBuilding() && machine.kept().contains(array)) {
      throw machine.unsupported(KeptObjects.WHAT, at, frame);
    }
    try {
      Array.get(array, index);
    } catch (IndexOutOfBoundsException | IllegalArgumentException | NullPointerException e) {
      throw machine.refused(e, at, frame);
    }
    return new Assignable(
        () -> Array.get(array, index),
        value -> {
          Object held = Arithmetics.widen(array.getClass().getComponentType(), value);
          try {
            Array.set(array, index, held);
          } catch (IllegalArgumentException | NullPointerException e) {
            throw machine.unsupported("a value of another type", at, frame);
          }
          return held;
        });
  }
}
