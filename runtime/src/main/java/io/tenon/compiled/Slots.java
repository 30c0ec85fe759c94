package io.tenon.compiled;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.nn.NnModule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The fields of one class that are submodules, parameters and buffers, in the order they are
 * declared. Each slot reads and writes the field itself, so that a plain assignment is seen at once
 * by everything that walks the module.
 *
 * @param <M> the class that has the fields
 */
public final class Slots<M extends NnModule> {
  /** Which dictionary of the module a slot belongs to. */
  public enum Kind {
    /** {@code _modules}. */
    SUBMODULE,
    /** {@code _parameters}. */
    PARAMETER,
    /** {@code _buffers}. */
    BUFFER
  }

  /**
   * One field.
   *
   * @param name its name in the module's dictionaries
   * @param type the type of the field, which a new value must have
   * @param set null if the field is final
   * @param persistent whether a buffer is part of {@code state_dict}; true for all else
   */
  public record Slot<M extends NnModule, T>(
      Kind kind,
      String name,
      Class<T> type,
      Function<M, T> get,
      BiConsumer<M, T> set,
      boolean persistent) {

    /**
     * The field's value in {@code module}, which must be of the class the slot is for; may be null.
     */
    @SuppressWarnings("unchecked")
    public T read(NnModule module) {
      return get.apply((M) module);
    }

    /**
     * Requires that the field can be assigned.
     *
     * @throws IllegalStateException if it is final
     */
    public void requireAssignable(NnModule module) {
      if (set == null) {
        throw new IllegalStateException(
            "'"
                + name
                + "' of "
                + module.getClass().getSimpleName()
                + " is a final field; make it non-final to replace it");
      }
    }

    /**
     * Assigns the field.
     *
     * @throws IllegalStateException if it is final
     * @throws ClassCastException if the value is not of the field's type
     */
    @SuppressWarnings("unchecked")
    public void write(NnModule module, Object value) {
      requireAssignable(module);
      set.accept((M) module, type.cast(value));
    }
  }

  private final List<Slot<M, ?>> slots = new ArrayList<>();

  /** A child module. */
  public <T extends NnModule> Slots<M> submodule(
      String name, Class<T> type, Function<M, T> get, BiConsumer<M, T> set) {
    slots.add(new Slot<>(Kind.SUBMODULE, name, type, get, set, true));
    return this;
  }

  /** A child module in a final field. */
  public <T extends NnModule> Slots<M> submodule(String name, Class<T> type, Function<M, T> get) {
    return submodule(name, type, get, null);
  }

  /** A trainable weight. */
  public Slots<M> parameter(String name, Function<M, Parameter> get, BiConsumer<M, Parameter> set) {
    slots.add(new Slot<>(Kind.PARAMETER, name, Parameter.class, get, set, true));
    return this;
  }

  /** A trainable weight in a final field. */
  public Slots<M> parameter(String name, Function<M, Parameter> get) {
    return parameter(name, get, null);
  }

  /** State that is not trained, part of {@code state_dict}. */
  public Slots<M> buffer(String name, Function<M, Tensor> get, BiConsumer<M, Tensor> set) {
    slots.add(new Slot<>(Kind.BUFFER, name, Tensor.class, get, set, true));
    return this;
  }

  /** State that is not trained, in a final field, part of {@code state_dict}. */
  public Slots<M> buffer(String name, Function<M, Tensor> get) {
    return buffer(name, get, null);
  }

  /** State that is neither trained nor part of {@code state_dict}. */
  public Slots<M> nonPersistentBuffer(
      String name, Function<M, Tensor> get, BiConsumer<M, Tensor> set) {
    slots.add(new Slot<>(Kind.BUFFER, name, Tensor.class, get, set, false));
    return this;
  }

  /** State that is neither trained nor part of {@code state_dict}, in a final field. */
  public Slots<M> nonPersistentBuffer(String name, Function<M, Tensor> get) {
    return nonPersistentBuffer(name, get, null);
  }

  /** All slots in order. */
  public List<Slot<M, ?>> all() {
    return List.copyOf(slots);
  }
}
