package io.tenon.compiled;

import io.tenon.Tensor;
import io.tenon.nn.NnModule;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * Decides at each call of one network whether its compiled forward applies, binds it again when
 * weights changed, and says once why it does not apply.
 *
 * @param <M> the module class
 */
public final class CompiledCall<M extends NnModule> {
  private static final Logger LOG = System.getLogger("io.tenon");

  private final M net;
  private final Registration<M> registration;
  private volatile BoundForward<M> bound;
  private volatile Guards refused;
  private String said;

  /**
   * For {@code net}, whose class {@code registration} belongs to; {@code NnModule} makes one on its
   * first call.
   */
  public CompiledCall(M net, Registration<M> registration) {
    this.net = net;
    this.registration = registration;
  }

  /**
   * The compiled forward's result, or null if the network has to run eagerly.
   *
   * @param more the inputs behind {@code x}; null for none
   */
  public Tensor call(Tensor x, Tensor[] more) {
    BoundForward<M> forward = current();
    return forward == null ? null : forward.call(x, more, Threads.current());
  }

  /**
   * Fills {@code result} with the compiled forward's result; false if the network has to run
   * eagerly.
   */
  public boolean callInto(Tensor x, Tensor result) {
    BoundForward<M> forward = current();
    if (forward == null || !forward.callInto(x, null, result, Threads.current())) {
      return false;
    }
    result.markChanged();
    return true;
  }

  /** Why the network runs eagerly; null if the compiled forward applies. */
  public synchronized String whyEager() {
    return current() == null ? said : null;
  }

  /** What the compiled forward does, step by step; empty if the network has to run eagerly. */
  public List<Step> steps() {
    BoundForward<M> forward = current();
    return forward == null ? List.of() : forward.steps();
  }

  private BoundForward<M> current() {
    BoundForward<M> forward = bound;
    return forward != null && forward.current() ? forward : bind();
  }

  private synchronized BoundForward<M> bind() {
    BoundForward<M> old = bound;
    if (old != null && old.current()) {
      return old; // another thread was first
    }
    if (refused != null && refused.hold()) {
      return null;
    }
    Binding<M> binding = new Binding<>(net, old != null && old.structureCurrent());
    try {
      bound = registration.forward(binding);
      refused = null;
      return bound;
    } catch (BindingException e) {
      bound = null;
      refused = binding.guards();
      if (!e.getMessage().equals(said)) {
        said = e.getMessage();
        LOG.log(
            Level.INFO,
            net.getClass().getSimpleName() + ": forward runs eagerly, not compiled: " + said);
      }
      return null;
    }
  }
}
