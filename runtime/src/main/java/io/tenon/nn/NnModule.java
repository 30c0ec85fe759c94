package io.tenon.nn;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.compiled.CompiledCall;
import io.tenon.compiled.Registration;
import io.tenon.compiled.Registrations;
import io.tenon.compiled.Slots;
import io.tenon.compiled.Slots.Slot;
import io.tenon.compiled.Step;
import io.tenon.graph.Tracer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The base of all networks and layers, {@code torch.nn.Module}. A subclass has children, weights
 * and buffers as fields annotated {@code @Submodule}, {@code @Param} and {@code @Buffer}, and
 * overrides {@link #forward}.
 */
public abstract class NnModule {
  private final Dictionary<Parameter> parameters = new Dictionary<>();
  private final Dictionary<Tensor> buffers = new Dictionary<>();
  private final Set<String> nonPersistentBuffers = new LinkedHashSet<>();
  private final Dictionary<NnModule> modules = new Dictionary<>();
  private final List<Slot<?, ?>> fieldSlots = new ArrayList<>();
  private final Hooks hooks = new Hooks();
  private final CompiledCall<?> compiled;
  private boolean training = true;
  private int structureVersion;

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
    compiled = compiledCall(this, Registrations.own(getClass()));
  }

  @SuppressWarnings("unchecked") // the registration of getClass() is for this class
  private static <M extends NnModule> CompiledCall<M> compiledCall(M self, Registration<?> own) {
    return own == null || !own.hasForward()
        ? null
        : new CompiledCall<>(self, (Registration<M>) own);
  }

  private void addField(Slot<?, ?> slot) {
    fieldSlots.add(slot);
    switch (slot.kind()) {
      case PARAMETER -> parameters.addField(this, slot);
      case BUFFER -> {
        buffers.addField(this, slot);
        if (!slot.persistent()) {
          nonPersistentBuffers.add(slot.name());
        }
      }
      case SUBMODULE -> modules.addField(this, slot);
    }
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
    throw new UnsupportedOperationException(
        "Module [" + getClass().getSimpleName() + "] is missing the required \"forward\" function");
  }

  /**
   * The module applied to {@code x}: {@code module(x)} in PyTorch. Runs the generated forward where
   * it applies.
   */
  public final Tensor call(Tensor x) {
    if (x.isShapeOnly()) {
      return traced(x);
    }
    if (compiled != null) {
      Tensor result = compiled.call(x);
      if (result != null) {
        return result;
      }
    }
    return eager(x);
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
    return hooks.around(this, x);
  }

  /**
   * The forward of a module with several inputs or outputs. Such a module offers {@code call}
   * methods of its own, which compute through this one.
   *
   * @param inputs the inputs in order; null for an optional one that is not given
   * @param forward computes the result from inputs in that order
   */
  protected final <R> R hooked(List<Tensor> inputs, Function<List<Tensor>, R> forward) {
    return forward.apply(inputs);
  }

  private Tensor traced(Tensor x) {
    Tracer tracer = Tracer.current();
    if (tracer == null) {
      return hooks.around(this, x);
    }
    tracer.enter(this);
    try {
      return hooks.around(this, x);
    } finally {
      tracer.exit();
    }
  }

  /** Why {@link #call} does not run generated code for this network; null if it does. */
  public final String whyEager() {
    return compiled == null
        ? "no forward was generated for " + getClass().getSimpleName()
        : compiled.whyEager();
  }

  /**
   * What the generated forward of this network does, step by step; empty where {@link #whyEager}
   * says why it does not apply.
   */
  public final List<Step> compiledSteps() {
    return compiled == null ? List.of() : compiled.steps();
  }

  // ---- hooks

  /** A function that runs before {@link #forward} and may replace the input; null leaves it. */
  @FunctionalInterface
  public interface ForwardPreHook {
    /** Returns the input to use instead, or null. */
    Tensor apply(NnModule module, Tensor input);
  }

  /** A function that runs after {@link #forward} and may replace the output; null leaves it. */
  @FunctionalInterface
  public interface ForwardHook {
    /** Returns the output to use instead, or null. */
    Tensor apply(NnModule module, Tensor input, Tensor output);
  }

  /** Adds a hook that runs before each forward; the handle removes it. */
  public final HookHandle registerForwardPreHook(ForwardPreHook hook) {
    return hooks.addPre(hook, this::structureChanged);
  }

  /** Adds a hook that runs after each forward; the handle removes it. */
  public final HookHandle registerForwardHook(ForwardHook hook) {
    return hooks.addPost(hook, this::structureChanged);
  }

  /** Whether a forward hook is registered on this module itself. */
  public final boolean hasHooks() {
    return !hooks.isEmpty();
  }

  /** Adds a hook that runs before the forward of every module; the handle removes it. */
  public static HookHandle registerModuleForwardPreHook(ForwardPreHook hook) {
    return Hooks.GLOBAL.addPre(hook, Hooks::globalChanged);
  }

  /** Adds a hook that runs after the forward of every module; the handle removes it. */
  public static HookHandle registerModuleForwardHook(ForwardHook hook) {
    return Hooks.GLOBAL.addPost(hook, Hooks::globalChanged);
  }

  /** Whether a hook for all modules is registered. */
  public static boolean hasGlobalHooks() {
    return !Hooks.GLOBAL.isEmpty();
  }

  /** A number that changes with every hook for all modules that is added or removed. */
  public static int globalHooksVersion() {
    return Hooks.globalVersion();
  }

  // ---- registration

  /**
   * Adds a trainable weight that is no annotated field.
   *
   * @throws IllegalArgumentException if the name is empty, has a dot or is taken, in PyTorch's
   *     words
   */
  public final void registerParameter(String name, Parameter parameter) {
    requireFree("parameter", name, parameters.contains(name));
    parameters.put(name, parameter);
    structureChanged();
  }

  /** This module's own weight of this name, or null. */
  final Parameter ownParameter(String name) {
    return parameters.get(name);
  }

  /** Adds state that is not trained; part of {@code state_dict} if {@code persistent}. */
  public final void registerBuffer(String name, Tensor buffer, boolean persistent) {
    requireFree("buffer", name, buffers.contains(name));
    buffers.put(name, buffer);
    if (persistent) {
      nonPersistentBuffers.remove(name);
    } else {
      nonPersistentBuffers.add(name);
    }
    structureChanged();
  }

  /** Adds a child that is no annotated field. */
  public final void registerModule(String name, NnModule module) {
    requireFree("module", name, modules.contains(name));
    modules.put(name, module);
    structureChanged();
  }

  /** Refuses a name that is no name, or that an entry of another kind has. */
  final void requireFree(String kind, String name, boolean sameKind) {
    if (!sameKind
        && (parameters.contains(name) || buffers.contains(name) || modules.contains(name))) {
      throw new IllegalArgumentException("attribute '" + name + "' already exists");
    }
    if (name.contains(".")) {
      String got = kind.equals("module") ? ", got: " + name : ""; // PyTorch's texts differ so
      throw new IllegalArgumentException(kind + " name can't contain \".\"" + got);
    }
    if (name.isEmpty()) {
      throw new IllegalArgumentException(kind + " name can't be empty string \"\"");
    }
  }

  /** The child of this name, or null. */
  final NnModule child(String name) {
    return modules.get(name);
  }

  /** The names of all entries for children, also those that are null. */
  final List<String> childNames() {
    List<String> names = new ArrayList<>();
    modules.forEach((name, module) -> names.add(name));
    return names;
  }

  final void putChild(String name, NnModule module) {
    modules.put(name, module);
    structureChanged();
  }

  /** The dictionary of this module's own weights. For the containers, which are a view of it. */
  final Dictionary<Parameter> ownParameters() {
    return parameters;
  }

  /** The dictionary of this module's children. For the containers, which are a view of it. */
  final Dictionary<NnModule> ownModules() {
    return modules;
  }

  /** Has compiled networks look at this module again. */
  final void structureChanged() {
    structureVersion++;
  }

  /**
   * A number that changes with every registration, hook or change of mode, but not with assignments
   * to fields.
   */
  public final int structureVersion() {
    return structureVersion;
  }

  /** The annotated fields of this module. For guards and reports. */
  public final List<Slot<?, ?>> fieldSlots() {
    return Collections.unmodifiableList(fieldSlots);
  }

  // ---- walking

  /** This module's own weights and buffers, without its children's. */
  public final List<Tensor> ownTensors() {
    List<Tensor> own = new ArrayList<>();
    parameters.forEach((name, parameter) -> addPresent(own, parameter));
    buffers.forEach((name, buffer) -> addPresent(own, buffer));
    return own;
  }

  private static void addPresent(List<Tensor> list, Tensor tensor) {
    if (tensor != null) {
      list.add(tensor);
    }
  }

  /** The children by name, without those that are null or stand there a second time. */
  public final Map<String, NnModule> namedChildren() {
    Map<String, NnModule> children = new LinkedHashMap<>();
    Set<NnModule> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    modules.forEach(
        (name, module) -> {
          if (module != null && seen.add(module)) {
            children.put(name, module);
          }
        });
    return children;
  }

  /** The children, in order. */
  public final List<NnModule> children() {
    return List.copyOf(namedChildren().values());
  }

  /** This module, under the name "", and all below it by path; each once. */
  public final Map<String, NnModule> namedModules() {
    Map<String, NnModule> found = new LinkedHashMap<>();
    walk("", Collections.newSetFromMap(new IdentityHashMap<>()), found);
    return found;
  }

  private void walk(String path, Set<NnModule> seen, Map<String, NnModule> found) {
    if (seen != null && !seen.add(this)) {
      return;
    }
    found.put(path, this);
    modules.forEach(
        (name, module) -> {
          if (module != null) {
            module.walk(join(path, name), seen, found);
          }
        });
  }

  static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** This module and all below it; each once. */
  public final List<NnModule> modules() {
    return List.copyOf(namedModules().values());
  }

  /** All weights by path; one that is shared stands under its first name. */
  public final Map<String, Parameter> namedParameters() {
    return namedParameters(true);
  }

  /**
   * All weights by path; with {@code removeDuplicate} false a shared one stands under each of its
   * names.
   */
  public final Map<String, Parameter> namedParameters(boolean removeDuplicate) {
    return collect(removeDuplicate, module -> module.parameters);
  }

  /** All weights, each once. */
  public final List<Parameter> parameters() {
    return List.copyOf(namedParameters().values());
  }

  /** All buffers by path, each once. */
  public final Map<String, Tensor> namedBuffers() {
    return namedBuffers(true);
  }

  /**
   * All buffers by path; with {@code removeDuplicate} false a shared one stands under each of its
   * names.
   */
  public final Map<String, Tensor> namedBuffers(boolean removeDuplicate) {
    return collect(removeDuplicate, module -> module.buffers);
  }

  /** All buffers, each once. */
  public final List<Tensor> buffers() {
    return List.copyOf(namedBuffers().values());
  }

  private interface Members<T> {
    Dictionary<T> of(NnModule module);
  }

  private <T> Map<String, T> collect(boolean removeDuplicate, Members<T> members) {
    Map<String, NnModule> walked = new LinkedHashMap<>();
    walk("", removeDuplicate ? Collections.newSetFromMap(new IdentityHashMap<>()) : null, walked);
    Map<String, T> found = new LinkedHashMap<>();
    Set<T> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    walked.forEach(
        (path, module) ->
            members
                .of(module)
                .forEach(
                    (name, value) -> {
                      if (value != null && (seen.add(value) || !removeDuplicate)) {
                        found.put(join(path, name), value);
                      }
                    }));
    return found;
  }

  /** Applies {@code action} to all modules below this one, then to this one; returns this. */
  public final NnModule apply(Consumer<NnModule> action) {
    children().forEach(child -> child.apply(action));
    action.accept(this);
    return this;
  }

  // ---- mode

  /** Whether the module is in training mode, as it is at first. */
  public final boolean training() {
    return training;
  }

  /** Puts this module and all below it into training mode; returns this. */
  public final NnModule train() {
    return train(true);
  }

  /** Puts this module and all below it into training or evaluation mode; returns this. */
  public final NnModule train(boolean mode) {
    if (training != mode) {
      training = mode;
      structureChanged();
    }
    children().forEach(child -> child.train(mode));
    return this;
  }

  /** Puts this module and all below it into evaluation mode; returns this. */
  public final NnModule eval() {
    return train(false);
  }

  /** Sets whether training changes the weights of this module and all below it; returns this. */
  public final NnModule requiresGrad_(boolean required) {
    parameters().forEach(parameter -> parameter.requiresGrad_(required));
    return this;
  }

  // ---- state

  /**
   * All weights and persistent buffers by path, the tensors themselves; shared ones under each of
   * their names.
   */
  public final Map<String, Tensor> stateDict() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    Map<String, NnModule> walked = new LinkedHashMap<>();
    walk("", null, walked);
    walked.forEach((path, module) -> module.ownState(path, state));
    return state;
  }

  private void ownState(String path, Map<String, Tensor> state) {
    parameters.forEach((name, parameter) -> putPresent(state, join(path, name), parameter));
    buffers.forEach(
        (name, buffer) -> {
          if (!nonPersistentBuffers.contains(name)) {
            putPresent(state, join(path, name), buffer);
          }
        });
  }

  private static void putPresent(Map<String, Tensor> state, String path, Tensor tensor) {
    if (tensor != null) {
      state.put(path, tensor);
    }
  }

  /**
   * Copies a state into the weights and buffers. Unlike PyTorch's, a load that fails changes
   * nothing.
   *
   * @throws StateDictException if a key is missing or unexpected or a shape differs: one error with
   *     all of them
   */
  public final void loadStateDict(Map<String, ? extends Tensor> state) {
    loadStateDict(state, true);
  }

  /** {@link #loadStateDict(Map)}; missing and unexpected keys are errors only if {@code strict}. */
  public final IncompatibleKeys loadStateDict(Map<String, ? extends Tensor> state, boolean strict) {
    return StateLoading.load(this, state, strict);
  }

  // ---- text

  /**
   * What {@link #toString} prints in the parentheses: the hyper-parameters, PyTorch's {@code
   * extra_repr}.
   */
  protected String extraRepr() {
    return "";
  }

  /** The name {@link #toString} begins with: the class's. */
  protected String typeName() {
    return getClass().getSimpleName();
  }

  /** PyTorch's {@code repr}: the module's children, indented. */
  @Override
  public final String toString() {
    List<String> lines = childLines();
    String extra = extraRepr();
    List<String> extraLines = extra.isEmpty() ? List.of() : List.of(extra.split("\n"));
    if (lines.isEmpty() && extraLines.size() <= 1) {
      return typeName() + "(" + extra + ")";
    }
    List<String> all = new ArrayList<>(extraLines);
    all.addAll(lines);
    return typeName() + "(\n  " + String.join("\n  ", all) + "\n)";
  }

  /** A line, or an indented block of lines, for each child. */
  List<String> childLines() {
    List<String> lines = new ArrayList<>();
    modules.forEach((name, module) -> lines.add("(" + name + "): " + indent(text(module))));
    return lines;
  }

  /** PyTorch's {@code repr} of a child. */
  static String text(NnModule module) {
    return module == null ? "None" : module.toString();
  }

  static String indent(String text) {
    return text.replace("\n", "\n  ");
  }
}
