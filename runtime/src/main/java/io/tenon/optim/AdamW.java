package io.tenon.optim;

import io.tenon.Parameter;
import java.util.Collection;
import java.util.List;

/**
 * {@link Adam} with decoupled weight decay, as {@code torch.optim.AdamW}: first {@code p *= 1 - lr
 * decay}, then Adam's step, whose gradient knows nothing of it (Loshchilov and Hutter, "Decoupled
 * Weight Decay Regularization", 2019, algorithm 2).
 */
public final class AdamW extends Optimizer {
  /** Over these parameters, which make one group. */
  public AdamW(Collection<Parameter> parameters, Options options) {
    this(single(parameters), options);
  }

  /**
   * Over groups of parameters that may differ in their hyper-parameters.
   *
   * @throws IllegalArgumentException if there is no group or a parameter is in two, in PyTorch's
   *     words
   */
  public AdamW(List<ParamGroup> groups, Options options) {
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
    one.decayValues();
    AdamStep.update(one);
  }

  /** The options of AdamW; each method returns this. */
  public static final class Options extends MomentOptions<Options> {
    private Options() {
      super(1e-3, 1e-2);
      set(Setting.AMSGRAD, false);
    }

    /** Whether the divisor comes from the largest second moment so far (Reddi et al., 2018). */
    public Options amsgrad(boolean wanted) {
      return set(Setting.AMSGRAD, wanted);
    }
  }
}
