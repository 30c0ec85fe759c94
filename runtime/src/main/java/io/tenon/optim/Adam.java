package io.tenon.optim;

import io.tenon.Parameter;
import java.util.Collection;
import java.util.List;

/**
 * Adam (Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2015, algorithm 1), as {@code
 * torch.optim.Adam}: {@code m = β1 m + (1 - β1) g}, {@code v = β2 v + (1 - β2) g²}, then {@code p
 * -= lr / (1 - β1^t) m / (√v / √(1 - β2^t) + eps)}. Weight decay is added to g.
 *
 * <p>{@code new Adam(net.parameters(), Adam.options(0.001))}
 */
public final class Adam extends Optimizer {
  /** Over these parameters, which make one group. */
  public Adam(Collection<Parameter> parameters, Options options) {
    this(single(parameters), options);
  }

  /**
   * Over groups of parameters that may differ in their hyper-parameters.
   *
   * @throws IllegalArgumentException if there is no group or a parameter is in two, in PyTorch's
   *     words
   */
  public Adam(List<ParamGroup> groups, Options options) {
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
    AdamStep.update(one);
  }

  /** The options of Adam; each method returns this. */
  public static final class Options extends MomentOptions<Options> {
    private Options() {
      super(1e-3, 0);
      set(Setting.AMSGRAD, false);
    }

    /** Whether the divisor comes from the largest second moment so far (Reddi et al., 2018). */
    public Options amsgrad(boolean wanted) {
      return set(Setting.AMSGRAD, wanted);
    }
  }
}
