package io.tenon.nn.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenon.DType;
import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;
import io.tenon.nn.ParameterDict;
import io.tenon.nn.ParameterList;
import io.tenon.nn.Sequential;
import io.tenon.nn.conformance.Nets.EmptyModule;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a module does with all of its parameters at once, and how it prints. */
final class ModeTest {
  @Test
  void requiresGradIsSetForParametersOnly() {
    Sequential net = Nets.dummyNetTwice();
    assertThat(net.parameters()).isNotEmpty().allMatch(Parameter::requiresGrad);
    for (boolean required : new boolean[] {false, true}) {
      assertThat(net.requiresGrad_(required)).isSameAs(net);
      assertThat(net.parameters()).allMatch(parameter -> parameter.requiresGrad() == required);
      assertThat(net.buffers()).isNotEmpty().noneMatch(Parameter.class::isInstance);
    }
  }

  @Test
  void toConvertsAndReturnsTheModule() {
    Linear layer = new Linear(3, 5);
    Parameter weight = layer.weight;
    assertThat(layer.to(DType.FLOAT32)).isSameAs(layer);
    assertThat(layer.weight).isSameAs(weight);
    assertThat(weight.dtype()).isEqualTo(DType.FLOAT32);
  }

  @Test
  void toRefusesIntegers() {
    Sequential net = new Sequential(new Linear(3, 3));
    assertThatThrownBy(() -> net.to(DType.INT64))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "nn.Module.to only accepts floating point or complex dtypes, but got desired"
                + " dtype=torch.int64");
  }

  @Test
  void conversionLeavesIntegersAlone() {
    EmptyModule net = new EmptyModule();
    Linear shared = new Linear(10, 20);
    net.registerModule("l", shared);
    net.registerModule("l2", shared);
    net.registerModule("empty", null);
    net.registerBuffer("indices", Tensor.of(new long[] {7}, 1));
    net.to(DType.FLOAT32);
    assertThat(net.getBuffer("indices").dtype()).isEqualTo(DType.INT64);
    assertThat(net.getBuffer("indices").toLongArray()).containsExactly(7);
    assertThat(net.getParameter("l2.weight")).isSameAs(shared.weight);
  }

  @Test
  void zeroGradDropsOrFills() {
    Linear layer = new Linear(5, 5);
    layer.requiresGrad_(false);
    layer.zeroGrad();
    layer.weight.requiresGrad_(true);
    layer.zeroGrad();
    assertThat(layer.weight.grad()).isNull();
    layer.weight.setGrad(Tensor.ones(5, 5));
    layer.zeroGrad(false);
    assertThat(layer.weight.grad().toArray()).containsOnly(0);
    assertThat(layer.bias.grad()).isNull();
    layer.bias.setGrad(Tensor.ones(5));
    layer.zeroGrad();
    assertThat(layer.weight.grad()).isNull();
    assertThat(layer.bias.grad()).isNull();
  }

  @Test
  void containersOfParametersHaveModes() {
    ParameterList list = new ParameterList(Nets.parameter(2), Nets.parameter(2));
    ParameterDict dict = new ParameterDict(Map.of("a", Nets.parameter(2)));
    for (NnModule container : new NnModule[] {list, dict}) {
      assertThat(container.training()).isTrue();
      assertThat(container.eval().training()).isFalse();
      assertThat(container.train().training()).isTrue();
    }
    assertThat(list.parameters()).hasSize(2);
    assertThat(dict.parameters()).hasSize(1);
  }

  @Test
  void textOfAModule() {
    Linear layer = new Linear(1, 1);
    assertThat(new Sequential()).hasToString("Sequential()");
    assertThat(layer).hasToString("Linear(in_features=1, out_features=1, bias=True)");
    assertThat(new Sequential(layer))
        .hasToString("Sequential(\n  (0): Linear(in_features=1, out_features=1, bias=True)\n)");
  }
}
