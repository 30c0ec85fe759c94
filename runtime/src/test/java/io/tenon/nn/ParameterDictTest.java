package io.tenon.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenon.Parameter;
import io.tenon.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** What PyTorch's own tests of ParameterDict ask for. */
final class ParameterDictTest {
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private ParameterDict dict;

  ParameterDictTest() {
    parameters.put("p1", made());
    parameters.put("p2", made());
    parameters.put("p3", made());
    dict = new ParameterDict(parameters);
  }

  private static Parameter made() {
    return new Parameter(Tensor.ones(3, 3));
  }

  private static Map<String, Parameter> made(String... names) {
    Map<String, Parameter> map = new LinkedHashMap<>();
    for (String name : names) {
      map.put(name, made());
    }
    return map;
  }

  private void assertHolds() {
    assertThat(dict.size()).isEqualTo(parameters.size());
    assertThat(entries(dict.namedParameters())).isEqualTo(entries(parameters));
    assertThat(entries(dict)).isEqualTo(entries(parameters));
    assertThat(new ArrayList<>(dict.keySet())).isEqualTo(new ArrayList<>(parameters.keySet()));
    assertThat(new ArrayList<>(dict.values())).isEqualTo(new ArrayList<>(parameters.values()));
    parameters.forEach((name, each) -> assertThat(dict.get(name)).isSameAs(each));
  }

  private static List<Map.Entry<String, Parameter>> entries(Map<String, Parameter> map) {
    return new ArrayList<>(map.entrySet());
  }

  @Test
  void doesWhatAMapDoes() {
    assertHolds();
    parameters.put("p4", made());
    dict.put("p4", parameters.get("p4"));
    assertHolds();
    Map<String, Parameter> next = made("p5", "p2");
    parameters.putAll(next);
    dict.update(next.entrySet());
    assertHolds();
    next = made("p6", "p5");
    parameters.putAll(next);
    dict.update(next);
    assertHolds();
    next = made("p10", "p9");
    parameters.putAll(next);
    dict.update(new ParameterDict(next));
    assertHolds();
    dict.remove("p3");
    parameters.remove("p3");
    assertThat(dict.pop("p4")).isSameAs(parameters.remove("p4"));
    assertHolds();
    dict.clear();
    parameters.clear();
    assertHolds();
  }

  @Test
  void aMapWithoutOrderIsTakenByName() {
    Map<String, Parameter> next = made("p7", "p8");
    parameters.putAll(next);
    dict.update(Map.of("p8", next.get("p8"), "p7", next.get("p7")));
    assertHolds();
  }

  @Test
  void copiesAreShallow() {
    ParameterDict copy = dict.copy();
    assertThat(entries(copy)).isEqualTo(entries(dict));
    dict.put("p20", made());
    copy.put("p21", made());
    assertThat(copy.containsKey("p20")).isFalse();
    assertThat(dict.containsKey("p21")).isFalse();
  }

  @Test
  void popitemTakesTheLast() {
    Parameter last = made();
    dict.put("p12", last);
    assertThat(dict.popitem()).isEqualTo(Map.entry("p12", last));
    assertHolds();
    assertThatThrownBy(() -> new ParameterDict().popitem())
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("popitem(): dictionary is empty");
  }

  @Test
  void setdefaultPutsWhatIsMissing() {
    Parameter p11 = made();
    assertThat(dict.setdefault("p11", p11)).isSameAs(p11);
    assertThat(dict.setdefault("p11", made())).isSameAs(p11);
    parameters.put("p11", p11);
    assertHolds();
    assertThat(dict.setdefault("p26")).isNull();
    assertThat(dict.containsKey("p26")).isTrue();
    assertThat(dict.parameters()).hasSize(4);
  }

  @Test
  void unionsTakeTheOthersValues() {
    Map<String, Parameter> others = made("p13", "p2", "p3");
    ParameterDict other = new ParameterDict(others);
    ParameterDict union = dict.or(other);
    assertHolds();
    parameters.putAll(others);
    assertThat(entries(union)).isEqualTo(entries(parameters));
    dict.update(other);
    assertHolds();
    dict.update(new ParameterDict());
    assertHolds();
    Map<String, Parameter> reversed = made("p23", "p24");
    assertThat(List.copyOf(new ParameterDict(reversed).or(dict).keySet()))
        .containsExactly("p23", "p24", "p1", "p2", "p3", "p13");
  }

  @Test
  void getHasADefault() {
    Parameter other = made();
    assertThat(dict.get("p18")).isNull();
    assertThat(dict.getOrDefault("p18", other)).isSameAs(other);
    assertThat(dict.getOrDefault("p1", other)).isSameAs(parameters.get("p1"));
  }

  @Test
  void fromkeysPutsOneValueUnderAllNames() {
    ParameterDict none = dict.fromkeys(List.of("p19", "p20"));
    assertThat(List.copyOf(none.keySet())).containsExactly("p19", "p20");
    assertThat(none.get("p19")).isNull();
    Parameter one = made();
    ParameterDict same = dict.fromkeys(List.of("p19", "p20"), one);
    assertThat(same.get("p19")).isSameAs(one);
    assertThat(same.get("p20")).isSameAs(one);
    assertHolds();
  }

  @Test
  void tensorsBecomeWeights() {
    Tensor tensor = Tensor.ones(2, 2);
    dict.put("p21", tensor);
    dict.update(Map.of("p22", tensor));
    dict.update(List.of(Map.entry("p23", tensor)));
    tensor.fill_(3);
    for (String name : List.of("p21", "p22", "p23")) {
      assertThat(dict.get(name).toArray()).containsOnly(3);
    }
    assertThat(dict.parameters()).hasSize(6);
  }

  @Test
  void namesThatAreNoneAreRefused() {
    assertThatThrownBy(() -> dict.put("a.b", made()))
        .hasMessage("parameter name can't contain \".\"");
    assertThatThrownBy(() -> dict.update(made("new", "")))
        .hasMessage("parameter name can't be empty string \"\"");
    assertThatThrownBy(() -> dict.put(null, made()))
        .hasMessage("parameter name should be a string. Got null");
    assertThatThrownBy(() -> dict.pop("x"))
        .hasMessage("'ParameterDict' object has no attribute 'x'");
    assertHolds();
  }

  @Test
  void isNotCalled() {
    assertThatThrownBy(() -> dict.call(Tensor.ones(1)))
        .hasMessage("ParameterDict should not be called.");
  }

  @Test
  void printsAsPyTorchDoes() {
    ParameterDict some = new ParameterDict();
    assertThat(some).hasToString("ParameterDict()");
    some.put("a", Tensor.zeros(3, 4));
    assertThat(some)
        .hasToString("ParameterDict(  (a): Parameter containing: [torch.FloatTensor of size 3x4])");
    some.put("n", null);
    some.put("b", Tensor.zeros(2));
    assertThat(some)
        .hasToString(
            """
            ParameterDict(
                (a): Parameter containing: [torch.FloatTensor of size 3x4]
                (n): Object of type: NoneType
                (b): Parameter containing: [torch.FloatTensor of size 2]
            )""");
  }
}
