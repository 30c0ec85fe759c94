package io.tenon.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.io.SafeTensors;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each optimizer makes of parameters and gradients what PyTorch's does, step by step. */
final class OptimizersTest {
  private static final double TOLERANCE = 1e-5; // of the largest element

  static Stream<Arguments> optimizers() throws IOException {
    return OptimizerOf.cases("optim_").map(row -> Arguments.of(row.get("name").getAsString(), row));
  }

  /** A case that were left out would be a test that can't fail. */
  @Test
  void allCasesAreThere() throws IOException {
    assertThat(optimizers()).hasSize(13);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("optimizers")
  void stepsArePyTorchs(String name, JsonObject row) throws IOException {
    Map<String, Tensor> vectors =
        SafeTensors.read(OptimizerOf.VECTORS.resolve(row.get("file").getAsString()));
    Parameter p = new Parameter(vectors.get("p.0").copy());
    Parameter q = new Parameter(vectors.get("q.0").copy());
    double secondLr = row.get("second_group_lr").getAsDouble();
    Optimizer optimizer =
        OptimizerOf.described(
            row, List.of(ParamGroup.of(List.of(p)), ParamGroup.of(List.of(q)).lr(secondLr)));
    for (int step = 1; step <= row.get("steps").getAsInt(); step++) {
      p.setGrad(vectors.get("gp." + step));
      q.setGrad(vectors.get("gq." + step));
      optimizer.step();
      assertClose("p." + step, p, vectors.get("p." + step));
      assertClose("q." + step, q, vectors.get("q." + step));
    }
  }

  static void assertClose(String what, Tensor actual, Tensor expected) {
    float[] values = actual.toArray();
    float[] wanted = expected.toArray();
    assertThat(values).as(what).hasSameSizeAs(wanted);
    float largest = 0;
    for (float value : wanted) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < wanted.length; i++) {
      assertThat((double) values[i])
          .as("%s, element %d", what, i)
          .isCloseTo(wanted[i], within(TOLERANCE * largest));
    }
  }
}
