package io.tenon.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenon.DType;
import io.tenon.Parameter;
import io.tenon.Shape;
import io.tenon.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which parameters a step changes and what it leaves alone. */
final class OptimizerStepsTest {
  private static Parameter parameter(float... values) {
    return new Parameter(Tensor.of(values, values.length));
  }

  private static Tensor ones(Parameter of) {
    return Tensor.ones(of.numel());
  }

  /** Compiled networks keep what they made of weights until the version says otherwise. */
  @Test
  void aStepIsSeenInTheVersion() {
    Parameter changed = parameter(1, 2);
    Parameter left = parameter(1);
    changed.setGrad(ones(changed));
    Optimizer optimizer = new SGD(List.of(changed, left), SGD.options(0.5));
    int before = changed.version();
    int leftBefore = left.version();
    optimizer.step();
    assertThat(changed.version()).isGreaterThan(before);
    assertThat(changed.toArray()).containsExactly(0.5f, 1.5f);
    assertThat(left.version()).isEqualTo(leftBefore);
  }

  /** Its first step is the first that has a gradient, not the optimizer's. */
  @Test
  void aParameterWithoutGradientIsSkippedAndKeepsNoState() {
    Parameter early = parameter(1);
    Parameter late = parameter(1);
    Optimizer optimizer = new Adam(List.of(early, late), Adam.options(0.1));
    early.setGrad(ones(early));
    optimizer.step();
    assertThat(optimizer.state(late)).isNull();
    assertThat(late.item()).isEqualTo(1);
    float first = early.item();
    early.setGrad(null);
    late.setGrad(ones(late));
    optimizer.step();
    assertThat(early.item()).isEqualTo(first);
    assertThat(late.item()).isEqualTo(first);
    assertThat(optimizer.state(early).step).isEqualTo(1);
    assertThat(optimizer.state(late).step).isEqualTo(1);
  }

  @Test
  void aStepWritesToTheArrayThatTheParameterShares() {
    float[] array = {1, 2, 3, 4};
    Tensor all = Tensor.of(array, 2, 2);
    Parameter row = new Parameter(Tensor.of(array, 4).view(2, 2));
    row.setGrad(Tensor.of(new float[] {0, 1, 0, 1}, 2, 2));
    new SGD(List.of(row), SGD.options(1)).step();
    assertThat(all.toArray()).containsExactly(1, 1, 3, 3);
  }

  @Test
  void aStepThatFailsChangesNothing() {
    Parameter fine = parameter(1);
    fine.setGrad(ones(fine));
    Parameter empty = new Parameter(Tensor.shapeOnly(Shape.of(2), DType.FLOAT32));
    empty.setGrad(Tensor.ones(2));
    Optimizer optimizer = new SGD(List.of(fine, empty), SGD.options(1).momentum(0.9));
    assertThatThrownBy(optimizer::step)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a shape-only tensor of shape [2] has no data");
    assertThat(fine.item()).isEqualTo(1);
    assertThat(optimizer.state(fine)).isNull();
  }

  @Test
  void gradientsAreForgottenOrFilledWithZeros() {
    Parameter with = parameter(1, 2);
    Parameter without = parameter(1);
    Optimizer optimizer = new SGD(List.of(with, without), SGD.options(1));
    Tensor gradient = ones(with);
    with.setGrad(gradient);
    optimizer.zeroGrad(false);
    assertThat(with.grad()).isSameAs(gradient);
    assertThat(gradient.toArray()).containsExactly(0, 0);
    assertThat(without.grad()).isNull();
    optimizer.zeroGrad();
    assertThat(with.grad()).isNull();
  }

  @Test
  void groupsTakeWhatTheyDoNotSetFromTheOptions() {
    Parameter weight = parameter(1);
    Parameter bias = parameter(1);
    Parameter late = parameter(1);
    Optimizer optimizer =
        new SGD(
            List.of(ParamGroup.of(List.of(weight)), ParamGroup.of(List.of(bias)).weightDecay(0)),
            SGD.options(0.5).weightDecay(1));
    optimizer.addParamGroup(ParamGroup.of(List.of(late)).lr(0.25));
    for (Parameter each : List.of(weight, bias, late)) {
      each.setGrad(ones(each));
    }
    optimizer.step();
    assertThat(weight.item()).isEqualTo(0);
    assertThat(bias.item()).isEqualTo(0.5f);
    assertThat(late.item()).isEqualTo(0.5f);
    optimizer.paramGroups().get(1).lr(2);
    optimizer.step();
    assertThat(bias.item()).isEqualTo(-1.5f);
    assertThat(optimizer.paramGroups()).extracting(ParamGroup::lr).containsExactly(0.5, 2.0, 0.25);
    assertThat(optimizer.paramGroups().get(1).parameters()).containsExactly(bias);
    assertThat(optimizer.paramGroups().get(1))
        .hasToString(
            "ParamGroup(1 parameters, lr=2.0, momentum=0.0, dampening=0.0, weight_decay=0.0,"
                + " nesterov=false, maximize=false)");
  }

  @Test
  void aGroupCanHaveOptionsOfItsOwn() {
    Parameter up = parameter(1);
    Parameter down = parameter(1);
    Optimizer optimizer =
        new SGD(
            List.of(
                ParamGroup.of(List.of(up), SGD.options(0.25).maximize(true)),
                ParamGroup.of(List.of(down))),
            SGD.options(0.5).weightDecay(1));
    up.setGrad(ones(up));
    down.setGrad(ones(down));
    optimizer.step();
    assertThat(up.item()).isEqualTo(1.25f);
    assertThat(down.item()).isEqualTo(0);
  }
}
