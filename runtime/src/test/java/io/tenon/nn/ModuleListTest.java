package io.tenon.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenon.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What PyTorch's own tests of ModuleList ask for. */
final class ModuleListTest {
  private static void assertHolds(ModuleList list, List<NnModule> modules) {
    assertThat(list.size()).isEqualTo(modules.size());
    assertThat(new ArrayList<>(list)).isEqualTo(modules);
    assertThat(list.children()).isEqualTo(modules);
    List<String> names = new ArrayList<>(list.namedChildren().keySet());
    for (int i = 0; i < modules.size(); i++) {
      assertThat(list.get(i)).isSameAs(modules.get(i));
      assertThat(names.get(i)).isEqualTo(Integer.toString(i));
    }
  }

  @Test
  void doesWhatAListDoes() {
    List<NnModule> modules = new ArrayList<>(List.of(new ReLU(), new Linear(5, 5)));
    ModuleList list = new ModuleList(modules);
    assertHolds(list, modules);
    modules.add(new Conv2d(3, 4, 3));
    list.extend(List.of(modules.get(2)));
    assertHolds(list, modules);
    modules.addAll(List.of(new Conv2d(3, 4, 3), new GELU()));
    ModuleList before = list;
    list = list.plus(new ModuleList(modules.subList(3, 5)));
    assertHolds(list, modules);
    assertHolds(before, modules.subList(0, 3));
    modules.add(1, new Linear(3, 2));
    list.insert(1, modules.get(1));
    assertHolds(list, modules);
    modules.add(new Tanh());
    list.append(modules.get(modules.size() - 1));
    assertHolds(list, modules);
    List<NnModule> next = List.of(new Linear(5, 5), new Sigmoid());
    modules.addAll(next);
    list.extend(next);
    assertHolds(list, modules);
    modules.set(2, new Conv2d(5, 3, 2));
    list.set(2, modules.get(2));
    modules.set(modules.size() - 1, new Conv2d(5, 2, 1));
    list.set(-1, modules.get(modules.size() - 1));
    assertHolds(list, modules);
    int size = modules.size();
    assertHolds(list.slice(1), modules.subList(1, size));
    assertHolds(list.slice(3), modules.subList(3, size));
    assertHolds(list.slice(0, -1), modules.subList(0, size - 1));
    assertHolds(list.slice(0, -3), modules.subList(0, size - 3));
    List<NnModule> reversed = new ArrayList<>(modules);
    java.util.Collections.reverse(reversed);
    assertHolds(list.slice(-1, -size - 1, -1), reversed);
    list.remove(-1);
    assertHolds(list, modules.subList(0, size - 1));
    list.removeRange(1, list.size(), 2);
    List<NnModule> even = new ArrayList<>();
    for (int i = 0; i < size - 1; i += 2) {
      even.add(modules.get(i));
    }
    assertHolds(list, even);
  }

  @Test
  void extendTakesAllModulesOfANetwork() {
    Map<String, NnModule> layers = new LinkedHashMap<>();
    layers.put("layer1", new Linear(1, 2));
    layers.put("layer2", new Linear(2, 3));
    layers.put("subnet_layer", new Sequential(new Linear(3, 2), new Linear(2, 3)));
    List<NnModule> modules = new Sequential(layers).modules();
    assertThat(modules).hasSize(6);
    assertHolds(new ModuleList().extend(modules), modules);
  }

  @Test
  void popKeepsTheOrder() {
    List<NnModule> modules =
        new ArrayList<>(List.of(new ReLU(), new Linear(5, 5), new Conv2d(3, 4, 3)));
    ModuleList list = new ModuleList(modules);
    assertThat(list.pop(1)).isSameAs(modules.remove(1));
    assertHolds(list, modules);
    assertThat(list.pop()).isSameAs(modules.remove(1));
    assertHolds(list, modules);
  }

  @Test
  void hasNoForward() {
    assertThatThrownBy(() -> new ModuleList(new ReLU()).call(Tensor.ones(1, 3)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("Module [ModuleList] is missing the required \"forward\" function");
  }

  @Test
  void modulesThatPrintAlikeShareALine() {
    ModuleList list = new ModuleList(new Linear(2, 2), new Linear(2, 2), new Linear(2, 2));
    assertThat(list)
        .hasToString(
            """
            ModuleList(
              (0-2): 3 x Linear(in_features=2, out_features=2, bias=True)
            )""");
    list.append(new ReLU()).append(null).append(null);
    list.append(new Sequential(new ReLU())).append(new Sequential(new ReLU()));
    list.append(new ModuleList()).append(new Linear(2, 2));
    assertThat(list)
        .hasToString(
            """
            ModuleList(
              (0-2): 3 x Linear(in_features=2, out_features=2, bias=True)
              (3): ReLU()
              (4-5): 2 x None
              (6-7): 2 x Sequential(
                (0): ReLU()
              )
              (8): ModuleList()
              (9): Linear(in_features=2, out_features=2, bias=True)
            )""");
    assertThat(new Sequential(new ReLU(), new ReLU()))
        .hasToString("Sequential(\n  (0): ReLU()\n  (1): ReLU()\n)");
  }

  @Test
  void aModuleGivenAloneIsAnEntry() {
    Sequential inner = new Sequential(new ReLU(), new Tanh());
    NnModule declaredWider = inner;
    assertHolds(new ModuleList(inner), List.of(inner));
    assertHolds(new ModuleList(declaredWider), List.of(inner));
    assertHolds(new ModuleList(inner, inner.get(0)), List.of(inner, inner.get(0)));
    assertHolds(new ModuleList().extend(inner), List.copyOf(inner));
    assertHolds(new ModuleList(), List.of());
    assertHolds(new ModuleList(List.of()), List.of());
  }

  @Test
  void aChangeDuringALoopIsNoticed() {
    ModuleList list = new ModuleList(new ReLU(), new Tanh(), new ELU());
    assertThatThrownBy(
            () -> {
              for (NnModule module : list) {
                list.add(module);
              }
            })
        .isInstanceOf(ConcurrentModificationException.class);
  }

  @Test
  void anEmptyListCanBeAdded() {
    ModuleList list = new ModuleList(new ReLU());
    assertThat(list.addAll(List.of())).isFalse();
    assertThat(list.addAll(Arrays.asList(null, new Tanh()))).isTrue();
    assertThat(list.get(1)).isNull();
    assertThat(list.children()).hasSize(2);
  }
}
