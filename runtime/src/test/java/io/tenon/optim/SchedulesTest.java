package io.tenon.optim;

import static org.assertj.core.api.Assertions.assertThat;
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
