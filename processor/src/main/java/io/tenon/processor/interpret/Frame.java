package io.tenon.processor.interpret;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** The local variables of one call under way, and whose code it runs. */
final class Frame {
  private static final Object ABSENT = new Object();

  private final SourceType type;
  private final InterpretedModule self;
  private final boolean constructing;
  private final Deque<Map<String, Object>> scopes = new ArrayDeque<>();
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

  void declare(String name, Object value) {
    scopes.peek().put(name, value);
  }

  boolean isLocal(String name) {
    return scopes.stream().anyMatch(scope -> scope.containsKey(name));
  }

  Object get(String name) {
    for (Map<String, Object> scope : scopes) {
      Object value = scope.getOrDefault(name, ABSENT);
      if (value != ABSENT) {
        return value;
      }
    }
    throw new IllegalStateException("no local variable " + name);
  }

  void set(String name, Object value) {
    for (Map<String, Object> scope : scopes) {
      if (scope.containsKey(name)) {
        scope.put(name, value);
        return;
      }
    }
    throw new IllegalStateException("no local variable " + name);
  }

  void returns(Object value) {
    returned = value;
  }

  Object returned() {
    return returned;
  }
}
