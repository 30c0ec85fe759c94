package io.tenon.compiled;

import io.tenon.Tensor;
import io.tenon.nn.NnModule;
import java.util.List;

/**
 * What the annotation processor knows of one module class; {@code LeNet_Registration} extends it
 * for {@code LeNet}.
 *
 * @param <M> the module class
 */
public abstract class Registration<M extends NnModule> {
  private final Slots<M> slots = new Slots<>();

  /** Declares the slots. */
  protected Registration() {
    declare(slots);
  }

  /** Adds a slot for each annotated field of the class itself, in the order of declaration. */
  protected abstract void declare(Slots<M> slots);

  /** The slots of the class itself, without those of its superclasses. */
  public final Slots<M> slots() {
    return slots;
  }

  /** Whether a forward was generated for the class. */
  public boolean hasForward() {
    return false;
  }

  /** Whether what was generated computes {@code forwardAll}, and not {@code forward}. */
  public boolean computesAll() {
    return false;
  }

  /** The class's own {@code forwardAll}, which returns several outputs; null without one. */
  public ForwardAll<M, ?> forwardAll() {
    return null;
  }

  /**
   * The compiled forwards, one for each variant of shapes. Their weights are bound by {@code
   * binding}.
   *
   * @throws BindingException if the network is not as it was compiled
   */
  protected List<BoundForward<M>> forwards(Binding<M> binding) {
    return List.of();
  }

  /** How many inputs the class's own {@code forward} takes, if several; else 0. */
  public int inputs() {
    return 0;
  }

  /** The class's own {@code forward} of several inputs. */
  protected Tensor forward(M net, List<Tensor> inputs) {
    throw new UnsupportedOperationException("no forward of several inputs");
  }
}
