package io.tenon.optim;

import io.tenon.NumberText;
import java.util.Collections;
import java.util.List;

/**
 * Up to the largest rate, then down to far below where it began, and the momentum the other way
 * round, as {@code torch.optim.lr_scheduler.OneCycleLR} (Smith and Topin, "Super-Convergence: Very
 * Fast Training of Neural Networks Using Large Learning Rates", 2018). A step is a batch, not an
 * epoch. Momentum is {@link SGD}'s and {@link RMSprop}'s, and the first beta of Adam and its kin.
 *
 * <p>{@code new OneCycleLR(optimizer, 0.1, OneCycleLR.options().epochs(10).stepsPerEpoch(500))}
 */
public final class OneCycleLR extends LRScheduler {
  private final List<Double> maxLrs;
  private final Options options;
  private final int totalSteps;
  private final List<CyclePhase> phases;

  /** One largest rate for all groups. */
  public OneCycleLR(Optimizer optimizer, double maxLr, Options options) {
    this(optimizer, Collections.nCopies(optimizer.paramGroups().size(), maxLr), options);
  }

  /**
   * A largest rate for each group.
   *
   * @throws IllegalArgumentException if there is not one rate a group, the number of steps is not
   *     given, or the optimizer has no momentum to cycle, in PyTorch's words
   */
  public OneCycleLR(Optimizer optimizer, List<Double> maxLrs, Options options) {
    super(optimizer);
    this.options = new Options(options);
    this.maxLrs = List.copyOf(maxLrs);
    totalSteps = options.steps();
    phases = CyclePhase.of(options.pctStart, totalSteps, options.threePhase);
    List<ParamGroup> groups = optimizer.paramGroups();
    if (maxLrs.size() != groups.size()) {
      throw new IllegalArgumentException(
          "expected " + groups.size() + " values for max_lr, got " + maxLrs.size());
    }
    this.maxLrs.forEach(Setting.LR::checked);
    if (options.cycleMomentum && momentum() == null) {
      throw new IllegalArgumentException(
          "optimizer must support momentum with `cycle_momentum` option enabled");
    }
    for (int i = 0; i < groups.size(); i++) {
      groups.get(i).initialLr(maxLrs.get(i) / options.divFactor);
    }
    step();
  }

  private Setting momentum() {
    if (optimizer().has(Setting.BETA1)) {
      return Setting.BETA1;
    }
    return optimizer().has(Setting.MOMENTUM) ? Setting.MOMENTUM : null;
  }

  /**
   * Goes on by one and sets the rates and momenta.
   *
   * @throws IllegalStateException after the last step
   */
  @Override
  public void step() {
    if (lastEpoch() == totalSteps) {
      throw new IllegalStateException(
          "Tried to step "
              + (totalSteps + 1)
              + " times. The specified number of total steps is "
              + totalSteps);
    }
    super.step();
  }

  /** A group that came after the schedule keeps its rate. */
  @Override
  double rate(ParamGroup group, int epoch) {
    int number = optimizer().paramGroups().indexOf(group);
    if (number >= maxLrs.size()) {
      return group.lr();
    }
    double initial = maxLrs.get(number) / options.divFactor;
    return CyclePhase.at(epoch, phases)
        .rate(
            epoch,
            options.linear,
            new CyclePhase.Levels(initial, maxLrs.get(number), initial / options.finalDivFactor));
  }

  @Override
  void cycle(ParamGroup group, int epoch) {
    if (options.cycleMomentum && optimizer().paramGroups().indexOf(group) < maxLrs.size()) {
      CyclePhase phase = CyclePhase.at(epoch, phases);
      CyclePhase.Levels levels =
          new CyclePhase.Levels(options.maxMomentum, options.baseMomentum, options.maxMomentum);
      group.schedule(momentum(), phase.rate(epoch, options.linear, levels));
    }
  }

  private static double positive(String what, double number) {
    if (!(number > 0)) {
      throw new IllegalArgumentException(
          "Expected positive " + what + ", but got " + NumberText.of(number));
    }
    return number;
  }

  /** PyTorch's options; {@link Options#totalSteps} or epochs and their steps must be set. */
  public static Options options() {
    return new Options();
  }

  /** The options of a cycle; each method returns this. */
  public static final class Options {
    private Integer totalSteps;
    private Integer epochs;
    private Integer stepsPerEpoch;
    private double pctStart = 0.3;
    private boolean linear;
    private boolean cycleMomentum = true;
    private double baseMomentum = 0.85;
    private double maxMomentum = 0.95;
    private double divFactor = 25;
    private double finalDivFactor = 1e4;
    private boolean threePhase;

    private Options() {}

    private Options(Options other) {
      pctStart = other.pctStart;
      linear = other.linear;
      cycleMomentum = other.cycleMomentum;
      baseMomentum = other.baseMomentum;
      maxMomentum = other.maxMomentum;
      divFactor = other.divFactor;
      finalDivFactor = other.finalDivFactor;
      threePhase = other.threePhase;
    }

    private int steps() {
      if (totalSteps != null) {
        return totalSteps;
      }
      if (epochs == null || stepsPerEpoch == null) {
        throw new IllegalArgumentException(
            "You must define either total_steps OR (epochs AND steps_per_epoch)");
      }
      return Math.multiplyExact(epochs, stepsPerEpoch);
    }

    /** The number of steps in the cycle. */
    public Options totalSteps(int steps) {
      totalSteps = positive("total_steps", steps);
      return this;
    }

    /** How many epochs the cycle has, together with {@link #stepsPerEpoch}. */
    public Options epochs(int count) {
      epochs = positive("epochs", count);
      return this;
    }

    /** How many steps an epoch has. */
    public Options stepsPerEpoch(int steps) {
      stepsPerEpoch = positive("steps_per_epoch", steps);
      return this;
    }

    /** Which share of the steps goes up; 0.3 unless set. */
    public Options pctStart(double share) {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException(
            "Expected float between 0 and 1 pct_start, but got " + NumberText.of(share));
      }
      pctStart = share;
      return this;
    }

    /** {@code "cos"}, which it is unless set, or {@code "linear"}. */
    public Options annealStrategy(String word) {
      if (!word.equals("cos") && !word.equals("linear")) {
        throw new IllegalArgumentException(
            "anneal_strategy must be one of 'cos' or 'linear', instead got " + word);
      }
      linear = word.equals("linear");
      return this;
    }

    /** Whether the momentum goes against the rate; true unless set. */
    public Options cycleMomentum(boolean wanted) {
      cycleMomentum = wanted;
      return this;
    }

    /** The momentum at the largest rate; 0.85 unless set. */
    public Options baseMomentum(double momentum) {
      baseMomentum = Setting.BETA1.checked(momentum);
      return this;
    }

    /** The momentum at the beginning and end; 0.95 unless set. */
    public Options maxMomentum(double momentum) {
      maxMomentum = Setting.BETA1.checked(momentum);
      return this;
    }

    /** By what the largest rate is divided for the first; 25 unless set. */
    public Options divFactor(double divisor) {
      divFactor = positive("div_factor", divisor);
      return this;
    }

    /** By what the first rate is divided for the last; 1e4 unless set. */
    public Options finalDivFactor(double divisor) {
      finalDivFactor = positive("final_div_factor", divisor);
      return this;
    }

    /** Whether the way down is like the way up, with a third phase to the last rate. */
    public Options threePhase(boolean wanted) {
      threePhase = wanted;
      return this;
    }
  }
}
