package io.tenon.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.tenon.Parameter;
import io.tenon.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each schedule gives the rates PyTorch's gives. */
final class SchedulesTest {
  private static final double TOLERANCE = 1e-12; // of the rate

  static Stream<Arguments> schedules() throws IOException {
    return OptimizerOf.cases("schedule_")
        .map(row -> Arguments.of(row.get("name").getAsString(), row));
  }

  /** A case that were left out would be a test that can't fail. */
  @Test
  void allCasesAreThere() throws IOException {
    assertThat(schedules()).hasSize(8);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("schedules")
  void ratesArePyTorchs(String name, JsonObject row) {
    Optimizer optimizer = sgd(row.get("base_lr").getAsDouble());
    LRScheduler schedule = named(name, optimizer);
    JsonArray rates = row.getAsJsonArray("lr");
    for (int step = 0; step < rates.size(); step++) {
      double expected = rates.get(step).getAsDouble();
      assertThat(optimizer.paramGroups().get(0).lr())
          .as("step %d", step)
          .isCloseTo(expected, within(TOLERANCE * expected));
      assertThat(schedule.getLastLr()).containsExactly(optimizer.paramGroups().get(0).lr());
      assertThat(schedule.lastEpoch()).isEqualTo(step);
      optimizer.step();
      schedule.step();
    }
  }

  /** PyTorch 1.13's numbers for what the vectors leave out. */
  @Test
  void aCycleMovesTheMomentumAgainstTheRate() {
    Optimizer optimizer = sgd(0.1);
    OneCycleLR schedule = new OneCycleLR(optimizer, 1, OneCycleLR.options().totalSteps(7));
    double[] rates = {
      0.040000000000000036,
      0.9805566273349586,
      0.9190443762697106,
      0.6726838364805451,
      0.35773877573965707,
      0.0992967918932656,
      4e-06
    };
    double[] momenta = {
      0.95,
      0.8520253513192751,
      0.858095594755408,
      0.8827317472789346,
      0.9142263793315516,
      0.9400706810933978,
      0.95
    };
    ParamGroup group = optimizer.paramGroups().get(0);
    for (int step = 0; step < rates.length; step++) {
      assertRate(group.lr(), rates[step]);
      assertRate(group.momentum(), momenta[step]);
      schedule.step();
    }
    assertThatThrownBy(schedule::step)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Tried to step 8 times. The specified number of total steps is 7");
    assertThat(schedule.lastEpoch()).isEqualTo(7);
  }

  @Test
  void aCycleMovesAdamsFirstBetaInThreeStraightPhases() {
    Optimizer optimizer = new Adam(List.of(new Parameter(Tensor.zeros(1))), Adam.options(0.1));
    OneCycleLR.Options options =
        OneCycleLR.options()
            .epochs(2)
            .stepsPerEpoch(4)
            .pctStart(0.4)
            .threePhase(true)
            .annealStrategy("linear")
            .divFactor(10)
            .finalDivFactor(100)
            .baseMomentum(0.8)
            .maxMomentum(0.9);
    OneCycleLR schedule = new OneCycleLR(optimizer, 0.5, options);
    double[] rates = {
      0.05,
      0.2545454545454545,
      0.45909090909090905,
      0.3363636363636364,
      0.1318181818181819,
      0.038576923076923085,
      0.019538461538461543
    };
    double[] betas = {
      0.9, 0.8545454545454546, 0.8090909090909091, 0.8363636363636364, 0.8818181818181818, 0.9, 0.9
    };
    ParamGroup group = optimizer.paramGroups().get(0);
    for (int step = 0; step < rates.length; step++) {
      assertRate(group.lr(), rates[step]);
      assertRate(group.betas().get(0), betas[step]);
      assertThat(group.betas().get(1)).isEqualTo(0.999);
      schedule.step();
    }
  }

  @Test
  void schedulesOnOneOptimizerMultiply() {
    Optimizer optimizer = sgd(0.4);
    LRScheduler warmUp = new LinearLR(optimizer, 0.25, 1, 3);
    LRScheduler decay = new ExponentialLR(optimizer, 0.5);
    for (double rate : new double[] {0.1, 0.1, 0.07500000000000001, 0.05, 0.025}) {
      assertRate(optimizer.paramGroups().get(0).lr(), rate);
      warmUp.step();
      decay.step();
    }
  }

  @Test
  void aMilestoneThatIsThereTwiceCountsTwice() {
    Optimizer optimizer = sgd(0.4);
    LRScheduler schedule = new MultiStepLR(optimizer, List.of(3, 1, 3), 0.1);
    for (double rate : new double[] {0.4, 0.04, 0.04, 0.0004, 0.0004}) {
      assertRate(optimizer.paramGroups().get(0).lr(), rate);
      schedule.step();
    }
  }

  @Test
  void restartsCanBeEvenAndEndAboveZero() {
    Optimizer optimizer = sgd(0.4);
    LRScheduler schedule = new CosineAnnealingWarmRestarts(optimizer, 2, 1, 0.1);
    for (double rate : new double[] {0.4, 0.25, 0.4, 0.25, 0.4}) {
      assertRate(optimizer.paramGroups().get(0).lr(), rate);
      schedule.step();
    }
  }

  @Test
  void eachGroupGoesFromItsOwnRate() {
    ParamGroup first = ParamGroup.of(List.of(new Parameter(Tensor.zeros(1))));
    ParamGroup second = ParamGroup.of(List.of(new Parameter(Tensor.zeros(1)))).lr(0.2);
    ParamGroup late = ParamGroup.of(List.of(new Parameter(Tensor.zeros(1)))).lr(0.8);
    Optimizer optimizer = new SGD(List.of(first, second), SGD.options(0.4));
    LRScheduler schedule = new StepLR(optimizer, 1, 0.5);
    schedule.step();
    optimizer.addParamGroup(late);
    schedule.step();
    assertThat(schedule.getLastLr()).containsExactly(0.1, 0.05, 0.4);
    assertThat(second.lr()).isEqualTo(0.05);
  }

  private static void assertRate(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(TOLERANCE * expected));
  }

  private static SGD sgd(double lr) {
    return new SGD(List.of(new Parameter(Tensor.zeros(1))), SGD.options(lr).momentum(0.9));
  }

  private static LRScheduler named(String name, Optimizer optimizer) {
    return switch (name) {
      case "schedule_step" -> new StepLR(optimizer, 3, 0.5);
      case "schedule_multi_step" -> new MultiStepLR(optimizer, List.of(2, 5, 6), 0.3);
      case "schedule_exponential" -> new ExponentialLR(optimizer, 0.8);
      case "schedule_cosine" -> new CosineAnnealingLR(optimizer, 7, 0.01);
      case "schedule_cosine_warm_restarts" -> new CosineAnnealingWarmRestarts(optimizer, 3, 2);
      case "schedule_one_cycle" ->
          new OneCycleLR(optimizer, 1.0, OneCycleLR.options().totalSteps(16));
      case "schedule_linear" -> new LinearLR(optimizer, 0.25, 1.0, 6);
      case "schedule_polynomial" -> new PolynomialLR(optimizer, 8, 2.0);
      default -> throw new IllegalArgumentException(name);
    };
  }
}
