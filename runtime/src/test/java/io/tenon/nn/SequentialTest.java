package io.tenon.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenon.ShapeError;
import io.tenon.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** What PyTorch's own tests of Sequential ask for, and {@link List}'s contract. */
final class SequentialTest {
  private final Linear l1 = new Linear(10, 20);
  private final Linear l2 = new Linear(20, 30);
  private final Linear l3 = new Linear(30, 40);
  private final Linear l4 = new Linear(40, 50);

  private static void assertHolds(Sequential n, NnModule... modules) {
    assertThat(List.copyOf(n)).containsExactly(modules);
    assertThat(n.size()).isEqualTo(modules.length);
    for (int i = 0; i < modules.length; i++) {
      assertThat(n.get(i)).isSameAs(modules[i]);
      assertThat(n.get(i - modules.length)).isSameAs(modules[i]);
      assertThat(n.get(Integer.toString(i))).isSameAs(modules[i]);
    }
  }

  private Sequential named() {
    Map<String, NnModule> map = new LinkedHashMap<>();
    map.put("linear1", l1);
    map.put("linear2", l2);
    map.put("linear3", l3);
    return new Sequential(map);
  }

  @Test
  void positionsAndSlicesGiveModules() {
    Sequential n = new Sequential(l1, l2, l3, l4);
    assertHolds(n, l1, l2, l3, l4);
    assertThat(List.copyOf(n.slice(1))).containsExactly(l2, l3, l4);
    assertThat(List.copyOf(n.slice(3))).containsExactly(l4);
    assertHolds(n.slice(0, -1), l1, l2, l3);
    assertHolds(n.slice(0, -3), l1);
    assertThat(List.copyOf(n.slice(-1, -n.size() - 1, -1))).containsExactly(l4, l3, l2, l1);
    assertThat(n.slice(2, 2)).isEmpty();
    assertThatThrownBy(() -> n.get(4)).hasMessage("index 4 is out of range");
    assertThatThrownBy(() -> n.get(-5)).hasMessage("index -5 is out of range");
    assertThatThrownBy(() -> n.slice(0, 2, 0)).hasMessage("slice step cannot be zero");
  }

  @Test
  void slicesKeepNames() {
    Sequential middle = named().slice(1, 3);
    assertThat(middle.namedChildren()).containsOnlyKeys("linear2", "linear3");
    assertThat(middle.get("linear2")).isSameAs(l2);
  }

  @Test
  void setReplaces() {
    Sequential n = new Sequential(l1, l2, l3);
    assertThat(n.set(0, l4)).isSameAs(l1);
    n.set(-1, l4);
    n.set(1, l1);
    assertHolds(n, l4, l1, l4);
    assertThatThrownBy(() -> n.set(3, l1)).hasMessage("index 3 is out of range");
  }

