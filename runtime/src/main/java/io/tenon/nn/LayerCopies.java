package io.tenon.nn;

import io.tenon.Parameter;
import io.tenon.ShapeOnly;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Copies of a layer with weights of their own, which draw no random numbers, so that a seed gives
 * PyTorch's weights also behind them. What {@code copy.deepcopy} is to PyTorch's transformers.
 */
final class LayerCopies {
  private LayerCopies() {}

  /**
   * A copy of {@code original}.
   *
   * @param make makes a layer of the same structure
   * @throws IllegalArgumentException if its structure is another
   */
  @SuppressWarnings("try") // the scope is there to be closed
  static <M extends NnModule> M of(M original, Supplier<M> make) {
    M copy;
    try (ShapeOnly scope = ShapeOnly.open()) {
      copy = make.get();
    }
    Map<String, Parameter> parameters = original.namedParameters(false);
    if (!parameters.keySet().equals(copy.namedParameters(false).keySet())) {
      throw new IllegalArgumentException(
          original.typeName()
              + " can't be copied: its weights "
              + parameters.keySet()
              + " are not those it was made with. Fix: replace modules in the copies");
    }
    Map<String, NnModule> modules = copy.namedModules();
    parameters.forEach(
        (path, parameter) -> {
          int dot = path.lastIndexOf('.');
          Parameter copied = new Parameter(parameter.copy(), parameter.requiresGrad());
          modules
              .get(dot < 0 ? "" : path.substring(0, dot))
              .registerParameter(path.substring(dot + 1), copied);
        });
    copy.train(original.training());
    return copy;
  }

  /** {@code num} copies of {@code original}. */
  static <M extends NnModule> ModuleList several(M original, int num, Supplier<M> make) {
    ModuleList copies = new ModuleList();
    for (int i = 0; i < num; i++) {
      copies.append(of(original, make));
    }
    return copies;
  }
}
