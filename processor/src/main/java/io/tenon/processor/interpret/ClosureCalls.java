package io.tenon.processor.interpret;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

/** What an object of a functional interface does whose one method is a {@link Closure}. */
record ClosureCalls(Closure closure, Method implemented) implements InvocationHandler {
  @Override
  public Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
    List<Object> given = args == null ? List.of() : Arrays.asList(args);
    if (method.getDeclaringClass() == Object.class) {
      return switch (method.getName()) {
        case "equals" -> proxy == args[0];
        case "hashCode" -> System.identityHashCode(proxy);
        default -> "a function";
      };
    }
    if (method.isDefault()) {
      return InvocationHandler.invokeDefault(proxy, method, args);
    }
    Object result = closure.known(closure.call(given));
    return method.getReturnType() == void.class
        ? null
        : Arithmetics.widen(method.getReturnType(), result);
  }
}
