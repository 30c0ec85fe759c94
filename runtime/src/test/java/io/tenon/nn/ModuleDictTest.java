package io.tenon.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenon.Tensor;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** What PyTorch's own tests of ModuleDict ask for, and {@link Map}'s contract. */
final class ModuleDictTest {
  private final ReLU act = new ReLU();
  private final Conv2d conv = new Conv2d(10, 10, 5);
  private final Linear fc = new Linear(5, 5);
  private final Map<String, NnModule> modules = new LinkedHashMap<>();
  private final ModuleDict dict;

  ModuleDictTest() {
    modules.put("act", act);
    modules.put("conv", conv);
    modules.put("fc", fc);
    dict = new ModuleDict(modules);
  }

  private void assertHolds() {
    assertThat(dict.size()).isEqualTo(modules.size());
    assertThat(dict.children()).isEqualTo(List.copyOf(modules.values()));
    assertThat(List.copyOf(dict.namedChildren().keySet())).isEqualTo(List.copyOf(dict.keySet()));
    assertThat(new ArrayList<>(dict.entrySet())).isEqualTo(new ArrayList<>(modules.entrySet()));
    assertThat(new ArrayList<>(dict.keySet())).isEqualTo(new ArrayList<>(modules.keySet()));
    assertThat(new ArrayList<>(dict.values())).isEqualTo(new ArrayList<>(modules.values()));
    modules.forEach(
        (name, module) -> {
          assertThat(dict.get(name)).isSameAs(module);
          assertThat(dict.containsKey(name)).isTrue();
          assertThat(dict.containsValue(module)).isTrue();
        });
  }

  private void update(Map<String, NnModule> more) {
    modules.putAll(more);
    dict.update(more);
    assertHolds();
  }

  @Test
  void doesWhatAMapDoes() {
    assertHolds();
    modules.put("conv", new Conv2d(3, 4, 3));
    assertThat(dict.put("conv", modules.get("conv"))).isSameAs(conv);
    assertHolds();
    Linear fc2 = new Linear(5, 5);
    Sigmoid sigmoid = new Sigmoid();
    modules.put("fc2", fc2);
    modules.put("act", sigmoid);
    dict.update(List.of(Map.entry("fc2", fc2), Map.entry("act", sigmoid)));
    assertHolds();
    Map<String, NnModule> more = new LinkedHashMap<>();
    more.put("fc3", new Linear(5, 5));
    more.put("act2", new Sigmoid());
    update(more);
    update(new ModuleDict(List.of(Map.entry("fc5", new Linear(5, 5)), Map.entry("act4", act))));
    dict.remove("fc");
    modules.remove("fc");
    assertHolds();
    assertThat(dict.pop("conv")).isSameAs(modules.remove("conv"));
    assertHolds();
    dict.clear();
    modules.clear();
    assertHolds();
  }

  @Test
  void takesTheChildrenOfANetwork() {
    ModuleDict other = new ModuleDict(new Sequential(modules).namedChildren().entrySet());
    assertThat(new ArrayList<>(other.entrySet())).isEqualTo(new ArrayList<>(modules.entrySet()));
  }

  @Test
  void hasNoForward() {
    assertThatThrownBy(() -> dict.call(Tensor.ones(1, 3)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("Module [ModuleDict] is missing the required \"forward\" function");
  }

  @Test
  void namesThatAreNoneAreRefused() {
    assertThatThrownBy(() -> dict.put("a.b", act))
        .hasMessage("module name can't contain \".\", got: a.b");
    assertThatThrownBy(() -> dict.put("", act))
        .hasMessage("module name can't be empty string \"\"");
    assertThatThrownBy(() -> dict.put(null, act))
        .hasMessage("module name should be a string. Got null");
    Map<String, NnModule> half = new HashMap<>();
    half.put("aa", act);
    half.put(null, act);
    assertThatThrownBy(() -> dict.update(half)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> dict.update(List.of(Map.entry("new", act), Map.entry("not.new", act))))
        .hasMessage("module name can't contain \".\", got: not.new");
    assertHolds();
  }

  @Test
  void aMissingNameIsNullForGetAndAnErrorForPop() {
    assertThat(dict.get("x")).isNull();
    assertThat(dict.getOrDefault("x", fc)).isSameAs(fc);
    assertThat(dict.remove("x")).isNull();
    assertThatThrownBy(() -> dict.pop("x"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("'x'");
    assertHolds();
  }

  @Test
  void viewsAreLive() {
    var names = dict.keySet();
    var values = dict.values();
    dict.put("last", fc);
    assertThat(names).containsExactly("act", "conv", "fc", "last");
    names.remove("conv");
    values.remove(act);
    assertThat(List.copyOf(dict.keySet())).containsExactly("fc", "last");
    for (Map.Entry<String, NnModule> entry : dict.entrySet()) {
      if (entry.getKey().equals("fc")) {
        assertThat(entry.setValue(conv)).isSameAs(fc);
        assertThat(entry.getValue()).isSameAs(conv);
      }
    }
    assertThat(dict.get("fc")).isSameAs(conv);
    Iterator<NnModule> each = values.iterator();
    each.next();
    each.remove();
    assertThatThrownBy(each::remove).isInstanceOf(IllegalStateException.class);
    assertThat(each.next()).isSameAs(fc);
    assertThat(List.copyOf(names)).containsExactly("last");
    dict.entrySet().clear();
    assertThat(dict.isEmpty()).isTrue();
  }

  @Test
  void aChangeDuringALoopIsNoticed() {
    assertThatThrownBy(
            () -> {
              for (String name : dict.keySet()) {
                dict.put(name + "2", act);
              }
            })
        .isInstanceOf(ConcurrentModificationException.class);
  }

  @Test
  void aMapWithoutOrderIsTakenByName() {
    ModuleDict sorted = new ModuleDict(Map.of("c", act, "a", conv, "b", fc));
    assertThat(List.copyOf(sorted.keySet())).containsExactly("a", "b", "c");
    assertThat(sorted.get("a")).isSameAs(conv);
  }

  @Test
  void javasMapMethodsWork() {
    assertThat(dict.putIfAbsent("act", fc)).isSameAs(act);
    assertThat(dict.computeIfAbsent("new", name -> fc)).isSameAs(fc);
    dict.replaceAll((name, module) -> name.equals("new") ? conv : module);
    assertThat(dict.get("new")).isSameAs(conv);
    dict.putAll(Map.of("y", act));
    assertThat(List.copyOf(dict.keySet())).containsExactly("act", "conv", "fc", "new", "y");
  }

  @Test
  void printsAsPyTorchDoes() {
    ModuleDict some = new ModuleDict();
    assertThat(some).hasToString("ModuleDict()");
    some.put("a", new ReLU());
    some.put("n", null);
    some.put("b", new Sequential(new ReLU()));
    assertThat(some)
        .hasToString(
            """
            ModuleDict(
              (a): ReLU()
              (n): None
              (b): Sequential(
                (0): ReLU()
              )
            )""");
    assertThat(some.equals(new ModuleDict(some))).isFalse();
  }

  @Test
  void everyChangeIsOneOfStructure() {
    for (Runnable change :
        List.<Runnable>of(
            () -> dict.put("fc", act),
            () -> dict.pop("fc"),
            () -> dict.update(List.of(Map.entry("z", fc))),
            () -> dict.keySet().remove("z"),
            () -> dict.entrySet().iterator().next().setValue(fc),
            () -> dict.clear())) {
      int before = dict.structureVersion();
      change.run();
      assertThat(dict.structureVersion()).isNotEqualTo(before);
    }
  }
}
