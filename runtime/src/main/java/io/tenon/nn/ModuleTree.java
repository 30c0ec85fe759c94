package io.tenon.nn;

import io.tenon.DType;
import io.tenon.Parameter;
import io.tenon.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** A module and all below it: what walks them, finds one by its path, or changes all. */
public abstract sealed class ModuleTree extends ModuleAttributes permits ModuleState {
  private volatile boolean training = true;

  ModuleTree() {}

  // ---- modules

  /** The children by name, without those that are null or stand there a second time. */
  public final Map<String, NnModule> namedChildren() {
    Map<String, NnModule> children = new LinkedHashMap<>();
    Set<NnModule> seen = identitySet();
    moduleDictionary()
        .forEach(
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
    return namedModules("", true);
  }

  /**
   * This module and all below it by path.
   *
   * @param prefix the path of this module
   * @param removeDuplicate whether a shared module stands under its first path alone
   */
  public final Map<String, NnModule> namedModules(String prefix, boolean removeDuplicate) {
    Map<String, NnModule> found = new LinkedHashMap<>();
    walk(prefix, removeDuplicate ? identitySet() : null, found);
    return found;
  }

  private void walk(String path, Set<NnModule> seen, Map<String, NnModule> found) {
    if (seen != null && !seen.add(asModule())) {
      return;
    }
    found.put(path, asModule());
    moduleDictionary()
        .forEach(
            (name, module) -> {
              if (module != null) {
                ((ModuleTree) module).walk(join(path, name), seen, found);
              }
            });
  }

  private static <T> Set<T> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** This module and all below it; each once. */
  public final List<NnModule> modules() {
    return List.copyOf(namedModules().values());
  }

  // ---- parameters and buffers

  /** All weights by path; one that is shared stands under its first name. */
  public final Map<String, Parameter> namedParameters() {
    return namedParameters(true);
  }

  /**
   * All weights by path; with {@code removeDuplicate} false a shared one stands under each of its
   * names.
   */
  public final Map<String, Parameter> namedParameters(boolean removeDuplicate) {
    return namedParameters("", true, removeDuplicate);
  }

  /**
   * Weights by path.
   *
   * @param prefix the path of this module
   * @param recurse whether those of the modules below are among them
   * @param removeDuplicate whether a shared one stands under its first name alone
   */
  public final Map<String, Parameter> namedParameters(
      String prefix, boolean recurse, boolean removeDuplicate) {
    return collect(prefix, recurse, removeDuplicate, ModuleAttributes::parameterDictionary);
  }

  /** All weights, each once. */
  public final List<Parameter> parameters() {
    return parameters(true);
  }

  /** All weights, or with {@code recurse} false this module's own, each once. */
  public final List<Parameter> parameters(boolean recurse) {
    return List.copyOf(namedParameters("", recurse, true).values());
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
    return namedBuffers("", true, removeDuplicate);
  }

  /**
   * Buffers by path.
   *
   * @param prefix the path of this module
   * @param recurse whether those of the modules below are among them
   * @param removeDuplicate whether a shared one stands under its first name alone
   */
  public final Map<String, Tensor> namedBuffers(
      String prefix, boolean recurse, boolean removeDuplicate) {
    return collect(prefix, recurse, removeDuplicate, ModuleAttributes::bufferDictionary);
  }

  /** All buffers, each once. */
  public final List<Tensor> buffers() {
    return buffers(true);
  }

  /** All buffers, or with {@code recurse} false this module's own, each once. */
  public final List<Tensor> buffers(boolean recurse) {
    return List.copyOf(namedBuffers("", recurse, true).values());
  }

  private <T> Map<String, T> collect(
      String prefix,
      boolean recurse,
      boolean removeDuplicate,
      Function<NnModule, Dictionary<T>> dictionary) {
    Map<String, T> found = new LinkedHashMap<>();
    Set<T> seen = identitySet();
    Map<String, NnModule> walked =
        recurse ? namedModules(prefix, removeDuplicate) : Map.of(prefix, asModule());
    walked.forEach(
        (path, module) ->
            dictionary
                .apply(module)
                .forEach(
                    (name, value) -> {
                      if (value != null && (seen.add(value) || !removeDuplicate)) {
                        found.put(join(path, name), value);
                      }
                    }));
    return found;
  }

  /** This module's own weights and buffers, without its children's. */
  public final List<Tensor> ownTensors() {
    List<Tensor> own = new ArrayList<>(parameters(false));
    own.addAll(buffers(false));
    return own;
  }

  // ---- by path

  /**
   * The module at a path such as {@code layer1.0.conv2}; this one for "".
   *
   * @throws AttributeException if there is none, in PyTorch's words
   */
  public final NnModule getSubmodule(String path) {
    NnModule module = asModule();
    if (!path.isEmpty()) {
      for (String name : path.split("\\.", -1)) {
        module = module(attribute(module, name), name);
      }
    }
    return module;
  }

  private static Object attribute(NnModule module, String name) {
    if (!module.hasAttr(name)) {
      throw new AttributeException(module.typeName() + " has no attribute `" + name + "`");
    }
    return module.getAttr(name);
  }

  private static NnModule module(Object attribute, String name) {
    if (attribute instanceof NnModule module) {
      return module;
    }
    throw new AttributeException("`" + name + "` is not an nn.Module");
  }

  /** {@link #setSubmodule(String, NnModule, boolean)} that may also add a module. */
  public final void setSubmodule(String path, NnModule module) {
    setSubmodule(path, module, false);
  }

  /**
   * Puts a module at a path.
   *
   * @param strict whether there must be one already
   * @throws AttributeException if a part of the path does not exist or is no module, in PyTorch's
   *     words
   * @throws IllegalArgumentException if the path is empty
   */
  public final void setSubmodule(String path, NnModule module, boolean strict) {
    if (path.isEmpty()) {
      throw new IllegalArgumentException("Cannot set the submodule without a target name!");
    }
    if (module == null) {
      throw new IllegalArgumentException("`module` is not an nn.Module, found null");
    }
    NnModule parent = getSubmodule(parentOf(path));
    String name = nameIn(path);
    if (strict || parent.hasAttr(name)) {
      module(attribute(parent, name), name);
    }
    parent.setAttr(name, module);
  }

  private static String parentOf(String path) {
    return path.substring(0, Math.max(path.lastIndexOf('.'), 0));
  }

  private static String nameIn(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /**
   * The weight at a path such as {@code fc.weight}.
   *
   * @throws AttributeException if there is none, in PyTorch's words
   */
  public final Parameter getParameter(String path) {
    String name = nameIn(path);
    if (attribute(getSubmodule(parentOf(path)), name) instanceof Parameter parameter) {
      return parameter;
    }
    throw new AttributeException("`" + name + "` is not an nn.Parameter");
  }

  /**
   * The buffer at a path such as {@code bn.running_mean}; may be null.
   *
   * @throws AttributeException if there is none, in PyTorch's words
   */
  public final Tensor getBuffer(String path) {
    NnModule module = getSubmodule(parentOf(path));
    String name = nameIn(path);
    attribute(module, name);
    if (!module.bufferDictionary().contains(name)) {
      throw new AttributeException("`" + name + "` is not a buffer");
    }
    return module.bufferDictionary().get(name);
  }

  // ---- all at once

  /** Applies {@code action} to all modules below this one, then to this one; returns this. */
  public final NnModule apply(Consumer<NnModule> action) {
    children().forEach(child -> child.apply(action));
    action.accept(asModule());
    return asModule();
  }

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
    training = mode;
    children().forEach(child -> child.train(mode));
    return asModule();
  }

  /** Puts this module and all below it into evaluation mode; returns this. */
  public final NnModule eval() {
    return train(false);
  }

  /** Sets whether training changes the weights of this module and all below it; returns this. */
  public final NnModule requiresGrad_(boolean required) {
    parameters().forEach(parameter -> parameter.requiresGrad_(required));
    return asModule();
  }

  /** Takes the gradients of all weights away. */
  public final void zeroGrad() {
    zeroGrad(true);
  }

  /** Takes the gradients of all weights away, or fills those there are with zeros. */
  public final void zeroGrad(boolean setToNone) {
    for (Parameter parameter : parameters()) {
      if (setToNone) {
        parameter.setGrad(null);
      } else if (parameter.grad() != null) {
        parameter.grad().fill_(0);
      }
    }
  }

  /**
   * Converts weights and buffers of floats to a type; there is one such type, so that they stay as
   * they are. Returns this.
   *
   * @throws IllegalArgumentException if it is no type of floats, in PyTorch's words
   */
  public final NnModule to(DType dtype) {
    if (dtype != DType.FLOAT32) {
      throw new IllegalArgumentException(
          "nn.Module.to only accepts floating point or complex dtypes, but got desired dtype="
              + dtype);
    }
    return asModule();
  }
}
