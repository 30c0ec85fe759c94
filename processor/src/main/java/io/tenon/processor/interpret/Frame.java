package io.tenon.processor.interpret;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
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
  private final InterpretedModule self;
  private final boolean constructing;
  private final Deque<Map<String, Local>> scopes = new ArrayDeque<>();
  private Object returned;

  /**
   * A frame without variables.
   *
   * @param self null in a static method
   * @param constructing whether a constructor or an initializer runs
   */
  Frame(SourceType type, InterpretedModule self, boolean constructing) {
    this.type = type;
    this.self = self;
    this.constructing = constructing;
    enter();
  }

  SourceType type() {
    return type;
  }

  InterpretedModule self() {
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

  /** Adds a variable of the innermost scope; a number becomes one of the declared type. */
  void declare(String name, String declaredType, Object value) {
    scopes.peek().put(name, new Local(declaredType, Arithmetics.convert(declaredType, value)));
  }

  boolean isLocal(String name) {
    return find(name) != null;
  }

  Object get(String name) {
    return find(name).value;
  }

  void set(String name, Object value) {
    Local local = find(name);
    local.value = Arithmetics.convert(local.type, value);
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

  void returns(Object value) {
    returned = value;
  }

  Object returned() {
    return returned;
  }
}
