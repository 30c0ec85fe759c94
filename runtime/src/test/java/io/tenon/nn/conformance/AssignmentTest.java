package io.tenon.nn.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.nn.AttributeException;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;
import io.tenon.nn.conformance.Nets.EmptyModule;
import io.tenon.nn.conformance.Nets.WithFields;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Reading, assigning and deleting attributes, by name and as fields. */
final class AssignmentTest {
  private final Parameter pa = Nets.parameter(2);
  private final Parameter pb = Nets.parameter(3);
  private final Parameter pc = Nets.parameter(4);
  private final EmptyModule module = new EmptyModule();

  private static void refused(String message, Runnable assignment) {
    assertThatThrownBy(assignment::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void everyRegisteredNameCanBeRead() {
    Linear layer = new Linear(2, 2);
    layer.registerModule("_test_submodule", module);
    layer.registerParameter("_test_parameter", pa);
    Tensor buffer = Tensor.zeros(2, 2);
    layer.registerBuffer("_test_buffer", buffer);
    assertThat(layer.getAttr("_test_submodule")).isSameAs(module);
    assertThat(layer.getAttr("_test_parameter")).isSameAs(pa);
    assertThat(layer.getAttr("_test_buffer")).isSameAs(buffer);
    assertThat(layer.getAttr("weight")).isSameAs(layer.weight);
    for (String name : List.of("_test_submodule", "_test_parameter", "_test_buffer", "bias")) {
      assertThat(layer.hasAttr(name)).as(name).isTrue();
    }
    assertThat(layer.hasAttr("other")).isFalse();
  }

  @Test
  void missingAttributeIsNamed() {
    Linear layer = new Linear(2, 2);
    String message = "'Linear' object has no attribute 'something_that_doesnt_exist'";
    assertThatThrownBy(() -> layer.getAttr("something_that_doesnt_exist"))
        .isInstanceOf(AttributeException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> layer.delAttr("something_that_doesnt_exist"))
        .isInstanceOf(AttributeException.class);
  }

  @Test
  void bufferTakesATensorOrNull() {
    Tensor buffer = Tensor.zeros(5);
    module.registerBuffer("buf", buffer);
    refused(
        "cannot assign 'Integer' as buffer 'buf' (Tensor or null expected)",
        () -> module.setAttr("buf", 5));
    assertThat(module.getBuffer("buf")).isSameAs(buffer);
    module.setAttr("buf", null);
    assertThat(module.getBuffer("buf")).isNull();
  }

  @Test
  void parameterTakesAParameterOrNull() {
    Linear layer = new Linear(2, 2);
    Parameter before = layer.weight;
    refused(
        "cannot assign 'Tensor' as parameter 'weight' (Parameter or null expected)",
        () -> layer.setAttr("weight", before.add(2)));
    assertThat(layer.weight).isSameAs(before);
    Parameter other = Nets.parameter(2, 2);
    layer.setAttr("weight", other);
    assertThat(layer.weight).isSameAs(other);
  }

  @Test
  void moduleTakesAModuleOrNull() {
    module.registerModule("child", new Linear(1, 1));
    refused(
        "cannot assign 'Tensor' as child module 'child' (NnModule or null expected)",
        () -> module.setAttr("child", Tensor.zeros(1)));
    module.setAttr("child", null);
    assertThat(module.children()).isEmpty();
    assertThat(module).hasToString("EmptyModule(\n  (child): None\n)");
  }

  @Test
  void parametersCountTensorsDont() {
    Linear layer = new Linear(5, 5);
    layer.setAttr("param_name", pa);
    assertThat(layer.parameters()).hasSize(3).contains(pa);
    assertThatThrownBy(() -> layer.setAttr("var_name", Tensor.zeros(5, 5)))
        .as("Java objects take no new fields")
        .isInstanceOf(AttributeException.class);
    layer.registerBuffer("var_name", Tensor.zeros(5, 5));
    assertThat(layer.parameters()).hasSize(3);
    layer.setAttr("param_attr", pb);
    assertThat(layer.parameters()).hasSize(4);
    refused(
        "cannot assign 'Tensor' as parameter 'param_attr' (Parameter or null expected)",
        () -> layer.setAttr("param_attr", Tensor.zeros(5, 5)));
    layer.setAttr("param_attr", null);
    assertThat(layer.parameters()).hasSize(3);
  }

  @Test
  void orderOfAssignments() {
    orderOfAssignments(module, () -> List.copyOf(module.parameters()), pa, pb, pc);
    module.delAttr("a");
    module.delAttr("b");
    assertThat(module.parameters()).isEmpty();
    orderOfAssignments(
        module,
        () -> List.copyOf(module.children()),
        new Linear(4, 4),
        new Linear(5, 5),
        new Linear(6, 6));
    module.delAttr("a");
    module.delAttr("b");
    assertThat(module.children()).isEmpty();

    Tensor buffer = Tensor.zeros(10);
    module.registerBuffer("buf", buffer);
    module.setAttr("buf", null);
    assertThat(module.getAttr("buf")).isNull();
    module.setAttr("buf", buffer);
    assertThat(module.stateDict().get("buf").sharesStorage(buffer)).isTrue();
  }

  private static void orderOfAssignments(
      NnModule module, Supplier<List<?>> list, Object a, Object b, Object c) {
    module.setAttr("a", a);
    assertThat(module.getAttr("a")).isSameAs(a);
    module.setAttr("b", b);
    assertThat(list.get()).isEqualTo(List.of(a, b));
    module.setAttr("a", null);
    assertThat(module.getAttr("a")).isNull();
    assertThat(list.get()).isEqualTo(List.of(b));
    module.setAttr("a", a);
    assertThat(list.get()).as("in its place again").isEqualTo(List.of(a, b));
    module.setAttr("a", c);
    assertThat(list.get()).isEqualTo(List.of(c, b));
    module.delAttr("a");
    assertThat(module.hasAttr("a")).isFalse();
    module.setAttr("a", a);
    assertThat(list.get()).as("at the end").isEqualTo(List.of(b, a));
  }

  @Test
  void orderOfAssignmentsToFields() {
    WithFields fields = new WithFields();
    fields.b = pb;
    fields.a = pa;
    assertThat(fields.parameters()).as("in the order of declaration").containsExactly(pa, pb);
    fields.a = null;
    assertThat(fields.parameters()).containsExactly(pb);
    fields.a = pc;
    assertThat(fields.parameters()).containsExactly(pc, pb);
    fields.delAttr("a");
    assertThat(fields.a).isNull();
    fields.a = pa;
    assertThat(fields.parameters()).as("at the end").containsExactly(pb, pa);

    Linear x = new Linear(1, 1);
    Linear y = new Linear(1, 1);
    fields.y = y;
    assertThat(fields.children()).containsExactly(y);
    fields.x = x;
    assertThat(fields.children()).as("as they were assigned").containsExactly(y, x);
    fields.setAttr("y", x);
    assertThat(fields.y).isSameAs(x);
    refused(
        "cannot assign 'EmptyModule' as child module 'y' (Linear or null expected)",
        () -> fields.setAttr("y", module));
    assertThat(fields.y).isSameAs(x);
  }

  @Test
  void pathsStayUnique() {
    Linear layer = new Linear(1, 1);
    refused("module name can't contain \".\", got: a.b", () -> module.setAttr("a.b", layer));
    refused("module name can't be empty string \"\"", () -> module.setAttr("", layer));
    refused("parameter name can't contain \".\"", () -> module.setAttr("a.b", pa));
    assertThat(module.modules()).containsExactly(module);
  }

  @Test
  void anotherKindTakesThePlace() {
    module.registerBuffer("name", Tensor.zeros(1));
    module.setAttr("name", pa);
    assertThat(module.buffers()).isEmpty();
    assertThat(module.parameters()).containsExactly(pa);
    refused(
        "cannot assign 'Linear' as parameter 'name' (Parameter or null expected)",
        () -> module.setAttr("name", new Linear(1, 1)));
    module.delAttr("name");
    module.registerModule("name", new Linear(1, 1));
    module.setAttr("name", pb);
    assertThat(module.children()).isEmpty();
    assertThat(module.parameters()).containsExactly(pb);
  }
}
