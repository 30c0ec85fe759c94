package io.tenon.compiled;

import io.tenon.Tensor;
import io.tenon.nn.NnModule;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The {@code forwardAll} of a module class, which returns several outputs in a record, and that
 * record's tensors: how {@code NnModule.callAll} reaches both without reflection. Generated
 * registrations make one.
 *
 * @param inputs how many inputs it takes
 * @param forward the method
 * @param taken the tensors of a record, in the order of its components
 * @param made the record of tensors in that order
 * @param <M> the module class
 * @param <R> the record
 */
public record ForwardAll<M extends NnModule, R>(
    int inputs,
    BiFunction<M, List<Tensor>, R> forward,
    Function<R, List<Tensor>> taken,
    Function<List<Tensor>, R> made) {

  /**
   * The method, applied.
   *
   * @throws IllegalArgumentException if it takes another number of inputs
   */
  public R apply(M net, List<Tensor> given) {
    if (given.size() != inputs) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s.forwardAll takes %d input%s, but the call has %d. Fix: call it with as many tensors",
              net.getClass().getSimpleName(),
              inputs,
              inputs == 1 ? "" : "s",
              given.size()));
    }
    return forward.apply(net, given);
  }

  /** The tensors of what {@code forward} returned. */
  @SuppressWarnings("unchecked") // it is what forward returns
  public List<Tensor> tensors(Object record) {
    return taken.apply((R) record);
  }
}
