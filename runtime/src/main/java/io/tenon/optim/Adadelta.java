package io.tenon.optim;

import io.tenon.Parameter;
import java.util.Collection;
import java.util.List;

/**
 * Adadelta (Zeiler, "ADADELTA: An Adaptive Learning Rate Method", 2012, algorithm 1), as {@code
 * torch.optim.Adadelta}: {@code v = ρ v + (1 - ρ) g²}, {@code Δ = √(u + eps) / √(v + eps) g},
 * {@code u = ρ u + (1 - ρ) Δ²}, then {@code p -= lr Δ}. Weight decay is added to g.
 */
public final class Adadelta extends Optimizer {
  /** Over these parameters, which make one group. */
  public Adadelta(Collection<Parameter> parameters, Options options) {
    this(single(parameters), options);
  }

  /**
   * Over groups of parameters that may differ in their hyper-parameters.
   *
   * @throws IllegalArgumentException if there is no group or a parameter is in two, in PyTorch's
   *     words
   */
  public Adadelta(List<ParamGroup> groups, Options options) {
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
    float rho = (float) one.get(Setting.RHO);
    float taken = (float) (1 - one.get(Setting.RHO));
    float eps = (float) one.get(Setting.EPS);
    float[] squares = one.buffer("square_avg");
    float[] changes = one.buffer("acc_delta");
    for (int i = 0; i < one.count; i++) {
      float gradient = one.gradient(i);
      squares[i] = squares[i] * rho + taken * gradient * gradient;
      float root = (float) Math.sqrt(squares[i] + eps);
      float change = (float) Math.sqrt(changes[i] + eps) / root * gradient;
      changes[i] = changes[i] * rho + taken * change * change;
      one.add(i, -lr * change);
    }
  }

  /** The options of Adadelta; each method returns this. */
  public static final class Options extends OptimizerOptions<Options> {
    private Options() {
      super(1, 0);
      set(Setting.RHO, 0.9);
      set(Setting.EPS, 1e-6);
    }

    /**
     * How much of the averages stays at each step; 0.9 unless set.
     *
     * @throws IllegalArgumentException if it is not in [0, 1]
     */
    public Options rho(double value) {
      return set(Setting.RHO, value);
    }

    /**
     * What is added to a divisor; 1e-6 unless set.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Options eps(double value) {
      return set(Setting.EPS, value);
    }
  }
}
