package io.tenon.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenon.Parameter;
import io.tenon.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What optimizers and schedules say to wrong arguments, in PyTorch's words. */
final class OptimizerArgumentsTest {
  private static final Parameter P = new Parameter(Tensor.zeros(1));

  private static Arguments row(String message, ThrowingCallable call) {
    return Arguments.of(message, call);
  }

  private static ParamGroup group() {
    return ParamGroup.of(List.of(P));
  }

  private static SGD sgd() {
    return new SGD(List.of(P), SGD.options());
  }

  private static OneCycleLR.Options cycle() {
    return OneCycleLR.options();
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        row("Invalid learning rate: -1.0", () -> SGD.options(-1)),
        row("Invalid learning rate: NaN", () -> Adam.options(Double.NaN)),
        row("Invalid learning rate: -1.0", () -> group().lr(-1)),
        row("Invalid momentum value: -0.5", () -> SGD.options().momentum(-0.5)),
        row("Invalid momentum value: -0.5", () -> RMSprop.options().momentum(-0.5)),
        row("Invalid weight_decay value: -1.0", () -> AdamW.options().weightDecay(-1)),
        row("Invalid beta parameter at index 0: 1.0", () -> Adam.options().betas(1, 0.9)),
        row("Invalid beta parameter at index 1: 1.5", () -> NAdam.options().betas(0.9, 1.5)),
        row("Invalid beta parameter at index 1: -0.5", () -> group().betas(0.9, -0.5)),
        row("Invalid epsilon value: -1.0", () -> RAdam.options().eps(-1)),
        row("Invalid epsilon value: -1.0", () -> Adagrad.options().eps(-1)),
        row("Invalid alpha value: -1.0", () -> RMSprop.options().alpha(-1)),
        row("Invalid rho value: 1.5", () -> Adadelta.options().rho(1.5)),
        row("Invalid lr_decay value: -1.0", () -> Adagrad.options().lrDecay(-1)),
        row(
            "Invalid initial_accumulator_value value: -1.0",
            () -> Adagrad.options().initialAccumulatorValue(-1)),
        row("Invalid momentum_decay value: -1.0", () -> NAdam.options().momentumDecay(-1)),
        row(
            "Nesterov momentum requires a momentum and zero dampening",
            () -> new SGD(List.of(P), SGD.options().nesterov(true))),
        row(
            "Nesterov momentum requires a momentum and zero dampening",
            () -> new SGD(List.of(P), SGD.options().momentum(0.9).dampening(0.1).nesterov(true))),
        row(
            "Nesterov momentum requires a momentum and zero dampening",
            () ->
                new SGD(List.of(group().momentum(0)), SGD.options().momentum(0.9).nesterov(true))),
        row(
            "optimizer got an empty parameter list",
            () -> new SGD(List.<Parameter>of(), SGD.options())),
        row(
            "optimizer got an empty parameter list",
            () -> new Adam(List.<ParamGroup>of(), Adam.options())),
        row(
            "some parameters appear in more than one parameter group",
            () -> new SGD(List.of(group(), group()), SGD.options())),
        row(
            "some parameters appear in more than one parameter group",
            () -> sgd().addParamGroup(group())),
        row(
            "optimizer contains a parameter group with duplicate parameters: number 1 was there"
                + " before. Fix: list each parameter once",
            () -> new SGD(List.of(P, P), SGD.options())),
        row(
            "a parameter group belongs to one optimizer, and this one has been given to one before."
                + " Fix: make another of its parameters()",
            () -> new Adam(sgd().paramGroups(), Adam.options())),
        row(
            "SGD has no eps. Fix: don't set it in this group",
            () -> new SGD(List.of(group().eps(1)), SGD.options())),
        row(
            "SGD has no betas. Fix: don't set it in this group",
            () -> sgd().paramGroups().get(0).betas(0.5, 0.5)),
        row(
            "SGD has no betas. Fix: don't set it in this group",
            () -> new SGD(List.of(ParamGroup.of(List.of(P), Adam.options())), SGD.options())),
        row("SGD has no betas", () -> sgd().paramGroups().get(0).betas()),
        row("this group sets no lr, and no optimizer filled it in yet", () -> group().lr()),
        row("Expected positive integer step_size, but got 0", () -> new StepLR(sgd(), 0)),
        row("Expected positive integer T_max, but got 0", () -> new CosineAnnealingLR(sgd(), 0)),
        row(
            "Expected positive integer T_0, but got -1",
            () -> new CosineAnnealingWarmRestarts(sgd(), -1)),
        row(
            "Expected integer T_mult >= 1, but got 0",
            () -> new CosineAnnealingWarmRestarts(sgd(), 2, 0)),
        row(
            "Starting multiplicative factor expected to be greater than 0 and less or equal to 1.",
            () -> new LinearLR(sgd(), 0, 1, 5)),
        row(
            "Ending multiplicative factor expected to be between 0 and 1.",
            () -> new LinearLR(sgd(), 1, 1.5, 5)),
        row("Expected positive integer total_iters, but got 0", () -> new LinearLR(sgd(), 1, 1, 0)),
        row(
            "Expected positive integer total_iters, but got 0",
            () -> new PolynomialLR(sgd(), 0, 1)),
        row(
            "You must define either total_steps OR (epochs AND steps_per_epoch)",
            () -> new OneCycleLR(sgd(), 1, cycle().epochs(3))),
        row("Expected positive integer total_steps, but got 0", () -> cycle().totalSteps(0)),
        row("Expected positive integer epochs, but got 0", () -> cycle().epochs(0)),
        row("Expected positive integer steps_per_epoch, but got 0", () -> cycle().stepsPerEpoch(0)),
        row("Expected float between 0 and 1 pct_start, but got 1.5", () -> cycle().pctStart(1.5)),
        row(
            "anneal_strategy must be one of 'cos' or 'linear', instead got sin",
            () -> cycle().annealStrategy("sin")),
        row("Expected positive div_factor, but got 0.0", () -> cycle().divFactor(0)),
        row("Expected positive final_div_factor, but got 0.0", () -> cycle().finalDivFactor(0)),
        row(
            "expected 1 values for max_lr, got 2",
            () -> new OneCycleLR(sgd(), List.of(1.0, 2.0), cycle().totalSteps(9))),
        row(
            "optimizer must support momentum with `cycle_momentum` option enabled",
            () ->
                new OneCycleLR(
                    new Adagrad(List.of(P), Adagrad.options()), 1, cycle().totalSteps(9))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void isRefused(String message, ThrowingCallable call) {
    assertThatThrownBy(call).hasMessage(message);
  }

  /** The defaults of PyTorch's signatures. */
  @Test
  void defaultsArePyTorchs() {
    assertThat(sgd())
        .hasToString(
            "SGD [ParamGroup(1 parameters, lr=0.001, momentum=0.0, dampening=0.0,"
                + " weight_decay=0.0, nesterov=false, maximize=false)]");
    assertThat(new Adam(List.of(P), Adam.options()))
        .hasToString(
            "Adam [ParamGroup(1 parameters, lr=0.001, weight_decay=0.0, betas=(0.9, 0.999),"
                + " eps=1.0E-8, amsgrad=false, maximize=false)]");
    assertThat(new AdamW(List.of(P), AdamW.options()).paramGroups().get(0))
        .satisfies(
            group -> {
              assertThat(group.lr()).isEqualTo(1e-3);
              assertThat(group.weightDecay()).isEqualTo(1e-2);
              assertThat(group.betas()).containsExactly(0.9, 0.999);
              assertThat(group.eps()).isEqualTo(1e-8);
            });
  }

  @Test
  void aRefusedChangeLeavesAllAsItWas() {
    SGD optimizer = new SGD(List.of(P), SGD.options().momentum(0.9).nesterov(true));
    ParamGroup group = optimizer.paramGroups().get(0);
    assertThatThrownBy(() -> group.momentum(0)).hasMessageStartingWith("Nesterov momentum");
    assertThat(group.momentum()).isEqualTo(0.9);
    ParamGroup fresh = ParamGroup.of(List.of(new Parameter(Tensor.zeros(1))));
    assertThatThrownBy(() -> new SGD(List.of(fresh, group), SGD.options()))
        .hasMessageStartingWith("a parameter group belongs to one optimizer");
    optimizer.addParamGroup(fresh);
    assertThat(optimizer.paramGroups()).containsExactly(group, fresh);
    assertThatThrownBy(() -> new StepLR(optimizer, 0)).hasMessageContaining("step_size");
    group.lr(0.5);
    assertThat(new CosineAnnealingWarmRestarts(optimizer, 4).getLastLr())
        .containsExactly(0.5, 0.001);
  }
}
