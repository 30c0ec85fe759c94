package io.tenon.processor.interpret;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Calls of the library and a few pure JDK classes, made for real. Overloads are chosen as javac
 * does, in three phases (as they are, boxed, variable arity), by the values' types: literals and
 * locals have no others here.
 */
final class Library {
  private static final Set<String> JDK =
      Set.of(
          "java.lang.Math",
          "java.lang.String",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Float",
          "java.lang.Double",
          "java.lang.Boolean",
          "java.util.List",
          "java.util.ArrayList",
          "java.util.LinkedHashMap",
          "java.util.Map",
          "java.util.Objects");

  private Library() {}

  /**
   * Whether the interpreter may call this class: nothing that reads files, clocks or the network is
   * among them.
   */
  static boolean mayCall(String className) {
    return className.startsWith("io.tenon.") || JDK.contains(className);
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

  /** Whether there is a public method of this name. */
  static boolean hasMethod(Class<?> type, String name, boolean isStatic) {
    return methods(type, name)
        .anyMatch(method -> Modifier.isStatic(method.getModifiers()) == isStatic);
  }

  private static Stream<Method> methods(Class<?> type, String name) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getName().equals(name) && !method.isBridge());
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
        choose(named, args).orElseThrow(() -> new NoSuchMethodException(name + types(args)));
    try {
      return publicly(method, receiver).invoke(receiver, spread(method, args));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /**
   * The method where it is declared by an exported type: {@code List.of} returns classes that are
   * not.
   */
  private static Method publicly(Method method, Object receiver) {
    if (Modifier.isPublic(method.getDeclaringClass().getModifiers()) || receiver == null) {
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
        choose(List.of(type.getConstructors()), args)
            .orElseThrow(() -> new NoSuchMethodException(type.getSimpleName() + types(args)));
    try {
      return constructor.newInstance(spread(constructor, args));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static String types(List<Object> args) {
    List<String> names = new ArrayList<>();
    args.forEach(arg -> names.add(arg == null ? "null" : arg.getClass().getSimpleName()));
    return "(" + String.join(", ", names) + ")";
  }

  private static <E extends Executable> Optional<E> choose(List<E> candidates, List<Object> args) {
    for (int phase = 0; phase < 2; phase++) {
      E best = null;
      for (E candidate : candidates) {
        boolean applicable =
            phase == 0
                ? takes(candidate, args)
                : candidate.isVarArgs() && takesMany(candidate, args);
        if (applicable && (best == null || moreSpecific(candidate, best))) {
          best = candidate;
        }
      }
      if (best != null) {
        return Optional.of(best);
      }
    }
    return Optional.empty();
  }

  private static boolean takes(Executable candidate, List<Object> args) {
    Class<?>[] parameters = candidate.getParameterTypes();
    boolean fits = parameters.length == args.size();
    for (int i = 0; fits && i < parameters.length; i++) {
      fits = accepts(parameters[i], args.get(i));
    }
    return fits;
  }

  private static boolean takesMany(Executable candidate, List<Object> args) {
    Class<?>[] parameters = candidate.getParameterTypes();
    int fixed = parameters.length - 1;
    boolean fits = args.size() >= fixed;
    for (int i = 0; fits && i < args.size(); i++) {
      fits = accepts(i < fixed ? parameters[i] : parameters[fixed].getComponentType(), args.get(i));
    }
    return fits;
  }

  private static boolean moreSpecific(Executable a, Executable b) {
    Class<?>[] as = a.getParameterTypes();
    Class<?>[] bs = b.getParameterTypes();
    for (int i = 0; i < Math.min(as.length, bs.length); i++) {
      if (as[i] != bs[i]) {
        return as[i].isPrimitive() && bs[i].isPrimitive()
            ? rank(as[i]) < rank(bs[i])
            : bs[i].isAssignableFrom(as[i]);
      }
    }
    return as.length > bs.length;
  }

  private static int rank(Class<?> primitive) {
    return List.of(
            boolean.class,
            byte.class,
            char.class,
            short.class,
            int.class,
            long.class,
            float.class,
            double.class)
        .indexOf(primitive);
  }

  private static boolean accepts(Class<?> parameter, Object arg) {
    if (arg == null) {
      return !parameter.isPrimitive();
    }
    if (!parameter.isPrimitive()) {
      return parameter.isInstance(arg);
    }
    if (parameter == boolean.class) {
      return arg instanceof Boolean;
    }
    return arg instanceof Number number && rank(unboxed(number)) <= rank(parameter);
  }

  private static Class<?> unboxed(Number number) {
    if (number instanceof Integer) {
      return int.class;
    }
    if (number instanceof Long) {
      return long.class;
    }
    return number instanceof Float ? float.class : double.class;
  }

  private static Object[] spread(Executable method, List<Object> args) {
    Class<?>[] parameters = method.getParameterTypes();
    if (takes(method, args)) {
      return widened(parameters, args);
    }
    int fixed = parameters.length - 1;
    Class<?> component = parameters[fixed].getComponentType();
    Object rest = Array.newInstance(component, args.size() - fixed);
    for (int i = fixed; i < args.size(); i++) {
      Array.set(rest, i - fixed, Arithmetics.widen(component, args.get(i)));
    }
    List<Object> all = new ArrayList<>(args.subList(0, fixed));
    all.add(rest);
    return widened(parameters, all);
  }

  private static Object[] widened(Class<?>[] parameters, List<Object> args) {
    Object[] values = new Object[parameters.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Arithmetics.widen(parameters[i], args.get(i));
    }
    return values;
  }
}
