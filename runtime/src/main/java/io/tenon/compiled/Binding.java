package io.tenon.compiled;

import io.tenon.Tensor;
import io.tenon.graph.Graph;
import io.tenon.graph.Symbols;
import io.tenon.graph.Tracer;
import io.tenon.graph.UntraceableException;
import io.tenon.kernel.Kernels;
import io.tenon.nn.NnModule;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * One network, as the constructor of its compiled forward sees it: checks that the network is what
 * was compiled, and hands out its weights packed for the kernels.
 *
 * @param <M> the module class
 */
public final class Binding<M extends NnModule> extends BoundWeights {
  private final M net;
  private final Guards guards;
  private final boolean structureChecked;

  private InputSpec inputs;

  /**
   * Takes the state of {@code net} first, so that whatever changes while it is read is noticed at
   * the next call.
   */
  Binding(M net, boolean structureChecked) {
    this.net = net;
    this.guards = new Guards(net);
    this.structureChecked = structureChecked;
    take(net.namedParameters(false));
    take(net.namedBuffers(false));
  }

  Guards guards() {
    return guards;
  }

  /** The kernels that the compiled forward will run on. */
  public Kernels kernels() {
    return Kernels.active();
  }

  /** The inputs that the compiled forward takes. */
  InputSpec inputs() {
    return inputs;
  }

  /**
   * Requires that the network still computes what was compiled: its own {@code forward} is traced
   * again, on shapes alone, and the graph compared. Whatever was replaced, reconfigured or
   * overridden shows there.
   *
   * @param fingerprint the compiled graph's {@link Graph#fingerprint}
   * @param shapes the inputs' shapes, as in {@code @Shape}; those of integers begin with "int64 "
   * @return this
   * @throws BindingException if it computes something else
   */
  public Binding<M> require(String fingerprint, String... shapes) {
    inputs = new InputSpec(shapes);
    for (NnModule module : net.modules()) {
      if (module.hasHooks()) {
        throw new BindingException(
            "a hook is registered on " + (module == net ? "it" : "'" + pathOf(module) + "'"));
      }
    }
    if (NnModule.hasGlobalHooks()) {
      throw new BindingException("a global hook is registered");
    }
    if (!structureChecked && !fingerprint.equals(fingerprint())) {
      boolean training = net.modules().stream().anyMatch(NnModule::training);
      throw new BindingException(
          "it does not compute what was compiled from its source: a submodule, setting or constructor argument"
              + " differs"
              + (training ? ", or it is in training mode; what is compiled is eval()" : ""));
    }
    return this;
  }

  private String pathOf(NnModule wanted) {
    for (Map.Entry<String, NnModule> entry : net.namedModules().entrySet()) {
      if (entry.getValue() == wanted) {
        return entry.getKey();
      }
    }
    return wanted.getClass().getSimpleName();
  }

  private String fingerprint() {
    Map<Object, String> names = new IdentityHashMap<>();
    net.namedModules().forEach((path, module) -> names.put(module, path));
    tensors().forEach((path, tensor) -> names.putIfAbsent(tensor, path));
    Symbols symbols = Symbols.forTrace(0);
    try (Tracer tracer = Tracer.open(symbols)) {
      Tensor first = input(tracer, 0, symbols);
      Tensor[] more = new Tensor[inputs.count() - 1];
      Arrays.setAll(more, i -> input(tracer, i + 1, symbols));
      return tracer.finish(results(first, more), names::get).fingerprint();
    } catch (UntraceableException | IllegalArgumentException | IllegalStateException e) {
      throw new BindingException("its forward no longer takes " + inputs + ": " + e.getMessage());
    }
  }

  private List<Tensor> results(Tensor first, Tensor[] more) {
    if (Registrations.own(net.getClass()).computesAll()) {
      return Registrations.forwardAll(net).tensors(net.callAll(first, more));
    }
    return List.of(more.length == 0 ? net.call(first) : net.call(first, more));
  }

  private Tensor input(Tracer tracer, int input, Symbols symbols) {
    return tracer.input("x" + input, inputs.traced(input, symbols), inputs.dtype(input));
  }
}
