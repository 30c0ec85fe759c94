package io.tenon.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenon.Parameter;
import io.tenon.Seeds;
import io.tenon.Tensor;
import io.tenon.nn.Conv2d;
import io.tenon.nn.HookHandle;
import io.tenon.nn.Init;
import io.tenon.nn.Linear;
import io.tenon.nn.ModuleList;
import io.tenon.nn.NnModule;
import io.tenon.nn.Sequential;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever changes about a network, a call computes what eager mode computes. */
final class GuardsTest {
  private static final Compiled LENET = Compiled.networks("LeNet").cleanly();
  private static final Compiled RESIDUAL = Compiled.networks("Residual").cleanly();

  private NnModule net;
  private Tensor x;

  @BeforeEach
  void setUp() {
    Seeds.manualSeed(3);
    net = LENET.create("networks.LeNet", 10);
    x = Init.uniform_(Tensor.zeros(2, 3, 32, 32), -1, 1);
    requireCompiled();
  }

  private void requireCompiled() {
    requireSame();
    assertThat(net.whyEager()).isNull();
    assertThat(net.compiledSteps()).hasSize(5);
  }

  private void requireEager(String why) {
    requireSame();
    assertThat(net.whyEager()).contains(why);
    assertThat(net.compiledSteps()).isEmpty();
  }

  private void requireSame() {
    Tensors.assertClose(net.call(x), net.eager(x), 1e-6); // of the largest: weights may be large
  }

