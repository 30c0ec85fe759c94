package org.jetbrains.jps.javac;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Stands for IntelliJ's class of this name, which is there when IntelliJ runs javac. */
public final class APIWrappers {
  private APIWrappers() {}

  /** What IntelliJ hands to a processor instead of {@code inside}. */
  public static <T> T wrap(Class<T> type, T inside) {
    return type.cast(
        Proxy.newProxyInstance(
            APIWrappers.class.getClassLoader(), new Class<?>[] {type}, new Wrapper(inside)));
  }

  /** What was wrapped; {@code wrapper} itself if nothing was. */
  public static <T> T unwrap(Class<T> type, T wrapper) {
    return Proxy.isProxyClass(wrapper.getClass())
            && Proxy.getInvocationHandler(wrapper) instanceof Wrapper handler
        ? type.cast(handler.inside())
        : wrapper;
  }

  private record Wrapper(Object inside) implements InvocationHandler {
    @Override
    public Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
      try {
        return method.invoke(inside, args);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
  }
}