  @Test
  void setKeepsTheName() {
    Sequential n = named();
    n.set(0, l4);
    n.set(-1, l4);
    assertThat(n.get("linear1")).isSameAs(l4);
    assertThat(n.get("linear3")).isSameAs(l4);
    assertThatThrownBy(() -> n.get("linear4"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("'Sequential' object has no attribute 'linear4'");
  }

  @Test
  void removingNumbersAnew() {
    Sequential n = new Sequential(l1, l2, l3, l4);
    assertThat(n.remove(-1)).isSameAs(l4);
    assertHolds(n, l1, l2, l3);
    n.removeRange(1, n.size(), 2);
    assertHolds(n, l1, l3);
    Sequential other = named();
    other.removeRange(0, 1);
    assertHolds(other, l2, l3);
  }

  @Test
  void removeTellsPositionsFromModules() {
    Sequential n = new Sequential(l1, l2, l3, l4);
    assertThat(n.remove(l2)).isTrue();
    assertThat(n.remove(l2)).isFalse();
    assertThat(n.remove(0)).isSameAs(l1);
    assertHolds(n, l3, l4);
  }

  @Test
  void plusJoins() {
    Sequential n = new Sequential(l1, l2);
    assertHolds(n.plus(new Sequential(l3, l4)), l1, l2, l3, l4);
    assertHolds(n, l1, l2);
    assertHolds(named().plus(n), l1, l2, l3, l1, l2);
  }

  @Test
  void extendTakesAnotherAndItself() {
    Sequential n = new Sequential(l1, l2, l3);
    Sequential n2 = new Sequential(l4);
    n.extend(n2);
    n2.extend(n);
    assertHolds(n, l1, l2, l3, l4);
    assertHolds(n2, l4, l1, l2, l3, l4);
    Sequential twice = new Sequential(l1);
    assertHolds(twice.extend(twice), l1, l1);
    assertHolds(new Sequential(l1, l2).extend(List.of(l3, l4)), l1, l2, l3, l4);
  }

  @Test
  void timesRepeats() {
    Sequential n = new Sequential(l1, l2);
    assertHolds(n.times(2), l1, l2, l1, l2);
    assertHolds(n.times(1), l1, l2);
    assertHolds(n, l1, l2);
    assertThat(n.times_(2)).isSameAs(n);
    assertHolds(n, l1, l2, l1, l2);
    n.times_(2);
    assertHolds(n, l1, l2, l1, l2, l1, l2, l1, l2);
    assertThatThrownBy(() -> n.times(0))
        .hasMessage("Non-positive multiplication factor 0 for class io.tenon.nn.Sequential");
    assertThatThrownBy(() -> n.times_(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void appendChains() {
    Sequential n = new Sequential(l1, l2, l3);
    assertThat(n.append(l4)).isSameAs(n);
    assertHolds(n, l1, l2, l3, l4);
    assertHolds(new Sequential(l1).append(l2).append(l4), l1, l2, l4);
    assertThat(named().append(l4).namedChildren())
        .containsOnlyKeys("linear1", "linear2", "linear3", "3");
  }

  @Test
  void aNumberThatIsTakenIsRefused() {
    Sequential n = new Sequential(new LinkedHashMap<>(Map.of("1", l1)));
    assertThatThrownBy(() -> n.addAll(List.of(l2, l3)))
        .hasMessageStartingWith("attribute '1' already exists. Fix: ");
    assertThat(List.copyOf(n)).containsExactly(l1);
    assertHolds(new Sequential().extend(n).append(l2), l1, l2);
  }

  @Test
  void popRemovesAndReturns() {
    Sequential n = new Sequential(l1, l2, l3, l4);
    assertThat(n.pop(3)).isSameAs(l4);
    assertHolds(n, l1, l2, l3);
    assertThat(n.pop(-3)).isSameAs(l1);
    assertThat(n.pop()).isSameAs(l3);
    assertHolds(n, l2);
    assertThatThrownBy(() -> new Sequential().pop()).hasMessage("index -1 is out of range");
  }

  @Test
  void insertCountsFromBothEnds() {
    Sequential n = new Sequential(l1, l2, l3);
    assertHolds(n.insert(1, l4), l1, l4, l2, l3);
    assertHolds(new Sequential(l1, l2, l3).insert(-2, l4), l1, l4, l2, l3);
    assertHolds(new Sequential(l1).insert(1, l2), l1, l2);
    assertHolds(named().insert(0, l4), l4, l1, l2, l3);
  }

  @Test
  void insertOutsideIsRefused() {
    Sequential n = new Sequential(l1, l2, l3);
    assertThatThrownBy(() -> n.insert(-5, l4))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("Index out of range: -5");
    assertThatThrownBy(() -> n.add(4, l4)).hasMessage("Index out of range: 4");
    assertHolds(n, l1, l2, l3);
  }

  @Test
  void javasListMethodsWork() {
    Sequential n = new Sequential(l1, l2, l3, l4);
    n.subList(1, 3).clear();
    assertHolds(n, l1, l4);
    n.addAll(1, List.of(l2, l3));
    assertHolds(n, l1, l2, l3, l4);
    n.removeIf(module -> module == l3);
    assertHolds(n, l1, l2, l4);
    n.replaceAll(module -> module == l1 ? l3 : module);
    assertHolds(n, l3, l2, l4);
    n.sort(Comparator.comparing(module -> ((Linear) module).weight.size(0)));
    assertHolds(n, l2, l3, l4);
    assertThat(n.stream().filter(module -> module != l3)).containsExactly(l2, l4);
    assertThat(n.retainAll(List.of(l2, l4))).isTrue();
    assertThat(n.indexOf(l4)).isEqualTo(1);
    assertThat(n.toArray(new NnModule[0])).containsExactly(l2, l4);
    n.clear();
    assertThat(n).isEmpty();
    assertThat(n.isEmpty()).isTrue();
  }

  @Test
  void listIteratorsWriteThrough() {
    Sequential n = new Sequential(l1, l2);
    var at = n.listIterator();
    at.next();
    at.set(l3);
    at.add(l4);
    at.next();
    at.remove();
    assertHolds(n, l3, l4);
    List<NnModule> seen = new ArrayList<>();
    for (NnModule module : n) {
      seen.add(module);
    }
    assertThat(seen).containsExactly(l3, l4);
  }

  @Test
  void aSequentialEqualsOnlyItself() {
    Sequential n = new Sequential(l1);
    assertThat(n.equals(new Sequential(l1))).isFalse();
    assertThat(n.equals(n)).isTrue();
    assertThat(n.subList(0, 1).equals(List.of(l1))).isTrue();
  }

  @Test
  void aSequentialInASequentialIsOneModule() {
    Sequential inner = new Sequential(l1, l2);
    assertHolds(new Sequential(inner), inner);
    NnModule declaredWider = inner;
    assertHolds(new Sequential(declaredWider), inner);
  }

  @Test
  void aMapWithoutOrderIsRefused() {
    assertThatThrownBy(() -> new Sequential(Map.of("a", l1, "b", l2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Fix: put them into a LinkedHashMap");
    assertThat(new Sequential(Map.of("a", l1)).get("a")).isSameAs(l1);
  }

  @Test
  void runsItsModulesInOrder() {
    Linear a = new Linear(2, 3);
    Linear b = new Linear(3, 4);
    Tensor x = Tensor.ones(1, 2);
    Sequential n = new Sequential(a).append(b);
    assertThat(n.call(x).toArray()).isEqualTo(b.call(a.call(x)).toArray());
    n.set(1, null);
    assertThatThrownBy(() -> n.call(x))
        .hasMessage("'NoneType' object is not callable: module '1' of the Sequential is null");
  }

  @Test
  void printsAsPyTorchDoes() {
    assertThat(new Sequential()).hasToString("Sequential()");
    assertThat(new Sequential(new Linear(1, 1)))
        .hasToString(
            """
            Sequential(
              (0): Linear(in_features=1, out_features=1, bias=True)
            )""");
    assertThat(named().slice(1))
        .hasToString(
            """
            Sequential(
              (linear2): Linear(in_features=20, out_features=30, bias=True)
              (linear3): Linear(in_features=30, out_features=40, bias=True)
            )""");
  }

  @Test
  void everyChangeIsOneOfStructure() {
    Sequential n = new Sequential(l1, l2);
    List<Runnable> changes =
        List.of(
            () -> n.append(l3),
            () -> n.set(0, l4),
            () -> n.insert(0, l1),
            () -> n.pop(),
            () -> n.sort(Comparator.comparing(System::identityHashCode)),
            () -> n.iterator().next(),
            () -> n.clear());
    for (int i = 0; i < changes.size(); i++) {
      int before = n.structureVersion();
      changes.get(i).run();
      assertThat(n.structureVersion() != before).as("change %d", i).isEqualTo(i != 5);
    }
  }

  @Test
  void aShapeThatDoesNotFitNamesTheLayer() {
    Sequential inner = new Sequential(new ReLU(), new Linear(4, 3), new Linear(5, 2));
    Sequential outer = new Sequential(Map.of("stage", inner));
    assertThatThrownBy(() -> outer.call(Tensor.ones(1, 4)))
        .isInstanceOf(ShapeError.class)
        .hasMessage(
            "linear: input has 3 features, but the weight expects 5 (input [1, 3], weight [2, 5]),"
                + " in layer 'stage.2'\n  Fix: give the layer 3 input features");
    assertThatThrownBy(() -> new Linear(16, 2).call(Tensor.ones(1, 16, 5, 5)))
        .hasMessageEndingWith(
            "\n  Fix: flatten the maps before the layer, x.flatten(1), and give it as many input"
                + " features");
  }
}
