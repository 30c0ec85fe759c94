package io.tenon.processor.interpret;

import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.Tensor;
import io.tenon.graph.Graph;
import io.tenon.graph.Symbols;
import io.tenon.graph.Tracer;
import io.tenon.nn.NnModule;
import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;

/** Graphs of classes that javac compiled, for which the JVM did the interpreting. */
final class Running {
  private Running() {}

  /** The graph of a network's forward, its constructor's int arguments being symbols. */
  static Graph trace(Class<?> type) {
    Symbols symbols = Symbols.forTrace(0);
    int[] sizes = sizes(type, symbols);
    NnModule net;
    try (Tracer constructing = Tracer.open(symbols)) {
      net = create(type.getDeclaredConstructors()[0], constructing.symbols());
    }
    net.eval();
    try (Tracer tracer = Tracer.open(symbols)) {
      Tensor result = net.call(tracer.input("x", Shape.of(sizes), DType.FLOAT32));
      Map<Object, String> names = new IdentityHashMap<>();
      net.namedModules().forEach((path, module) -> names.put(module, path));
      net.namedParameters(false).forEach((path, tensor) -> names.putIfAbsent(tensor, path));
      net.namedBuffers(false).forEach((path, tensor) -> names.putIfAbsent(tensor, path));
      return tracer.finish(result, names::get);
    }
  }

  private static int[] sizes(Class<?> type, Symbols symbols) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      for (Method method : c.getDeclaredMethods()) {
        for (Annotation[] annotations : method.getParameterAnnotations()) {
          for (Annotation each : annotations) {
            if (each instanceof io.tenon.annotation.Shape shape) {
              return Arrays.stream(shape.value().split(","))
                  .map(String::strip)
                  .mapToInt(
                      size ->
                          Character.isDigit(size.charAt(0))
                              ? Integer.parseInt(size)
                              : symbols.prime(size))
                  .toArray();
            }
          }
        }
      }
    }
    throw new IllegalArgumentException(type + " has no @Shape");
  }

  private static NnModule create(Constructor<?> constructor, Symbols symbols) {
    Parameter[] parameters = constructor.getParameters();
    Object[] args = new Object[parameters.length];
    for (int i = 0; i < args.length; i++) {
      Class<?> type = parameters[i].getType();
      args[i] =
          type == int.class
              ? symbols.prime(parameters[i].getName())
              : Array.get(Array.newInstance(type, 1), 0); // 0, false or null
    }
    try {
      constructor.setAccessible(true);
      return (NnModule) constructor.newInstance(args);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
