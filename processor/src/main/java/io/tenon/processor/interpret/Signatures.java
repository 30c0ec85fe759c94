package io.tenon.processor.interpret;

import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Executable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which of the library's overloads takes some arguments. Chosen as javac does, in phases (as they
 * are, variable arity), by the values' types: literals and locals have no others here.
 */
final class Signatures {
  private Signatures() {}

  /** The one that takes these arguments, if any does. */
  static <E extends Executable> Optional<E> choose(List<E> candidates, List<Object> args) {
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
      if (as[i].isPrimitive() != bs[i].isPrimitive()) {
        return as[i].isPrimitive(); // remove(int), not remove(Object)
      }
      if (as[i] != bs[i]) {
        return as[i].isPrimitive() ? rank(as[i]) < rank(bs[i]) : bs[i].isAssignableFrom(as[i]);
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
      return arg instanceof Closure closure ? closure.fits(parameter) : parameter.isInstance(arg);
    }
    if (parameter == boolean.class) {
      return arg instanceof Boolean;
    }
    boolean number = arg instanceof Number || arg instanceof Character;
    if (!number || parameter == char.class || rank(unboxed(arg)) > rank(parameter)) {
      return arg instanceof Character && parameter == char.class;
    }
    return true;
  }

  /** The primitive type of a number or character. */
  static Class<?> unboxed(Object value) {
    return MethodType.methodType(value.getClass()).unwrap().returnType();
  }

  /** The arguments as reflection wants them: widened, those of variable arity in an array. */
  static Object[] spread(Executable method, List<Object> args) {
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
