package io.tenon.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.nn.HookHandle;
import io.tenon.nn.Init;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;
import io.tenon.nn.ReLU;
import io.tenon.optim.SGD;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/**
 * Plain assignments to annotated fields, and assignments by name, are seen everywhere: by what
 * walks the module, in the state, by hooks, and by the generated forward.
 */
final class AssignedFieldsTest {
  private static final Compiled NET =
      Compiled.source(
              "demo.Net",
              """
              package demo;

              import io.tenon.Parameter;
              import io.tenon.Tensor;
              import io.tenon.annotation.Buffer;
              import io.tenon.annotation.Param;
              import io.tenon.annotation.Shape;
              import io.tenon.annotation.Submodule;
              import io.tenon.nn.Linear;
              import io.tenon.nn.NnModule;
              import java.util.function.BiConsumer;

              public class Net extends NnModule implements BiConsumer<String, Object> {
                @Submodule Linear a = new Linear(3, 20);
                @Submodule Linear b = new Linear(20, 4);
                @Submodule Linear later;
                @Param Parameter scale = new Parameter(Tensor.ones(4));
                @Buffer Tensor shift = Tensor.zeros(4);

                @Override
                public Tensor forward(@Shape("N, 3") Tensor x) {
                  return b.call(a.call(x));
                }

                /** Assigns a field as any other code would. */
                @Override
                public void accept(String field, Object value) {
                  switch (field) {
                    case "a" -> a = (Linear) value;
                    case "b" -> b = (Linear) value;
                    case "later" -> later = (Linear) value;
                    case "scale" -> scale = (Parameter) value;
                    default -> shift = (Tensor) value;
                  }
                }
              }
              """)
          .cleanly();

  private final NnModule net = NET.create("demo.Net");
  private final Tensor x = Init.uniform_(Tensor.zeros(5, 3), -1, 1);

  @SuppressWarnings("unchecked") // Net is one
  private void assign(String field, Object value) {
    ((BiConsumer<String, Object>) net).accept(field, value);
  }

  private void requireCompiled() {
    Tensors.assertSame(net, x);
    assertThat(net.whyEager()).isNull();
  }

  @Test
  void aReplacedFieldKeepsItsPlace() {
    requireCompiled();
    Linear other = new Linear(3, 20);
    assign("a", other);
    assertThat(net.parameters()).contains(other.weight, other.bias).hasSize(5);
    assertThat(net.namedChildren().keySet()).containsExactly("a", "b");
    assertThat(net.stateDict().keySet())
        .containsExactly("scale", "shift", "a.weight", "a.bias", "b.weight", "b.bias");
    assertThat(net.getSubmodule("a")).isSameAs(other);
    requireCompiled();
  }

  @Test
  void nullKeepsThePlaceOfWhatWasThere() {
    assertThat(net.toString()).doesNotContain("later");
    assertThat(net.getAttr("later")).isNull();
    assign("a", null);
    assertThat(net.toString()).startsWith("Net(\n  (a): None\n  (b): Linear(");
    assertThat(net.namedChildren().keySet()).containsExactly("b");
    assign("a", new Linear(3, 20));
    assertThat(net.namedChildren().keySet()).containsExactly("a", "b");
    requireCompiled();
  }

  @Test
  void aFieldThatIsAssignedLateComesLast() {
    net.registerModule("registered", new ReLU());
    assign("later", new Linear(1, 1));
    assertThat(net.namedChildren().keySet()).containsExactly("a", "b", "registered", "later");
    requireCompiled();
  }

  @Test
  void whatIsDeletedAndAssignedAgainComesLast() {
    net.delAttr("a");
    assertThat(net.namedChildren().keySet()).containsExactly("b");
    assertThat(net.stateDict()).doesNotContainKey("a.weight");
    assign("a", new Linear(3, 20));
    assertThat(net.namedChildren().keySet()).containsExactly("b", "a");
    requireCompiled();
    net.delAttr("scale");
    assertThat(net.namedParameters()).doesNotContainKey("scale");
    net.setAttr("scale", new Parameter(Tensor.ones(4)));
    assertThat(net.parameters(false)).hasSize(1);
    assertThatThrownBy(() -> net.delAttr("nothing"))
        .hasMessage("'Net' object has no attribute 'nothing'");
  }

  @Test
  void aParameterInTheNameOfAModuleTakesItsPlace() {
    net.setAttr("a", new Parameter(Tensor.ones(1)));
    assertThat(net.namedParameters().keySet()).containsExactly("scale", "a", "b.weight", "b.bias");
    assertThat(net.namedChildren().keySet()).containsExactly("b");
    Linear back = new Linear(3, 20);
    assign("a", back);
    assertThat(net.namedParameters().keySet())
        .containsExactly("scale", "b.weight", "b.bias", "a.weight", "a.bias");
    assertThat(net.getAttr("a")).isSameAs(back);
    requireCompiled();
  }

