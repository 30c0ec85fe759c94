package io.tenon.optim;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenon.Parameter;
import io.tenon.Tensor;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Options that PyTorch's vectors leave out: three steps from [1.5, -0.5], as PyTorch 1.13 goes. */
final class OptimizerOptionsTest {
  private static Arguments row(
      String name, Function<List<Parameter>, Optimizer> make, double first, double second) {
    return Arguments.of(name, make, new float[] {(float) first, (float) second});
  }

  static Stream<Arguments> rows() {
    return Stream.of(
        row(
            "SGD, nesterov",
            p ->
                new SGD(
                    p,
                    SGD.options(0.1).momentum(0.9).weightDecay(0.1).nesterov(true).maximize(true)),
            1.6713286638259888,
            -0.16433754563331604),
        row(
            "SGD",
            p -> new SGD(p, SGD.options(0.1).weightDecay(0.1).maximize(true)),
            1.579703450202942,
            -0.3351595401763916),
        row(
            "Adam",
            p -> new Adam(p, Adam.options(0.1).betas(0.8, 0.95).eps(1e-3).maximize(true)),
            1.6892799139022827,
            -0.512706458568573),
        row(
            "AdamW",
            p -> new AdamW(p, AdamW.options(0.1).weightDecay(0.5).amsgrad(true).maximize(true)),
            1.4674255847930908,
            -0.4425925016403198),
        row(
            "RMSprop",
            p ->
                new RMSprop(
                    p,
                    RMSprop.options(0.1)
                        .alpha(0.8)
                        .eps(1e-2)
                        .weightDecay(0.1)
                        .momentum(0.5)
                        .maximize(true)),
            1.8001832962036133,
            -0.5152603983879089),
        row(
            "Adagrad",
            p ->
                new Adagrad(
                    p,
                    Adagrad.options(0.1)
                        .weightDecay(0.1)
                        .initialAccumulatorValue(0.5)
                        .eps(1e-2)
                        .maximize(true)),
            1.5673552751541138,
            -0.47078853845596313),
        row(
            "NAdam",
            p ->
                new NAdam(
                    p,
                    NAdam.options(0.1)
                        .betas(0.8, 0.95)
                        .weightDecay(0.1)
                        .momentumDecay(0.1)
                        .eps(1e-3)),
            1.2914973497390747,
            -0.5159743428230286),
        row(
            "RAdam",
            p -> new RAdam(p, RAdam.options(0.1).betas(0.8, 0.999).weightDecay(0.1).eps(1e-3)),
            1.351699709892273,
            -0.5126055479049683),
        row(
            "Adadelta",
            p ->
                new Adadelta(
                    p, Adadelta.options(0.5).rho(0.7).eps(1e-2).weightDecay(0.1).maximize(true)),
            1.6171830892562866,
            -0.42328083515167236),
        row(
            "Adamax",
            p ->
                new Adamax(
                    p,
                    Adamax.options(0.1).betas(0.8, 0.9).eps(1e-2).weightDecay(0.1).maximize(true)),
            1.6155623197555542,
            -0.528950572013855));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void stepsArePyTorchs(String name, Function<List<Parameter>, Optimizer> make, float[] expected) {
    Parameter p = new Parameter(Tensor.of(new float[] {1.5f, -0.5f}, 2));
    Optimizer optimizer = make.apply(List.of(p));
    for (float[] gradient : new float[][] {{0.5f, -1}, {-0.25f, 2}, {1, 0.5f}}) {
      p.setGrad(Tensor.of(gradient, 2));
      optimizer.step();
    }
    OptimizersTest.assertClose(name, p, Tensor.of(expected, 2));
  }

  /** Decoupled decay is a shrinking before the step without decay. */
  @Test
  void decayCanBeDecoupled() {
    assertDecoupled(
        p -> new NAdam(p, NAdam.options(0.1).weightDecay(0.5).decoupledWeightDecay(true)),
        p -> new NAdam(p, NAdam.options(0.1)));
    assertDecoupled(
        p -> new RAdam(p, RAdam.options(0.1).weightDecay(0.5).decoupledWeightDecay(true)),
        p -> new RAdam(p, RAdam.options(0.1)));
  }

  private static void assertDecoupled(
      Function<List<Parameter>, Optimizer> decaying, Function<List<Parameter>, Optimizer> plain) {
    Parameter decayed = new Parameter(Tensor.of(new float[] {2}, 1));
    Parameter shrunk = new Parameter(Tensor.of(new float[] {2 * (float) (1 - 0.1 * 0.5)}, 1));
    decayed.setGrad(Tensor.of(new float[] {0.25f}, 1));
    shrunk.setGrad(decayed.grad());
    decaying.apply(List.of(decayed)).step();
    plain.apply(List.of(shrunk)).step();
    assertThat(decayed.toArray()).isEqualTo(shrunk.toArray());
  }
}