  private static void set(NnModule net, String field, Object value) {
    try {
      var declared = net.getClass().getDeclaredField(field);
      declared.setAccessible(true); // NOPMD: a plain assignment, as the class itself would make it
      declared.set(net, value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void weightsThatWereWrittenToAreSeen() {
    float before = net.call(x).get(0, 0);
    net.namedParameters().get("fc3.bias").fill_(3);
    requireCompiled();
    assertThat(net.call(x).get(0, 0)).isNotEqualTo(before);
    Parameter weight = net.namedParameters().get("conv1.weight");
    weight.floats()[7] = 100;
    weight.markChanged();
    requireCompiled();
  }

  @Test
  void loadedWeightsAreSeen() {
    Map<String, Tensor> state = new HashMap<>();
    net.stateDict().forEach((key, tensor) -> state.put(key, Init.uniform_(tensor.copy(), -1, 1)));
    net.loadStateDict(state);
    requireCompiled();
  }

  @Test
  void aReplacedSubmoduleOfTheSameStructureIsCompiled() {
    set(net, "fc2", new Linear(120, 84));
    requireCompiled();
  }

  @Test
  void aReplacedWeightIsSeen() {
    Linear fc1 = (Linear) net.namedChildren().get("fc1");
    fc1.weight = new Parameter(Tensor.full(0.01f, 120, 400));
    requireCompiled();
  }

  @Test
  void aReplacedSubmoduleOfAnotherStructureIsEager() {
    set(net, "fc2", new Linear(120, 84, false));
    requireEager("does not compute what was compiled");
    set(net, "fc2", new Linear(120, 84));
    requireCompiled();
  }

  @Test
  void otherSizesAreEager() {
    set(net, "fc1", new Linear(400, 60));
    set(net, "fc2", new Linear(60, 84));
    requireEager("'fc1.weight' has shape [60, 400]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "conv1", "fc3"})
  void hooksAreHonouredWhereverTheyAre(String path) {
    AtomicInteger fired = new AtomicInteger();
    NnModule module = net.namedModules().get(path);
    HookHandle handle =
        module.registerForwardHook(
            (m, in, out) -> {
              fired.incrementAndGet();
              return ((Tensor) out).mul(2);
            });
    net.call(x);
    assertThat(fired).hasValue(1);
    requireEager(path.isEmpty() ? "a hook is registered on it" : "on '" + path + "'");
    HookHandle pre = module.registerForwardPreHook((m, in) -> in.get(0).add(1));
    requireEager("a hook");
    handle.remove();
    requireEager("a hook");
    pre.remove();
    requireCompiled();
  }

  @Test
  void hooksDeepInNestedModulesAreHonoured() {
    net = RESIDUAL.create("networks.Residual", 4);
    x = Init.uniform_(Tensor.zeros(2, 3, 30, 34), -1, 1);
    NnModule deep = net.namedModules().get("layer2.0.downsample.1");
    requireSame();
    assertThat(net.whyEager()).isNull();
    HookHandle handle = deep.registerForwardHook((m, in, out) -> ((Tensor) out).mul(0));
    requireEager("'layer2.0.downsample.1'");
    handle.remove();
    requireSame();
    assertThat(net.whyEager()).isNull();
  }

  @Test
  void hooksForAllModulesAreHonoured() {
    HookHandle handle = NnModule.registerModuleForwardHook((m, in, out) -> null);
    try {
      requireEager("a global hook");
    } finally {
      handle.close();
    }
    requireCompiled();
  }

  @Test
  void trainingModeIsEagerWhereItMatters() {
    net.train();
    requireCompiled(); // nothing in LeNet depends on the mode
    net = RESIDUAL.create("networks.Residual", 4);
    x = Init.uniform_(Tensor.zeros(2, 3, 30, 34), -1, 1);
    net.train();
    assertThat(net.whyEager()).contains("training mode").contains("eval()");
    net.eval();
    requireSame();
    assertThat(net.whyEager()).isNull();
  }

  @Test
  void aContainerThatGrewIsEager() {
    net = RESIDUAL.create("networks.Residual", 4);
    x = Init.uniform_(Tensor.zeros(1, 3, 30, 34), -1, 1);
    requireSame();
    Sequential layer1 = (Sequential) net.namedModules().get("layer1");
    layer1.append(new Conv2d(20, 20, 1));
    requireEager("does not compute what was compiled");
  }

  @Test
  void everyChangeOfAContainerIsSeen() {
    Compiled networks = Compiled.networks("Perceptron").cleanly();
    Map<String, Consumer<ModuleList>> changes = new LinkedHashMap<>();
    changes.put("pop", ModuleList::pop);
    changes.put("add", list -> list.add(new Linear(24, 24)));
    changes.put("insert", list -> list.insert(1, new Linear(24, 24)));
    changes.put("removeIf", list -> list.removeIf(layer -> ((Linear) layer).bias == null));
    changes.put("subList", list -> list.subList(1, 3).clear());
    changes.put("iterator", list -> list.listIterator(1).add(new Linear(24, 24)));
    changes.forEach(
        (name, change) -> {
          net = networks.create("networks.Perceptron", 8);
          net.eval();
          x = Init.uniform_(Tensor.zeros(2, 12), -1, 1);
          requireSame();
          assertThat(net.whyEager()).as(name).isNull();
          change.accept((ModuleList) net.namedModules().get("layers"));
          requireEager("does not compute what was compiled");
        });
  }

  @Test
  void aContainersModulesCanBeReplaced() {
    net = Compiled.networks("Perceptron").cleanly().create("networks.Perceptron", 8);
    net.eval();
    x = Init.uniform_(Tensor.zeros(2, 12), -1, 1);
    requireSame();
    float before = net.call(x).get(0, 0);
    ModuleList layers = (ModuleList) net.namedModules().get("layers");
    layers.set(2, new Linear(24, 24));
    requireSame();
    assertThat(net.whyEager()).isNull();
    assertThat(net.call(x).get(0, 0)).isNotEqualTo(before);
  }

  @Test
  void networksOfOneClassHaveTheirOwn() {
    NnModule other = LENET.create("networks.LeNet", 33);
    assertThat(other.call(x).shape()).hasToString("[2, 33]");
    assertThat(net.call(x).shape()).hasToString("[2, 10]");
    assertThat(other.whyEager()).isNull();
    requireCompiled();
  }

  @Test
  void aSubclassThatOverridesForwardIsEager() {
    Compiled both =
        Compiled.source(
                "networks.Both",
                """
                package networks;

                import io.tenon.Tensor;
                import io.tenon.annotation.Shape;
                import io.tenon.annotation.Submodule;
                import io.tenon.nn.Linear;
                import io.tenon.nn.NnModule;

                public class Both extends NnModule {
                  @Submodule Linear fc = new Linear(8, 8);

                  @Override
                  public Tensor forward(@Shape("N, 8") Tensor x) {
                    return fc.call(x);
                  }

                  public static class Twice extends Both {
                    @Override
                    public Tensor forward(Tensor x) {
                      return super.forward(super.forward(x));
                    }
                  }
                }
                """)
            .cleanly();
    x = Init.uniform_(Tensor.zeros(2, 8), -1, 1);
    net = both.create("networks.Both$Twice");
    requireEager("no forward was generated for Twice");
    assertThat(net.namedParameters()).containsOnlyKeys("fc.weight", "fc.bias");
    net = both.create("networks.Both");
    requireSame();
    assertThat(net.whyEager()).isNull();
  }

  @Test
  void otherInputShapesRunEagerly() {
    net = RESIDUAL.create("networks.Residual", 4);
    x = Init.uniform_(Tensor.zeros(1, 3, 40, 40), -1, 1);
    requireSame();
    x = Init.uniform_(Tensor.zeros(0, 3, 30, 34), -1, 1);
    assertThat(net.call(x).shape()).hasToString("[0, 4]");
  }
}
