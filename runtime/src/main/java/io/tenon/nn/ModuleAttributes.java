package io.tenon.nn;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.compiled.Slots.Slot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A module's attributes: the ordered dictionaries of its parameters, buffers and modules, with
 * PyTorch's rules of what may be assigned. Annotated fields are entries of the dictionaries, so
 * that a plain assignment to one is seen wherever a dictionary is read.
 */
public abstract sealed class ModuleAttributes permits ModuleTree {
  private final Object lock = new Object();
  private final Dictionary<Parameter> parameters =
      new Dictionary<>(
          AttributeKind.PARAMETER, lock, name -> removeFrom(name, this.buffers, this.modules));
  private final Dictionary<Tensor> buffers =
      new Dictionary<>(
          AttributeKind.BUFFER, lock, name -> removeFrom(name, this.parameters, this.modules));
  private final Dictionary<NnModule> modules =
      new Dictionary<>(
          AttributeKind.MODULE, lock, name -> removeFrom(name, this.parameters, this.buffers));
  private final Set<String> nonPersistentBuffers = ConcurrentHashMap.newKeySet();
  private final List<Slot<?, ?>> fieldSlots = new ArrayList<>();
  private final FieldWatch watch = new FieldWatch(asModule());
  private volatile int structureVersion;

  ModuleAttributes() {}

  final NnModule asModule() {
    return (NnModule) this;
  }

  /** The name {@code toString} and errors begin with: the class's. */
  protected String typeName() {
    return getClass().getSimpleName();
  }

  final void addField(Slot<?, ?> slot) {
    if (hasAttr(slot.name())) { // of a library layer: javac told all others
      throw new IllegalArgumentException(
          "attribute '"
              + slot.name()
              + "' already exists in "
              + typeName()
              + "'s superclass. Fix: give the field another name");
    }
    fieldSlots.add(slot);
    switch (slot.kind()) {
      case PARAMETER -> parameters.addField(asModule(), slot, false);
      case BUFFER -> {
        buffers.addField(asModule(), slot, false);
        if (!slot.persistent()) {
          nonPersistentBuffers.add(slot.name());
        }
      }
      case SUBMODULE -> modules.addField(asModule(), slot, true);
    }
  }

  /** The annotated fields of this module. For guards and reports. */
  public final List<Slot<?, ?>> fieldSlots() {
    return Collections.unmodifiableList(fieldSlots);
  }

  final Dictionary<Parameter> parameterDictionary() {
    watch.look(fieldSlots);
    return parameters;
  }

  final Dictionary<Tensor> bufferDictionary() {
    watch.look(fieldSlots);
    return buffers;
  }

  final Dictionary<NnModule> moduleDictionary() {
    watch.look(fieldSlots);
    return modules;
  }

  final boolean isPersistent(String buffer) {
    return !nonPersistentBuffers.contains(buffer);
  }

  final void structureChanged() {
    synchronized (lock) {
      structureVersion++;
    }
  }

  /**
   * A number that changes with every registration and hook, but not with assignments to fields or
   * changes of mode.
   */
  public final int structureVersion() {
    return structureVersion;
  }

  // ---- registration

  /**
   * Adds a trainable weight that is no annotated field; null keeps a place for one.
   *
   * @throws IllegalArgumentException if the name is empty, has a dot or is taken, in PyTorch's
   *     words
   */
  public final void registerParameter(String name, Parameter parameter) {
    requireRegistrable(name, parameters);
    put(name, parameter, parameters);
  }

  /** Adds state that is not trained, part of {@code state_dict}; null keeps a place for it. */
  public final void registerBuffer(String name, Tensor buffer) {
    registerBuffer(name, buffer, true);
  }

  /**
   * Adds state that is not trained; null keeps a place for it.
   *
   * @param persistent whether it is part of {@code state_dict}
   * @throws IllegalArgumentException if the name is empty, has a dot or is taken, in PyTorch's
   *     words
   */
  public final void registerBuffer(String name, Tensor buffer, boolean persistent) {
    requireRegistrable(name, buffers);
    put(name, buffer, buffers);
    setPersistent(name, persistent);
  }

  private void setPersistent(String buffer, boolean persistent) {
    if (persistent) {
      nonPersistentBuffers.remove(buffer);
    } else {
      nonPersistentBuffers.add(buffer);
    }
  }

  /**
   * Adds a child that is no annotated field; null keeps a place for one.
   *
   * @throws IllegalArgumentException if the name is empty, has a dot or is taken, in PyTorch's
   *     words
   */
  public final void registerModule(String name, NnModule module) {
    requireRegistrable(name, modules);
    put(name, module, modules);
  }

  /** {@link #registerModule}, by PyTorch's other name. */
  public final void addModule(String name, NnModule module) {
    registerModule(name, module);
  }

  /** Refuses a name that is no name, or that an entry of another kind has, in PyTorch's words. */
  final void requireRegistrable(String name, Dictionary<?> own) {
    requireName(own.kind().name(), name);
    boolean free = own.isVacant(name) ? !isHeld(name) : !hasAttr(name);
    if (!own.contains(name) && !free) {
      throw new IllegalArgumentException("attribute '" + name + "' already exists");
    }
  }

  private static void requireName(String kind, String name) {
    if (name == null) {
      throw new IllegalArgumentException(kind + " name should be a string. Got null");
    }
    if (name.contains(".")) {
      String got = kind.equals("module") ? ", got: " + name : ""; // PyTorch's texts differ so
      throw new IllegalArgumentException(kind + " name can't contain \".\"" + got);
    }
    if (name.isEmpty()) {
      throw new IllegalArgumentException(kind + " name can't be empty string \"\"");
    }
  }

