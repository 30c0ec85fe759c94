package io.tenon.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenon.Parameter;
import io.tenon.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What PyTorch's own tests of ParameterList ask for. */
final class ParameterListTest {
  private static Parameter made() {
    return new Parameter(Tensor.ones(2, 2));
  }

  private static void assertHolds(ParameterList list, List<Parameter> parameters) {
    assertThat(list.size()).isEqualTo(parameters.size());
    assertThat(new ArrayList<>(list)).isEqualTo(parameters);
    assertThat(list.parameters()).isEqualTo(parameters);
    List<String> names = new ArrayList<>(list.namedParameters().keySet());
    for (int i = 0; i < parameters.size(); i++) {
      assertThat(list.get(i)).isSameAs(parameters.get(i));
      assertThat(names.get(i)).isEqualTo(Integer.toString(i));
    }
  }

  @Test
  void doesWhatAListDoes() {
    List<Parameter> parameters = new ArrayList<>(List.of(made(), made()));
    ParameterList list = new ParameterList(parameters);
    assertHolds(list, parameters);
    parameters.add(made());
    list.append(parameters.get(2));
    parameters.add(made());
    list.add(parameters.get(3));
    assertHolds(list, parameters);
    List<Parameter> next = List.of(made(), made());
    parameters.addAll(next);
    list.extend(next);
    assertHolds(list, parameters);
    Parameter old = parameters.set(2, made());
    assertThat(list.set(2, parameters.get(2))).isSameAs(old);
    parameters.set(parameters.size() - 1, made());
    list.set(-1, parameters.get(parameters.size() - 1));
    assertHolds(list, parameters);
    int size = parameters.size();
    assertHolds(list.slice(1), parameters.subList(1, size));
    assertHolds(list.slice(3), parameters.subList(3, size));
    assertHolds(list.slice(0, -1), parameters.subList(0, size - 1));
    assertHolds(list.slice(0, -3), parameters.subList(0, size - 3));
    List<Parameter> reversed = new ArrayList<>(parameters);
    Collections.reverse(reversed);
    assertHolds(list.slice(-1, -size - 1, -1), reversed);
    assertThat(list.pop(1)).isSameAs(parameters.remove(1));
    list.subList(0, 2).clear();
    assertHolds(list, parameters.subList(2, size - 1));
    assertThatThrownBy(() -> list.get(9)).hasMessage("index 9 is out of range");
  }

  @Test
  void takesTheWeightsOfANetwork() {
    List<Parameter> parameters = new Sequential(new Linear(1, 2), new Linear(2, 3)).parameters();
    assertHolds(new ParameterList().extend(parameters), parameters);
  }

  @Test
  void tensorsBecomeWeights() {
    Tensor tensor = Tensor.ones(2, 2);
    ParameterList list = new ParameterList(tensor, made());
    list.append(tensor).insert(0, tensor).extend(List.of(tensor, made()));
    list.set(1, tensor);
    assertThat(list.parameters()).hasSize(6);
    tensor.fill_(7);
    assertThat(list.get(0).toArray()).containsOnly(7);
    assertThat(list.get(-2).requiresGrad()).isTrue();
    assertHolds(new ParameterList(list), List.copyOf(list));
    assertHolds(new ParameterList(), List.of());
  }

  @Test
  void isNotCalled() {
    assertThatThrownBy(() -> new ParameterList().call(Tensor.ones(1)))
        .hasMessage("ParameterList should not be called.");
  }

  @Test
  void itsWeightsAreStateByPath() {
    ParameterList list = new ParameterList(made(), made());
    Sequential net = new Sequential(list);
    assertThat(net.stateDict()).containsOnlyKeys("0.0", "0.1");
    net.loadStateDict(Map.of("0.0", Tensor.zeros(2, 2), "0.1", Tensor.zeros(2, 2)));
    assertThat(list.get(1).toArray()).containsOnly(0);
  }

  @Test
  void printsAsPyTorchDoes() {
    assertThat(new ParameterList()).hasToString("ParameterList()");
    Parameter weight = new Parameter(Tensor.zeros(3, 4));
    assertThat(new ParameterList(weight))
        .hasToString("ParameterList(  (0): Parameter containing: [torch.float32 of size 3x4])");
    assertThat(new ParameterList(Arrays.asList(weight, null, Tensor.zeros())))
        .hasToString(
            """
            ParameterList(
                (0): Parameter containing: [torch.float32 of size 3x4]
                (1): Object of type: NoneType
                (2): Parameter containing: [torch.float32 of size ]
            )""");
    ParameterList pair = new ParameterList(Tensor.zeros(2), Tensor.zeros(2));
    assertThat(new Sequential(pair))
        .hasToString(
            """
            Sequential(
              (0): ParameterList(
                  (0): Parameter containing: [torch.float32 of size 2]
                  (1): Parameter containing: [torch.float32 of size 2]
              )
            )""");
    Parameter labels = new Parameter(Tensor.of(new long[] {1, 2}, 2), false);
    assertThat(new ParameterList(labels).toString()).contains("[torch.int64 of size 2]");
  }
}
