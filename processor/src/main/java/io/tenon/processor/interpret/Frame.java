package io.tenon.processor.interpret;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The local variables of one call under way, and whose code it runs. */
final class Frame {
  private static final class Local {
    private final String type;
    private Object value;

    Local(String type, Object value) {
      this.type = type;
      this.value = value;
    }
  }

  private final SourceType type;
  private final InterpretedObject self;
  private final boolean constructing;
  private final Deque<Map<String, Local>> scopes = new ArrayDeque<>();

  /**
   * A frame without variables.
   *
   * @param self null in a static method
   * @param constructing whether a constructor or an initializer runs
   */
  Frame(SourceType type, InterpretedObject self, boolean constructing) {
    this.type = type;
    this.self = self;
    this.constructing = constructing;
    enter();
  }

  /** A frame for code inside this one that may run later, with the variables as they are now. */
  Frame captured(boolean constructing) {
    Frame inner = new Frame(type, self, constructing);
    inner.scopes.clear();
    scopes.forEach(scope -> inner.scopes.addLast(new HashMap<>(scope)));
    inner.enter();
    return inner;
  }

  SourceType type() {
    return type;
  }

  InterpretedObject self() {
    return self;
  }

  boolean constructing() {
    return constructing;
  }

  void enter() {
    scopes.push(new HashMap<>());
  }

  void exit() {
    scopes.pop();
  }

  /** Ends the innermost scope, but for these variables of it. */
  void exit(List<String> kept) {
    Map<String, Local> inner = scopes.pop();
    for (String name : kept) {
      if (inner.containsKey(name)) {
        scopes.peek().put(name, inner.get(name));
      }
    }
  }

  /** Adds a variable of the innermost scope; a number becomes one of the declared type. */
  void declare(String name, String declaredType, Object value) {
    String type = declaredType.equals("var") ? inferred(value) : declaredType;
    scopes.peek().put(name, new Local(type, Arithmetics.convert(type, value)));
  }

  private static String inferred(Object value) {
    boolean number = value instanceof Number || value instanceof Character;
    return number ? Signatures.unboxed(value).getName() : "var";
  }

  boolean isLocal(String name) {
    return find(name) != null;
  }

  Object get(String name) {
    return find(name).value;
  }

  /** The declared type of a variable. */
  String typeOf(String name) {
    return find(name).type;
  }

  /** Assigns; returns the value as the variable holds it. */
  Object set(String name, Object value) {
    Local local = find(name);
    local.value = Arithmetics.convert(local.type, value);
    return local.value;
  }

  private Local find(String name) {
    for (Map<String, Local> scope : scopes) {
      Local local = scope.get(name);
      if (local != null) {
        return local;
      }
    }
    return null;
  }
}
