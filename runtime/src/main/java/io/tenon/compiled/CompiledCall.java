package io.tenon.compiled;

import io.tenon.Tensor;
import io.tenon.nn.NnModule;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Decides at each call of one network whether its compiled forward applies, binds it again when
 * weights changed, and says once why it does not apply.
 *
 * @param <M> the module class
 */
public final class CompiledCall<M extends NnModule> {
  private final M net;
  private final Registration<M> registration;
  private volatile List<BoundForward<M>> bound; // what applied last: one of the two below
  private List<BoundForward<M>> evaluating;
  private List<BoundForward<M>> training;
  private volatile Guards refused;
  private boolean refusedByWeights; // rather than by what the network is
  private volatile boolean saidOther;
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
    List<BoundForward<M>> forwards = current();
    for (int i = 0; i < forwards.size(); i++) {
      Tensor result = forwards.get(i).call(x, more, Threads.current());
      if (result != null) {
        return result;
      }
    }
    sayOther(forwards, x);
    return null;
  }

  /**
   * All results of the compiled forward, or null if the network has to run eagerly.
   *
   * @param more the inputs behind {@code x}; null for none
   */
  public Tensor[] callAll(Tensor x, Tensor[] more) {
    List<BoundForward<M>> forwards = current();
    for (int i = 0; i < forwards.size(); i++) {
      Tensor[] results = forwards.get(i).callAll(x, more, Threads.current());
      if (results != null) {
        return results;
      }
    }
    sayOther(forwards, x);
    return null;
  }

  /**
   * Fills {@code result} with the compiled forward's result; false if the network has to run
   * eagerly.
   */
  public boolean callInto(Tensor x, Tensor result) {
    List<BoundForward<M>> forwards = current();
    for (int i = 0; i < forwards.size(); i++) {
      if (forwards.get(i).callInto(x, null, result, Threads.current())) {
        result.markChanged();
        return true;
      }
    }
    sayOther(forwards, x);
    return false;
  }

  /** Says once that a forward was compiled, but for other shapes. */
  private void sayOther(List<BoundForward<M>> forwards, Tensor x) {
    if (forwards.isEmpty() || saidOther) {
      return;
    }
    saidOther = true;
    String taken = forwards.stream().map(BoundForward::takes).collect(Collectors.joining(" or "));
    say(
        String.format(
            Locale.ROOT,
            "%s: forward runs eagerly for an input of %s: it is compiled for %s",
            net.getClass().getSimpleName(),
            x.shape(),
            taken));
  }

  /**
   * Looked up when there is something to say: a logger takes as long as all else that is loaded.
   */
  private static void say(String message) {
    System.getLogger("io.tenon").log(Level.INFO, message);
  }

  /** Why the network runs eagerly; null if the compiled forward applies. */
  public synchronized String whyEager() {
    return current().isEmpty() ? said : null;
  }

  /** What the compiled forward does, step by step; empty if the network has to run eagerly. */
  public List<Step> steps() {
    List<BoundForward<M>> forwards = current();
    return forwards.isEmpty() ? List.of() : forwards.get(0).steps();
  }

  /** All forwards that apply; they were bound together. */
  private List<BoundForward<M>> current() {
    List<BoundForward<M>> forwards = bound;
    return forwards != null && forwards.get(0).current() ? forwards : bind();
  }

  private synchronized List<BoundForward<M>> bind() {
    for (List<BoundForward<M>> each : Arrays.asList(bound, evaluating, training)) {
      if (each != null && each.get(0).current()) {
        bound = each; // another thread was first, or the mode is one that there was before
        return each;
      }
    }
    if (refused != null && (refusedByWeights ? refused.hold() : refused.structureHolds())) {
      return List.of();
    }
    refusedByWeights = false;
    try {
      bound = net.modules().stream().anyMatch(NnModule::training) ? bindTraining() : bindEval();
      refused = null;
      return bound;
    } catch (BindingException e) {
      bound = null;
      refusedByWeights |= e.byWeights();
      if (!e.getMessage().equals(said)) {
        said = e.getMessage();
        say(net.getClass().getSimpleName() + ": forward runs eagerly, not compiled: " + said);
      }
      return List.of();
    }
  }

  /** Where nothing depends on the mode, what is compiled for eval() applies to training, too. */
  private List<BoundForward<M>> bindTraining() {
    if (registration.hasTrainingForward()) {
      try {
        training = registration.trainingForwards(binding(training));
        return training;
      } catch (BindingException e) {
        refusedByWeights = e.byWeights();
        training = null; // some modules may be in training mode, but none to which it matters
      }
    }
    return bindEval();
  }

  private List<BoundForward<M>> bindEval() {
    try {
      evaluating = registration.forwards(binding(evaluating));
      return evaluating;
    } catch (BindingException e) {
      evaluating = null;
      throw e;
    }
  }

  private Binding<M> binding(List<BoundForward<M>> old) {
    boolean structureChecked = old != null && old.get(0).structureCurrent();
    Binding<M> binding = new Binding<>(net, structureChecked, registration.hasTrainingForward());
    refused = binding.guards();
    return binding;
  }
}