  @Test
  void whatDoesNotFitIsRefusedAndChangesNothing() {
    String before = net.toString();
    assertThatThrownBy(() -> net.setAttr("scale", Tensor.ones(4)))
        .hasMessage("cannot assign 'Tensor' as parameter 'scale' (Parameter or null expected)");
    assertThatThrownBy(() -> net.setAttr("a", "text"))
        .hasMessage("cannot assign 'String' as child module 'a' (NnModule or null expected)");
    assertThatThrownBy(() -> net.setAttr("a", new ReLU()))
        .hasMessage("cannot assign 'ReLU' as child module 'a' (Linear or null expected)");
    assertThatThrownBy(() -> net.setAttr("shift", 3))
        .hasMessage("cannot assign 'Integer' as buffer 'shift' (Tensor or null expected)");
    assertThatThrownBy(() -> net.setAttr("unknown", Tensor.ones(1)))
        .hasMessageStartingWith("'Net' has no parameter, buffer or module 'unknown'. Fix: ");
    assertThat(net).hasToString(before);
    assertThat(net.namedParameters()).hasSize(5).containsKey("scale");
    requireCompiled();
  }

  @Test
  void assignmentsByNameReachTheField() {
    requireCompiled();
    Linear zeros = new Linear(20, 4);
    zeros.weight.fill_(0);
    zeros.bias.fill_(7);
    net.setSubmodule("b", zeros, true);
    assertThat(net.call(x).toArray()).containsOnly(7f);
    requireCompiled();
  }

  @Test
  void registrationHooksRunWhenAnAssignmentIsNoticed() {
    List<String> seen = new ArrayList<>();
    Linear replacement = new Linear(3, 20);
    try (HookHandle modules =
            NnModule.registerModuleModuleRegistrationHook(
                (module, name, value) -> {
                  seen.add(name);
                  return module == net && name.equals("a") ? replacement : null;
                });
        HookHandle weights =
            NnModule.registerModuleParameterRegistrationHook(
                (module, name, value) -> {
                  seen.add(name);
                  return null;
                })) {
      assertThat(modules).isNotSameAs(weights);
      net.parameters();
      assertThat(seen).isEmpty(); // they were there before the hooks
      assign("a", new Linear(3, 20));
      assign("scale", new Parameter(Tensor.ones(4)));
      assertThat(net.getSubmodule("a")).isSameAs(replacement);
      assertThat(seen).containsExactlyInAnyOrder("a", "scale");
      net.setAttr("b", new Linear(20, 4));
      assertThat(seen).hasSize(3).endsWith("b");
      net.parameters();
      seen.clear();
      NET.create("demo.Net").parameters();
      assertThat(seen)
          .containsExactlyInAnyOrder("a", "b", "scale", "weight", "bias", "weight", "bias");
    }
    requireCompiled();
  }

  @Test
  void aRegistrationHookThatFailsChangesNothing() {
    String before = net.toString();
    try (HookHandle hook =
        NnModule.registerModuleModuleRegistrationHook((module, name, value) -> new ReLU())) {
      assertThat(hook).isNotNull();
      assertThatThrownBy(() -> net.setAttr("a", new Linear(3, 20)))
          .hasMessage("cannot assign 'ReLU' as child module 'a' (Linear or null expected)");
    }
    try (HookHandle hook =
        NnModule.registerModuleParameterRegistrationHook(
            (module, name, value) -> {
              throw new IllegalStateException("not " + name);
            })) {
      assertThat(hook).isNotNull();
      assertThatThrownBy(() -> net.setAttr("a", new Parameter(Tensor.ones(1)))).hasMessage("not a");
    }
    assertThat(net).hasToString(before);
    assertThat(net.namedParameters(false)).doesNotContainKey("a");
    requireCompiled();
  }

  @Test
  void anOptimizerMadeLaterUpdatesWhatWasAssigned() {
    requireCompiled();
    Linear other = new Linear(20, 4);
    assign("b", other);
    SGD optimizer = new SGD(net.parameters(), SGD.options(0.5));
    other.bias.setGrad(Tensor.ones(4));
    float before = net.call(x).get(0, 0);
    optimizer.step();
    assertThat((double) net.call(x).get(0, 0)).isCloseTo(before - 0.5, within(1e-5));
    requireCompiled();
    optimizer.zeroGrad();
    assertThat(other.bias.grad()).isNull();
  }

  @Test
  void tensorsThatALoadAssignsAreInTheFields() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    net.stateDict().forEach((key, tensor) -> state.put(key, Init.uniform_(tensor.copy(), 0, 1)));
    net.loadStateDict(state, true, true);
    assertThat(net.getBuffer("shift")).isSameAs(state.get("shift"));
    assertThat(net.getParameter("a.weight").sharesStorage(state.get("a.weight"))).isTrue();
    requireCompiled();
  }
}
