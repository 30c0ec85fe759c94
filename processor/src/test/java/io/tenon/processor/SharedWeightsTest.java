package io.tenon.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tenon.Parameter;
import io.tenon.Seeds;
import io.tenon.Tensor;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.HookHandle;
import io.tenon.nn.Init;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Weights that are shared, frozen or written to, and networks that are called from within a call.
 */
final class SharedWeightsTest {
  private static final Compiled PAIRS =
      Compiled.source(
              "networks.Pairs",
              """
              package networks;

              import static io.tenon.nn.Functional.linear;
              import static io.tenon.nn.Functional.relu;

              import io.tenon.Parameter;
              import io.tenon.Tensor;
              import io.tenon.annotation.Param;
              import io.tenon.annotation.Shape;
              import io.tenon.annotation.Submodule;
              import io.tenon.nn.BatchNorm2d;
              import io.tenon.nn.Conv2d;
              import io.tenon.nn.Linear;
              import io.tenon.nn.NnModule;

              public class Pairs {
                public static class Apart extends NnModule {
                  @Submodule public Linear first = new Linear(16, 16);
                  @Submodule public Linear second = new Linear(16, 16);

                  @Override
                  public Tensor forward(@Shape("N, 16") Tensor x) {
                    return second.call(relu(first.call(x)));
                  }
                }

                public static class OneWeight extends NnModule {
                  @Param public Parameter first = new Parameter(Tensor.full(0.1f, 16, 16));
                  @Param public Parameter second = first;

                  @Override
                  public Tensor forward(@Shape("N, 16") Tensor x) {
                    return linear(relu(linear(x, first, null)), second, null);
                  }
                }

                public static class OneModule extends NnModule {
                  @Submodule public Linear first = new Linear(16, 16);
                  @Submodule public Linear second = first;

                  @Override
                  public Tensor forward(@Shape("N, 16") Tensor x) {
                    return second.call(relu(first.call(x)));
                  }
                }

                public static class Calling extends NnModule {
                  @Submodule public Apart inner = new Apart();
                  public NnModule outer = this;
                  public int depth;

                  @Override
                  public Tensor forward(Tensor x) {
                    Tensor y = inner.call(x);
                    return depth-- > 0 ? outer.call(y) : y;
                  }
                }

                public static class Normed extends NnModule {
                  @Submodule public Conv2d conv = new Conv2d(16, 16, 1);
                  @Submodule public BatchNorm2d bn = new BatchNorm2d(16);

                  @Override
                  public Tensor forward(@Shape("N, 16, 4, 4") Tensor x) {
                    return bn.call(conv.call(x));
                  }
                }
              }
              """)
          .cleanly();

  private NnModule net;
  private Tensor x;

  @BeforeEach
  void setUp() {
    Seeds.manualSeed(5);
    x = Init.uniform_(Tensor.zeros(3, 16), -1, 1);
  }

  private void create(String name) {
    net = PAIRS.create("networks.Pairs$" + name);
  }

  private Linear linear(String name) {
    return (Linear) net.namedModules().get(name);
  }

  private void requireCompiled() {
    requireSame();
    assertThat(net.whyEager()).isNull();
  }

  private void requireEager(String why) {
    requireSame();
    assertThat(net.whyEager()).contains(why);
  }

  private void requireSame() {
    float[] expected = net.eager(x).toArray();
    float[] result = net.call(x).toArray();
    assertThat(result).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) Math.abs(result[i] - expected[i])).isLessThan(1e-6);
    }
  }

  /** Freezing says what an optimizer may do, not what is computed. */
  @Test
  void frozenWeightsStayCompiled() {
    create("Apart");
    float[] before = net.call(x).toArray();
    net.namedParameters().values().forEach(weight -> weight.requiresGrad_(false));
    requireCompiled();
    assertThat(net.call(x).toArray()).isEqualTo(before);
    net.namedParameters().get("second.bias").fill_(1);
    requireCompiled();
    assertThat(net.call(x).toArray()).isNotEqualTo(before);
  }

  @Test
  void aWeightInTwoFieldsIsSeenInBoth() {
    create("OneWeight");
    requireCompiled();
    Parameter shared = net.getParameter("first");
    shared.floats()[3] = 4;
    shared.markChanged();
    requireCompiled();
    net.setAttr("second", new Parameter(Tensor.full(0.2f, 16, 16)));
    requireEager("does not compute what was compiled");
    net.setAttr("second", shared);
    requireCompiled();
  }

  @Test
  void aModuleInTwoFieldsIsSeenInBoth() {
    create("OneModule");
    requireCompiled();
    linear("first").bias.fill_(0.3f);
    requireCompiled();
    net.setAttr("second", new Linear(16, 16));
    requireEager("does not compute what was compiled");
    net.setAttr("second", linear("first"));
    requireCompiled();
  }

  @Test
  void weightsMayBeTiedLater() {
    create("Apart");
    requireCompiled();
    linear("second").weight = linear("first").weight;
    requireSame();
    linear("first").weight.fill_(0.1f);
    requireSame();
  }

  @Test
  void copiedWeightsAreSeen() {
    create("Apart");
    requireCompiled();
    float[] before = net.call(x).toArray();
    linear("first").weight.copy_(Init.uniform_(Tensor.zeros(16, 16), -1, 1));
    requireCompiled();
    assertThat(net.call(x).toArray()).isNotEqualTo(before);
    linear("second").weight.detach().set(9, 2, 3); // a view of the same numbers
    requireCompiled();
  }

  @Test
  void aLayerWithAnotherSettingIsEager() {
    create("Normed");
    x = Init.uniform_(Tensor.zeros(2, 16, 4, 4), -1, 1);
    requireCompiled();
    net.setAttr("bn", new BatchNorm2d(16, 0.5, 0.1, true, true).eval());
    requireEager("a submodule, setting or constructor argument differs");
    net.setAttr("bn", new BatchNorm2d(16).eval());
    requireCompiled();
  }

  @Test
  void aHookMayCallTheNetworkItIsOn() {
    create("Apart");
    float[] once = net.call(x).toArray();
    AtomicInteger depth = new AtomicInteger();
    HookHandle handle =
        net.registerForwardHook(
            (module, inputs, out) -> {
              if (depth.incrementAndGet() > 3) {
                return null;
              }
              assertThat(net.call(inputs.get(0)).toArray()).isEqualTo(once);
              return null;
            });
    assertThat(net.call(x).toArray()).hasSameSizeAs(once);
    assertThat(depth).hasValue(4);
    handle.remove();
    requireCompiled();
  }

  @Test
  void aNetworkInsideAnotherMayBeCalledFromItsHooks() {
    create("Apart");
    NnModule inner = PAIRS.create("networks.Pairs$Apart");
    float[] expected = net.call(inner.call(x)).toArray();
    HookHandle handle = net.registerForwardPreHook((module, inputs) -> inner.call(inputs.get(0)));
    assertThat(net.call(x).toArray()).containsExactly(expected, within(1e-6f));
    assertThat(inner.whyEager()).isNull();
    handle.remove();
    requireCompiled();
  }

  /** Each call of the inner network is the generated one, also where they are nested. */
  @Test
  void aForwardMayCallItsOwnNetwork() throws ReflectiveOperationException {
    create("Calling");
    NnModule inner = net.namedModules().get("inner");
    Tensor expected = inner.call(inner.call(inner.call(x)));
    net.getClass().getField("depth").setInt(net, 2);
    assertThat(net.call(x).toArray()).isEqualTo(expected.toArray());
    assertThat(inner.whyEager()).isNull();
  }
}
