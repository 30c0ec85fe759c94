package io.tenon.nn.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;
import io.tenon.nn.conformance.Nets.EmptyModule;
import io.tenon.nn.conformance.Nets.WithFields;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Which names can be registered, and how often. */
final class RegisteringTest {
  private static final Tensor TENSOR = Tensor.zeros(5);

  private static void refused(String message, ThrowingCallable registration) {
    assertThatThrownBy(registration)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void namesMustNotBeNull() {
    EmptyModule module = new EmptyModule();
    refused("buffer name should be a string. Got null", () -> module.registerBuffer(null, TENSOR));
    refused(
        "parameter name should be a string. Got null",
        () -> module.registerParameter(null, Nets.parameter(1)));
    refused("module name should be a string. Got null", () -> module.registerModule(null, module));
    assertThat(module.stateDict()).isEmpty();
    assertThat(module.children()).isEmpty();
  }

  private static final String TAKEN = "attribute 'attribute_name' already exists";

  @Test
  void bufferCantTakeATakenName() {
    EmptyModule module = new EmptyModule();
    module.registerParameter("attribute_name", Nets.parameter(1));
    refused(TAKEN, () -> module.registerBuffer("attribute_name", TENSOR));
    module.delAttr("attribute_name");
    module.addModule("attribute_name", new EmptyModule());
    refused(TAKEN, () -> module.registerBuffer("attribute_name", TENSOR));
    module.delAttr("attribute_name");
    module.registerBuffer("attribute_name", TENSOR);
    assertThat(module.getBuffer("attribute_name")).isSameAs(TENSOR);
  }

  @Test
  void parameterCantTakeATakenName() {
    EmptyModule module = new EmptyModule();
    Parameter parameter = Nets.parameter(1);
    module.registerBuffer("attribute_name", TENSOR);
    refused(TAKEN, () -> module.registerParameter("attribute_name", parameter));
    module.delAttr("attribute_name");
    module.addModule("attribute_name", new EmptyModule());
    refused(TAKEN, () -> module.registerParameter("attribute_name", parameter));
    module.delAttr("attribute_name");
    module.registerParameter("attribute_name", parameter);
    assertThat(module.getParameter("attribute_name")).isSameAs(parameter);
  }

  @Test
  void moduleCantTakeATakenName() {
    EmptyModule module = new EmptyModule();
    NnModule child = new EmptyModule();
    module.registerBuffer("attribute_name", TENSOR);
    refused(TAKEN, () -> module.addModule("attribute_name", child));
    refused(TAKEN, () -> module.registerModule("attribute_name", child));
    module.delAttr("attribute_name");
    module.registerParameter("attribute_name", Nets.parameter(1));
    refused(TAKEN, () -> module.addModule("attribute_name", child));
    refused(TAKEN, () -> module.registerModule("attribute_name", child));
    module.delAttr("attribute_name");
    module.registerModule("attribute_name", child);
    assertThat(module.getSubmodule("attribute_name")).isSameAs(child);
  }

  @Test
  void fieldsTakeTheirNamesEvenWhileNull() {
    WithFields module = new WithFields();
    refused("attribute 'a' already exists", () -> module.registerBuffer("a", TENSOR));
    refused("attribute 'x' already exists", () -> module.registerBuffer("x", TENSOR));
    refused("attribute 'x' already exists", () -> module.registerParameter("x", null));
    refused("attribute 'buf' already exists", () -> module.registerModule("buf", null));
  }

  @Test
  void fieldWhoseNameAnotherKindTookIsRefused() {
    WithFields module = new WithFields();
    module.setAttr("x", Nets.parameter(1));
    module.setAttr("cache", Nets.parameter(1));
    refused("attribute 'x' already exists", () -> module.registerModule("x", null));
    refused("attribute 'cache' already exists", () -> module.registerBuffer("cache", TENSOR));
    assertThat(module.cache).isNull();
    assertThat(module.parameters()).hasSize(2);
    module.x = new Linear(1, 1);
    assertThat(module.children()).as("an assignment can't be refused").containsExactly(module.x);
    assertThat(module.parameters(false)).hasSize(1);
  }

  @Test
  void bufferMayBeRegisteredAgain() {
    EmptyModule module = new EmptyModule();
    for (Tensor buffer : new Tensor[] {TENSOR, TENSOR.add(5), null, TENSOR}) {
      module.registerBuffer("buffer_name", buffer);
      assertThat(module.hasAttr("buffer_name")).isTrue();
      assertThat(module.getAttr("buffer_name")).isSameAs(buffer);
    }
  }

  @Test
  void parameterMayBeRegisteredAgain() {
    EmptyModule module = new EmptyModule();
    for (Parameter parameter : new Parameter[] {Nets.parameter(5), Nets.parameter(5), null}) {
      module.registerParameter("param_name", parameter);
      assertThat(module.hasAttr("param_name")).isTrue();
      assertThat(module.getAttr("param_name")).isSameAs(parameter);
    }
  }

  @Test
  void modulesAreAddedAndReplaced() {
    Linear shared = new Linear(10, 20);
    EmptyModule net = new EmptyModule();
    net.addModule("l", shared);
    net.addModule("l2", shared);
    net.addModule("empty", null);
    assertThat(net.getSubmodule("l")).isSameAs(shared);
    assertThat(net.getSubmodule("l2")).isSameAs(shared);
    assertThat(net.hasAttr("empty")).isTrue();
    assertThat(net.getAttr("empty")).isNull();
    net.registerModule("l3", shared);
    assertThat(net.getSubmodule("l3")).isSameAs(shared);
    Linear other = new Linear(20, 10);
    net.addModule("l", other);
    assertThat(net.getSubmodule("l")).isSameAs(other);
    assertThat(net.namedModules("", false).keySet()).containsExactly("", "l", "l2", "l3");
  }
}
