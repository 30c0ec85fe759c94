package io.tenon.processor.interpret;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Calls of the library and a few pure JDK classes, made for real. */
final class Library {
  /** What networks are written with; nothing in them reads files, clocks or the network. */
  private static final Set<String> PACKAGES = Set.of("io.tenon", "io.tenon.nn", "io.tenon.op");

  /** What a trace itself is made with: a network that uses it runs eagerly. */
  private static final Set<String> TRACING = Set.of("io.tenon.ShapeOnly", "io.tenon.SizeNames");

  private static final Set<String> JDK =
      Set.of(
          "java.lang.Math",
          "java.lang.String",
          "java.lang.Character",
          "java.lang.Byte",
          "java.lang.Short",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Float",
          "java.lang.Double",
          "java.lang.Boolean",
          "java.lang.Number",
          "java.lang.Iterable",
          "java.lang.StringBuilder",
          "java.util.ArrayDeque",
          "java.util.ArrayList",
          "java.util.Arrays",
          "java.util.Collection",
          "java.util.Collections",
          "java.util.Comparator",
          "java.util.Deque",
          "java.util.HashMap",
          "java.util.Iterator",
          "java.util.LinkedHashMap",
          "java.util.LinkedHashSet",
          "java.util.List",
          "java.util.Map",
          "java.util.Map$Entry",
          "java.util.Objects",
          "java.util.Optional",
          "java.util.OptionalDouble",
          "java.util.OptionalInt",
          "java.util.OptionalLong",
          "java.util.Set",
          "java.util.TreeMap",
          "java.util.stream.BaseStream",
          "java.util.stream.Collector",
          "java.util.stream.Collectors",
          "java.util.stream.DoubleStream",
          "java.util.stream.IntStream",
          "java.util.stream.LongStream",
          "java.util.stream.Stream");

  /** Methods that answer differently each time, by the machine, or not at all. */
  private static final Set<String> UNSTEADY =
      Set.of(
          "random",
          "uniform",
          "normal",
          "below",
          "getInteger",
          "getLong",
          "getBoolean",
          "getClass",
          "hashCode",
          "hash",
          "wait",
          "parallel",
          "parallelStream",
          "shuffle",
          "notify",
          "notifyAll");

  private Library() {}

  /** Whether the interpreter may call this class. */
  static boolean mayCall(String className) {
    int dot = className.lastIndexOf('.');
    boolean ours = dot > 0 && PACKAGES.contains(className.substring(0, dot));
    return ours && !TRACING.contains(className)
        || JDK.contains(className)
        || className.startsWith("java.util.function.");
  }

  /** Whether it may call methods of this name. */
  static boolean isSteady(String method) {
    return !UNSTEADY.contains(method);
  }

  /**
   * Whether methods of an object of this class may be called: it is a kind of a class we may call.
   */
  static boolean mayCallOn(Class<?> type) {
    boolean may = false;
    for (Class<?> c = type; c != null && c != Object.class && !may; c = c.getSuperclass()) {
      may = mayCall(c.getName());
      for (Class<?> face : c.getInterfaces()) {
        may |= mayCall(face.getName());
      }
    }
    return may || type.isInterface() && mayCall(type.getName());
  }

  /**
   * The value of a public field.
   *
   * @throws NoSuchFieldException if there is none
   */
  static Object field(Class<?> type, Object receiver, String name) throws NoSuchFieldException {
    try {
      return type.getField(name).get(receiver);
    } catch (IllegalAccessException | NullPointerException e) {
      throw new NoSuchFieldException(name);
    }
  }

  /**
   * Assigns a public field.
   *
   * @throws NoSuchFieldException if there is none that can be assigned
   * @throws IllegalArgumentException if the value is of another type
   */
  static void assign(Object receiver, String name, Object value) throws NoSuchFieldException {
    try {
      receiver.getClass().getField(name).set(receiver, value);
    } catch (IllegalAccessException e) {
      throw new NoSuchFieldException(name);
    }
  }

  /** Whether there is a public method of this name. */
  static boolean hasMethod(Class<?> type, String name, boolean isStatic) {
    return methods(type, name)
        .anyMatch(method -> Modifier.isStatic(method.getModifiers()) == isStatic);
  }

  /** Whether there is a public static method of this name that takes these arguments. */
  static boolean takes(Class<?> type, String name, List<Object> args) {
    List<Method> named =
        methods(type, name).filter(method -> Modifier.isStatic(method.getModifiers())).toList();
    return Signatures.choose(named, args).isPresent();
  }

  /** With bridges, through which alone methods of a class that is not public can be called. */
  private static Stream<Method> methods(Class<?> type, String name) {
    List<Method> named =
        Arrays.stream(type.getMethods()).filter(method -> method.getName().equals(name)).toList();
    return named.stream()
        .filter(
            method ->
                !method.isBridge()
                    || named.stream()
                        .noneMatch(
                            other ->
                                !other.isBridge()
                                    && Arrays.equals(
                                        other.getParameterTypes(), method.getParameterTypes())));
  }

  /**
   * Calls a method; {@code receiver} is null for a static one.
   *
   * @throws NoSuchMethodException if none takes these arguments
   * @throws Throwable what the method throws
   */
  static Object call(Class<?> type, Object receiver, String name, List<Object> args)
      throws Throwable {
    List<Method> named =
        methods(type, name)
            .filter(method -> Modifier.isStatic(method.getModifiers()) == (receiver == null))
            .toList();
    Method method =
        Signatures.choose(named, args).orElseThrow(() -> new NoSuchMethodException(name));
    try {
      return publicly(method, receiver).invoke(receiver, Signatures.spread(method, args));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /**
   * The method where it is declared by an exported type: {@code List.of} returns classes that are
   * not.
   */
  private static Method publicly(Method method, Object receiver) {
    boolean open =
        Modifier.isPublic(method.getDeclaringClass().getModifiers())
            && !Proxy.isProxyClass(method.getDeclaringClass());
    if (open || receiver == null) {
      return method;
    }
    for (Class<?> c = receiver.getClass(); c != null; c = c.getSuperclass()) {
      for (Class<?> face : c.getInterfaces()) {
        try {
          return face.getMethod(method.getName(), method.getParameterTypes());
        } catch (NoSuchMethodException e) {
          continue; // another interface declares it
        }
      }
    }
    return method;
  }

  /**
   * Makes an instance.
   *
   * @throws NoSuchMethodException if no constructor takes these arguments
   * @throws Throwable what the constructor throws
   */
  static Object create(Class<?> type, List<Object> args) throws Throwable {
    Constructor<?> constructor =
        Signatures.choose(List.of(type.getConstructors()), args)
            .orElseThrow(() -> new NoSuchMethodException(type.getSimpleName()));
    try {
      return constructor.newInstance(Signatures.spread(constructor, args));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
