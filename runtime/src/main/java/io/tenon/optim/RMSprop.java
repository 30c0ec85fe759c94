package io.tenon.optim;

import io.tenon.Parameter;
import java.util.Collection;
import java.util.List;

/**
 * RMSprop (Hinton, "Neural Networks for Machine Learning", lecture 6e, 2012), as {@code
 * torch.optim.RMSprop}: {@code v = α v + (1 - α) g²}, then {@code p -= lr g / (√v + eps)}.
 * Centered, the divisor has {@code √(v - a²)}, where {@code a = α a + (1 - α) g} (Graves,
 * "Generating Sequences With Recurrent Neural Networks", 2013). With momentum, {@code b = momentum
 * b + g / (√v + eps)} and {@code p -= lr b}. Weight decay is added to g.
 */
public final class RMSprop extends Optimizer {
  /** Over these parameters, which make one group. */
  public RMSprop(Collection<Parameter> parameters, Options options) {
    this(single(parameters), options);
  }

  /**
   * Over groups of parameters that may differ in their hyper-parameters.
   *
   * @throws IllegalArgumentException if there is no group or a parameter is in two, in PyTorch's
   *     words
   */
  public RMSprop(List<ParamGroup> groups, Options options) {
    super(groups, options);
  }

  /** PyTorch's options. */
  public static Options options() {
    return new Options();
  }

  /** PyTorch's options but for the learning rate. */
  public static Options options(double lr) {
    return new Options().lr(lr);
  }

  @Override
  void update(Update one) {
    float lr = (float) one.get(Setting.LR);
    float alpha = (float) one.get(Setting.ALPHA);
    float taken = (float) (1 - one.get(Setting.ALPHA));
    float eps = (float) one.get(Setting.EPS);
    float momentum = (float) one.get(Setting.MOMENTUM);
    float[] squares = one.buffer("square_avg");
    float[] means = one.is(Setting.CENTERED) ? one.buffer("grad_avg") : null;
    float[] buffer = momentum > 0 ? one.buffer("momentum_buffer") : null;
    for (int i = 0; i < one.count; i++) {
      float gradient = one.gradient(i);
      squares[i] = squares[i] * alpha + taken * gradient * gradient;
      float variance = squares[i];
      if (means != null) {
        means[i] += taken * (gradient - means[i]);
        variance -= means[i] * means[i];
      }
      float change = gradient / ((float) Math.sqrt(variance) + eps);
      if (buffer != null) {
        buffer[i] = buffer[i] * momentum + change;
        change = buffer[i];
      }
      one.add(i, -lr * change);
    }
  }

  /** The options of RMSprop; each method returns this. */
  public static final class Options extends OptimizerOptions<Options> {
    private Options() {
      super(1e-2, 0);
      set(Setting.ALPHA, 0.99);
      set(Setting.EPS, 1e-8);
      set(Setting.MOMENTUM, 0);
      set(Setting.CENTERED, false);
    }

    /**
     * How much of the averages stays at each step; 0.99 unless set.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Options alpha(double value) {
      return set(Setting.ALPHA, value);
    }

    /**
     * What is added to a divisor; 1e-8 unless set.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Options eps(double value) {
      return set(Setting.EPS, value);
    }

    /**
     * How much of the last step goes into the next; 0 unless set.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Options momentum(double value) {
      return set(Setting.MOMENTUM, value);
    }

    /** Whether the divisor is an estimate of the gradient's variance. */
    public Options centered(boolean wanted) {
      return set(Setting.CENTERED, wanted);
    }
  }
}
