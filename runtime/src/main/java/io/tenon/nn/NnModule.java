package io.tenon.nn;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.compiled.CompiledCall;
import io.tenon.compiled.Registration;
import io.tenon.compiled.Registrations;
import io.tenon.compiled.Slots;
import io.tenon.compiled.Step;
import io.tenon.graph.Tracer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * The base of all networks and layers, {@code torch.nn.Module}. A subclass has children, weights
 * and buffers as fields annotated {@code @Submodule}, {@code @Param} and {@code @Buffer}, and
 * overrides {@link #forward}.
 *
 * <p>What a module can do stands in layers: {@link ModuleAttributes} registers, {@link ModuleTree}
 * walks, {@link ModuleState} saves and loads, {@link ModuleHooks} holds hooks; this class calls.
 */
public abstract non-sealed class NnModule extends ModuleHooks {
  private final CompiledCall<?> compiled; // of forward
  private final CompiledCall<?> compiledAll; // of forwardAll

  /** A module whose fields the annotation processor registers. */
  protected NnModule() {
    this(null);
  }

  /**
   * A layer that declares its fields itself.
   *
   * @param declared the slots of the class that calls this; null for none
   */
  protected NnModule(Slots<?> declared) {
    if (declared != null) {
      declared.all().forEach(this::addField);
    }
    for (Registration<?> registration : Registrations.of(getClass())) {
      registration.slots().all().forEach(this::addField);
    }
    Registration<?> own = Registrations.own(getClass());
    boolean all = own != null && own.computesAll();
    CompiledCall<?> call = compiledCall(this, own);
    compiled = all ? null : call;
    compiledAll = all ? call : null;
  }

  @SuppressWarnings("unchecked") // the registration of getClass() is for this class
  private static <M extends NnModule> CompiledCall<M> compiledCall(M self, Registration<?> own) {
    return own == null || !own.hasForward()
        ? null
        : new CompiledCall<>(self, (Registration<M>) own);
  }

  // ---- calling

  /**
   * Computes the output; override it. Callers use {@link #call}, which also runs the hooks.
   *
   * @param x the input
   * @return the output
   * @throws UnsupportedOperationException if the subclass doesn't override it
   */
  public Tensor forward(Tensor x) {
    if (Registrations.of(getClass()).stream().anyMatch(each -> each.inputs() > 0)) {
      return Registrations.forward(this, Collections.singletonList(x)); // says how many it takes
    }
    throw new UnsupportedOperationException(
        "Module [" + getClass().getSimpleName() + "] is missing the required \"forward\" function");
  }

  /**
   * The module applied to {@code x}: {@code module(x)} in PyTorch. Runs the generated forward where
   * it applies.
   *
   * <p>Any number of threads may call a network that nobody changes. A call that begins after a
   * change is complete, {@link #loadStateDict} has returned for instance, computes with all of it,
   * in whichever thread the change was made; the generated forward takes its weights when the call
   * begins and keeps them to the end. A call that overlaps a load neither fails nor leaves anything
   * stale behind, but may compute with weights of which some are already new: to replace all at
   * once, load them into a second network, and then call that one. A plain assignment to a field is
   * seen by other threads as Java's memory model has it, and dictionaries, hooks and modes are best
   * changed while nobody calls.
   */
  public final Tensor call(Tensor x) {
    if (compiled != null && !x.isShapeOnly()) {
      Tensor result = compiled.call(x, null);
      if (result != null) {
        return result;
      }
    }
    return eager(x);
  }

  /**
   * The module applied to several inputs, which its class's own {@code forward} takes in this
   * order.
   *
   * @param more the inputs behind {@code x}; null for an optional one that is not given
   * @throws IllegalArgumentException if the class has no {@code forward} of so many
   */
  public final Tensor call(Tensor x, Tensor... more) {
    if (compiled != null && more != null && !x.isShapeOnly()) {
      Tensor result = compiled.call(x, more);
      if (result != null) {
        return result;
      }
    }
    return eager(x, more);
  }

  /**
   * All outputs of a module that has several: what its class's own {@code forwardAll} returns for
   * these inputs, a record of tensors.
   *
   * <pre>{@code
   * record Outputs(Tensor classes, Tensor boxes) {}
   *
   * Outputs forwardAll(@Shape("N, 3, 64, 64") Tensor x) { ... }
   *
   * Outputs outputs = net.callAll(x);
   * }</pre>
   *
   * @param more the inputs behind {@code x}
   * @param <R> that record
   * @throws UnsupportedOperationException if the class has no such method
   * @throws IllegalArgumentException if it takes another number of inputs
   */
  @SuppressWarnings("unchecked") // a caller who assigns it to another type is told by the JVM
  public final <R> R callAll(Tensor x, Tensor... more) {
    if (compiledAll != null && !x.isShapeOnly()) {
      Tensor[] results = compiledAll.callAll(x, more.length == 0 ? null : more);
      if (results != null) {
        return (R) Registrations.forwardAll(this).made().apply(List.of(results));
      }
    }
    return eagerAll(x, more);
  }

  /** {@link #callAll}, never by the generated code. */
  @SuppressWarnings("unchecked") // as in callAll
  public final <R> R eagerAll(Tensor x, Tensor... more) {
    List<Tensor> inputs = new ArrayList<>(List.of(x));
    inputs.addAll(Arrays.asList(more));
    return (R) hooked(inputs, this::forwardAll);
  }

  /**
   * What the class's own {@code forwardAll} returns, which the annotation processor knows. Callers
   * use {@link #callAll}.
   */
  protected Object forwardAll(List<Tensor> inputs) {
    return Registrations.forwardAll(this).apply(this, inputs);
  }

  /**
   * {@link #call} without an allocation: fills {@code result} and returns it.
   *
   * @throws io.tenon.ShapeError if {@code result} has not the output's shape
   */
  public final Tensor callInto(Tensor x, Tensor result) {
    if (compiled == null || x.isShapeOnly() || !compiled.callInto(x, result)) {
      result.copy_(eager(x));
    }
    return result;
  }

  /**
   * {@link #call} by {@link #forward} and the hooks alone, never the generated code: what generated
   * code is held to.
   */
  public final Tensor eager(Tensor x) {
    if (!x.isShapeOnly() && !HookedCall.isNeededFor(this)) {
      return forward(x);
    }
    return hooked(Collections.singletonList(x), inputs -> forward(inputs.get(0)));
  }

  /** {@link #call(Tensor, Tensor...)}, never by the generated code. */
  public final Tensor eager(Tensor x, Tensor... more) {
    List<Tensor> inputs = new ArrayList<>();
    inputs.add(x);
    if (more == null) {
      inputs.add(null); // call(x, null) has one more input, not none
    } else {
      inputs.addAll(Arrays.asList(more));
    }
    return hooked(inputs, this::forward);
  }

  /**
   * The {@code forward} that takes as many inputs: the class's own, which the annotation processor
   * knows. Callers use {@link #call(Tensor, Tensor...)}.
   */
  protected Tensor forward(List<Tensor> inputs) {
    return inputs.size() == 1 ? forward(inputs.get(0)) : Registrations.forward(this, inputs);
  }

  /**
   * The forward of a module with several inputs or outputs. Such a module offers {@code call}
   * methods of its own, which compute through this one: hooks run around it, and a trace knows
   * which module it is in.
   *
   * @param inputs the inputs in order; null for an optional one that is not given
   * @param forward computes the result from inputs in that order
   */
  protected final <R> R hooked(List<Tensor> inputs, Function<List<Tensor>, R> forward) {
    Tracer tracer = Tracer.current();
    if (tracer == null) {
      return withHooks(inputs, forward);
    }
    tracer.enter(this);
    try {
      return withHooks(inputs, forward);
    } finally {
      tracer.exit();
    }
  }

  private <R> R withHooks(List<Tensor> inputs, Function<List<Tensor>, R> forward) {
    return HookedCall.isNeededFor(this)
        ? new HookedCall<R>(this, inputs).run(forward)
        : forward.apply(inputs);
  }

  /**
   * Why {@link #call}, or {@link #callAll} where a {@code forwardAll} has the shapes, does not run
   * generated code for this network; null if it does.
   */
  public final String whyEager() {
    CompiledCall<?> call = compiled == null ? compiledAll : compiled;
    return call == null
        ? "no forward was generated for " + getClass().getSimpleName()
        : call.whyEager();
  }

  /**
   * What the generated forward of this network does, step by step; empty where {@link #whyEager}
   * says why it does not apply.
   */
  public final List<Step> compiledSteps() {
    CompiledCall<?> call = compiled == null ? compiledAll : compiled;
    return call == null ? List.of() : call.steps();
  }

  // ---- for layers and containers

  /** This module's own weight of this name, or null. */
  final Parameter ownParameter(String name) {
    return parameterDictionary().get(name);
  }

  /** The child of this name, or null. */
  final NnModule child(String name) {
    return moduleDictionary().get(name);
  }

  // ---- text

  /**
   * What {@link #toString} prints in the parentheses: the hyper-parameters, PyTorch's {@code
   * extra_repr}.
   */
  protected String extraRepr() {
    return "";
  }

  /** PyTorch's {@code repr}: the module's children, indented. */
  @Override
  public final String toString() {
    String extra = extraRepr();
    List<String> lines = new ArrayList<>(extra.isEmpty() ? List.of() : List.of(extra.split("\n")));
    List<String> children = childLines();
    if (children.isEmpty() && lines.size() <= 1) {
      return typeName() + "(" + extra + ")";
    }
    lines.addAll(children);
    return typeName() + "(\n  " + String.join("\n  ", lines) + "\n)";
  }

  /** The entries that {@link #toString} prints, {@code (name): module}, indented. */
  List<String> childLines() {
    List<String> lines = new ArrayList<>();
    moduleDictionary()
        .forEach((name, module) -> lines.add("(" + name + "): " + Reprs.indented(text(module))));
    return lines;
  }

  /** PyTorch's {@code repr} of a child. */
  static String text(NnModule module) {
    return module == null ? "None" : module.toString();
  }
}