  /** Requires that the field the value goes to, if it goes to one, can be assigned and holds it. */
  private void requireFits(String name, Object value, Dictionary<?> own) {
    Slot<?, ?> slot = own.slot(name);
    if (slot == null || slot.read(asModule()) == value) {
      return;
    }
    if (value != null && !slot.type().isInstance(value)) {
      throw cannotAssign(value, own.kind(), name, slot.type());
    }
    slot.requireAssignable(asModule());
  }

  /**
   * Requires that the parameter or buffer of this name is no final field.
   *
   * @throws IllegalStateException if it is
   */
  final void requireAssignable(String name) {
    Slot<?, ?> slot = parameters.contains(name) ? parameters.slot(name) : buffers.slot(name);
    if (slot != null) {
      slot.requireAssignable(asModule());
    }
  }

  private static IllegalArgumentException cannotAssign(
      Object value, AttributeKind<?> kind, String name, Class<?> expected) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "cannot assign '%s' as %s '%s' (%s or null expected)",
            value.getClass().getSimpleName(),
            kind.assignedAs(),
            name,
            expected.getSimpleName()));
  }

  /** Sets an entry to what the hooks make of a value, instead of what other dictionaries had. */
  private <T> void put(String name, T value, Dictionary<T> own, Dictionary<?>... others) {
    requireFits(name, value, own);
    T registered = own.kind().registered(asModule(), name, value);
    requireFits(name, registered, own);
    removeFrom(name, others);
    Slot<?, ?> slot = own.slot(name);
    own.put(name, registered);
    if (slot != null) {
      watch.saw(slot, registered);
    }
    structureChanged();
  }

  // ---- attributes by name

  /**
   * Assigns an attribute by name, {@code setattr} in PyTorch: a parameter or module goes to its
   * dictionary, whatever the name stood for before; what stands for a parameter, module or buffer
   * can be replaced by another or by null.
   *
   * @throws IllegalArgumentException if the value is of another kind, in PyTorch's words, or does
   *     not fit the annotated field of this name; nothing is changed then
   * @throws AttributeException if there is no such attribute and the value is neither parameter nor
   *     module: Java objects take no new fields
   */
  public final void setAttr(String name, Object value) {
    Objects.requireNonNull(name, "name");
    if (value instanceof Parameter parameter) {
      requireName("parameter", name);
      put(name, parameter, parameters, buffers, modules);
    } else if (parameters.contains(name)) {
      setKnown(name, value, parameters);
    } else if (value instanceof NnModule module) {
      requireName("module", name); // or two modules could have one path
      put(name, module, modules, parameters, buffers);
    } else if (modules.contains(name) || modules.isVacant(name)) {
      setKnown(name, value, modules);
    } else if (buffers.contains(name)) {
      setKnown(name, value, buffers);
    } else {
      throw new AttributeException(
          "'"
              + typeName()
              + "' has no parameter, buffer or module '"
              + name
              + "'. Fix: declare a field, or add the value with registerBuffer");
    }
  }

  private <T> void setKnown(String name, Object value, Dictionary<T> own) {
    Class<T> type = own.kind().type();
    if (value != null && !type.isInstance(value)) {
      throw cannotAssign(value, own.kind(), name, type);
    }
    if (value != null || !own.isVacant(name)) { // a vacant field is null already
      put(name, type.cast(value), own);
    }
  }

  private void removeFrom(String name, Dictionary<?>... dictionaries) {
    for (Dictionary<?> dictionary : dictionaries) {
      Slot<?, ?> slot = dictionary.contains(name) ? dictionary.slot(name) : null;
      if (slot != null) {
        slot.requireAssignable(asModule());
      }
    }
    for (Dictionary<?> dictionary : dictionaries) {
      if (dictionary.contains(name)) {
        Slot<?, ?> slot = dictionary.slot(name);
        dictionary.remove(name);
        if (dictionary == buffers) {
          setPersistent(name, slot == null || slot.persistent()); // as a field it may come back
        }
        structureChanged();
      }
    }
  }

  /**
   * The parameter, buffer or module of this name, {@code getattr} in PyTorch; may be null.
   *
   * @throws AttributeException if there is none, in PyTorch's words
   */
  public final Object getAttr(String name) {
    if (!hasAttr(name)) {
      throw noAttribute(name);
    }
    Object parameter = parameterDictionary().get(name);
    Object buffer = parameter == null ? bufferDictionary().get(name) : parameter;
    return buffer == null ? moduleDictionary().get(name) : buffer;
  }

  /** Whether a dictionary has an entry of this name, if only null. */
  private boolean isHeld(String name) {
    return parameters.contains(name) || buffers.contains(name) || modules.contains(name);
  }

  /** Whether there is a parameter, buffer or module of this name, if only null. */
  public final boolean hasAttr(String name) {
    return isHeld(name)
        || parameters.isVacant(name)
        || buffers.isVacant(name)
        || modules.isVacant(name);
  }

  /**
   * Deletes a parameter, buffer or module; {@code delattr} in PyTorch. An annotated field becomes
   * null; when it is assigned again, it comes last.
   *
   * @throws AttributeException if there is none, in PyTorch's words
   * @throws IllegalStateException if it is a final field
   */
  public final void delAttr(String name) {
    if (!isHeld(name)) {
      throw noAttribute(name);
    }
    removeFrom(name, parameters, buffers, modules);
  }

  private AttributeException noAttribute(String name) {
    return new AttributeException("'" + typeName() + "' object has no attribute '" + name + "'");
  }
}
