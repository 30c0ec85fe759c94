package io.tenon.processor.interpret;

import io.tenon.Tensor;
import io.tenon.graph.Origin;
import io.tenon.graph.Tracer;
import io.tenon.nn.NnModule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the tensors came from that an operation could not take: the expressions that computed them,
 * and those that made the layers whose weights they are.
 */
final class Provenance {
  private record Weight(String name, String layer, Origin origin) {}

  private final Map<Object, Origin> made = new IdentityHashMap<>();
  private NnModule root;

  /** Says which module is the network: layers have their paths in it. */
  void root(NnModule network) {
    root = network;
  }

  /** Says that the expression under way made this. */
  void made(Object object) {
    if (object instanceof NnModule || object instanceof Tensor) {
      made.put(object, Tracer.current().origin());
    }
  }

  /**
   * A line for the message of a shape that doesn't fit, or nothing.
   *
   * @param values what the call was given, where no operation was reached
   * @param expression the call
   */
  String text(List<Object> values, String expression) {
    List<?> tensors = Tracer.current().refused();
    List<String> parts = new ArrayList<>();
    for (Object each : tensors.isEmpty() ? values : tensors) {
      String part = each instanceof Tensor tensor ? part(tensor, expression) : null;
      if (part != null && !parts.contains(part)) {
        parts.add(part);
      }
    }
    return parts.isEmpty() ? "" : "\n  Where: " + String.join("; ", parts);
  }

  private String part(Tensor tensor, String expression) {
    Tracer.Source source = Tracer.current().source(tensor).orElse(null);
    if (source == null) {
      return part(tensor, weight(tensor));
    }
    if (source.input() != null) {
      return tensor.shape() + " is '" + source.input() + "', by its @Shape";
    }
    boolean same = source.origin() != null && source.origin().expression().equals(expression);
    String layer = same ? path(source.module()) : null;
    if (layer != null && !layer.isEmpty()) {
      return tensor.shape() + " comes from layer '" + layer + "'";
    }
    return source.origin() == null || same
        ? null
        : tensor.shape() + " is " + quoted(source.origin());
  }

  private static String part(Tensor tensor, Weight weight) {
    if (weight == null || weight.origin() == null || weight.name().equals("bias")) {
      return null;
    }
    String layer =
        weight.layer() == null || weight.layer().isEmpty() ? "" : " of '" + weight.layer() + "'";
    return weight.name() + " " + tensor.shape() + layer + " is from " + quoted(weight.origin());
  }

  private static String quoted(Origin origin) {
    return "'" + origin.expression() + "', " + origin;
  }

  /** The innermost layer that an expression made and that has the weight. */
  private Weight weight(Tensor tensor) {
    List<Weight> found = new ArrayList<>();
    if (made.containsKey(tensor)) {
      root.namedParameters()
          .forEach(
              (name, each) -> {
                if (each == tensor) {
                  found.add(new Weight("'" + name + "'", null, made.get(tensor)));
                }
              });
      return found.isEmpty() ? null : found.get(0);
    }
    made.forEach(
        (object, origin) -> {
          if (object instanceof NnModule module) {
            module
                .namedParameters()
                .forEach(
                    (name, each) -> {
                      if (each == tensor) {
                        found.add(new Weight(name, path(module), origin));
                      }
                    });
          }
        });
    return found.stream()
        .min(
            Comparator.comparingInt((Weight each) -> each.name().length())
                .thenComparing(Weight::name))
        .orElse(null);
  }

  /** The path of a module in the network; null if it is no part of it, or not yet. */
  private String path(Object module) {
    for (Map.Entry<String, NnModule> each : root.namedModules().entrySet()) {
      if (each.getValue() == module) {
        return each.getKey();
      }
    }
    return null;
  }
}
