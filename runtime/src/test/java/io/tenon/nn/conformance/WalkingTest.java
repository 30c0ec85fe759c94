package io.tenon.nn.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.nn.AttributeException;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;
import io.tenon.nn.Sequential;
import io.tenon.nn.conformance.Nets.DummyLayer;
import io.tenon.nn.conformance.Nets.DummyNet;
import io.tenon.nn.conformance.Nets.EmptyModule;
import org.junit.jupiter.api.Test;

/** Parameters, buffers and modules by name and path, each once or under each of its names. */
final class WalkingTest {
  @Test
  void parametersByPath() {
    assertThat(new DummyLayer().namedParameters()).containsOnlyKeys("layer_dummy_param");
    DummyNet net = new DummyNet();
    assertThat(net.namedParameters().keySet())
        .containsExactly("dummy_param", "l1.layer_dummy_param");
    assertThat(net.parameters()).hasSize(2);
    assertThat(net.parameters(false)).hasSize(1);
    assertThat(net.namedParameters("", false, true)).containsOnlyKeys("dummy_param");
    assertThat(net.namedParameters("p", true, true).keySet())
        .containsExactly("p.dummy_param", "p.l1.layer_dummy_param");
    Sequential twice = Nets.dummyNetTwice();
    assertThat(twice.parameters()).hasSize(2);
    assertThat(twice.namedParameters().keySet())
        .containsExactly("0.dummy_param", "0.l1.layer_dummy_param");
  }

  @Test
  void sharedParametersUnderEachName() {
    EmptyModule parameters = new EmptyModule();
    Parameter shared = Nets.parameter(3, 3);
    parameters.registerParameter("param1", shared);
    parameters.registerParameter("param2", shared);
    assertThat(parameters.namedParameters()).containsOnlyKeys("param1");
    assertThat(parameters.namedParameters(false).keySet()).containsExactly("param1", "param2");

    EmptyModule modules = new EmptyModule();
    Linear layer = new Linear(3, 4, false);
    modules.registerModule("mod1", layer);
    modules.registerModule("mod2", layer);
    assertThat(modules.namedParameters()).containsOnlyKeys("mod1.weight");
    assertThat(modules.namedParameters(false).keySet())
        .containsExactly("mod1.weight", "mod2.weight");
  }

  @Test
  void buffersByPath() {
    assertThat(new DummyLayer().namedBuffers()).containsOnlyKeys("layer_dummy_buf");
    DummyNet net = new DummyNet();
    assertThat(net.namedBuffers().keySet()).containsExactly("dummy_buf", "l1.layer_dummy_buf");
    assertThat(net.buffers()).hasSize(2);
    assertThat(net.buffers(false)).hasSize(1);
    assertThat(net.namedBuffers("", false, true)).containsOnlyKeys("dummy_buf");
    Sequential twice = Nets.dummyNetTwice();
    assertThat(twice.buffers()).hasSize(2);
    assertThat(twice.namedBuffers().keySet())
        .containsExactly("0.dummy_buf", "0.l1.layer_dummy_buf");

    EmptyModule buffers = new EmptyModule();
    Tensor shared = Tensor.zeros(3, 5);
    buffers.registerBuffer("buffer1", shared);
    buffers.registerBuffer("buffer2", shared);
    assertThat(buffers.namedBuffers()).containsOnlyKeys("buffer1");
    assertThat(buffers.namedBuffers(false).keySet()).containsExactly("buffer1", "buffer2");
  }

  private final Linear l1 = new Linear(2, 2);
  private final Linear l2 = new Linear(2, 2);

  @Test
  void childrenOnce() {
    Sequential subnet = new Sequential(new Linear(2, 2), new Linear(2, 2));
    assertThat(new Sequential(l1, l2, l1, l2, subnet).children()).containsExactly(l1, l2, subnet);
  }

  @Test
  void namedChildrenOnce() {
    EmptyModule net = new EmptyModule();
    Sequential subnet = new Sequential(new Linear(2, 2), new Linear(2, 2));
    assertThatThrownBy(() -> net.addModule("", l1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("module name can't be empty string \"\"");
    assertThatThrownBy(() -> net.addModule("name.with.dot", l1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("module name can't contain \".\", got: name.with.dot");
    net.addModule("layer1", l1);
    net.addModule("layer2", l2);
    net.addModule("layer3", l1);
    net.addModule("layer4", l2);
    net.addModule("subnet", subnet);
    assertThat(net.namedChildren())
        .containsExactly(entry("layer1", l1), entry("layer2", l2), entry("subnet", subnet));
  }

  private static EmptyModule withBoth(NnModule layer) {
    EmptyModule net = new EmptyModule();
    net.registerModule("l1", layer);
    net.registerModule("l2", layer);
    return net;
  }

  @Test
  void modulesOnce() {
    EmptyModule net = withBoth(l1);
    Sequential four = new Sequential(net, net, net, net);
    assertThat(four.modules()).containsExactly(four, net, l1);
  }

  @Test
  void namedModulesOnceOrUnderEachName() {
    EmptyModule block = new EmptyModule();
    Linear inner1 = new Linear(2, 2);
    Linear inner2 = new Linear(2, 2);
    block.addModule("linear1", inner1);
    block.addModule("linear2", inner2);
    EmptyModule net = withBoth(l1);
    net.registerModule("block", block);
    Sequential twice = new Sequential(net, net);
    assertThat(twice.namedModules())
        .containsExactly(
            entry("", twice),
            entry("0", net),
            entry("0.l1", l1),
            entry("0.block", block),
            entry("0.block.linear1", inner1),
            entry("0.block.linear2", inner2));
    assertThat(twice.namedModules("", false))
        .containsExactly(
            entry("", twice),
            entry("0", net),
            entry("0.l1", l1),
            entry("0.l2", l1),
            entry("0.block", block),
            entry("0.block.linear1", inner1),
            entry("0.block.linear2", inner2),
            entry("1", net),
            entry("1.l1", l1),
            entry("1.l2", l1),
            entry("1.block", block),
            entry("1.block.linear1", inner1),
            entry("1.block.linear2", inner2));
  }

  @Test
  void bufferByName() {
    EmptyModule module = new EmptyModule();
    Tensor foo = Tensor.zeros(2, 3);
    module.registerBuffer("foo", foo);
    module.registerParameter("bar", Nets.parameter(1));
    assertThat(module.getBuffer("foo")).isSameAs(foo);
    assertThatThrownBy(() -> module.getBuffer("bar"))
        .isInstanceOf(AttributeException.class)
        .hasMessage("`bar` is not a buffer");
    assertThatThrownBy(() -> module.getBuffer("baz"))
        .isInstanceOf(AttributeException.class)
        .hasMessage("EmptyModule has no attribute `baz`");
  }

  @Test
  void bufferByPath() {
    Tensor foo = Tensor.zeros(2, 3);
    Tensor bar = Tensor.zeros(4, 5);
    EmptyModule subsub = new EmptyModule();
    subsub.registerBuffer("bar", bar);
    EmptyModule sub = new EmptyModule();
    sub.registerBuffer("foo", foo);
    sub.registerModule("subsub", subsub);
    EmptyModule module = new EmptyModule();
    module.registerModule("sub", sub);
    assertThat(module.getBuffer("sub.foo")).isSameAs(foo);
    assertThat(module.getBuffer("sub.subsub.bar")).isSameAs(bar);
    assertThatThrownBy(() -> module.getBuffer("sub.foo.bar"))
        .isInstanceOf(AttributeException.class)
        .hasMessage("`foo` is not an nn.Module");
  }

  @Test
  void parameterByPath() {
    DummyNet net = new DummyNet();
    assertThat(net.getParameter("l1.layer_dummy_param"))
        .isSameAs(net.namedParameters().get("l1.layer_dummy_param"));
    assertThatThrownBy(() -> net.getParameter("l1.layer_dummy_buf"))
        .isInstanceOf(AttributeException.class)
        .hasMessage("`layer_dummy_buf` is not an nn.Parameter");
    assertThatThrownBy(() -> net.getParameter("l2.weight"))
        .isInstanceOf(AttributeException.class)
        .hasMessage("DummyNet has no attribute `l2`");
  }

  private static void refuses(NnModule net, String path, boolean strict, String message) {
    assertThatThrownBy(() -> net.setSubmodule(path, new Linear(1, 1), strict))
        .isInstanceOf(AttributeException.class)
        .hasMessage(message);
  }

  @Test
  void submoduleIsReplacedByPath() {
    EmptyModule net = new EmptyModule();
    net.setSubmodule("net_b", new EmptyModule());
    net.setSubmodule("net_b.net_c", new EmptyModule());
    net.setSubmodule("net_b.net_c.conv", new Conv2d(3, 3, 3));
    net.setSubmodule("net_b.linear", l1);
    net.setSubmodule("net_b.net_c.conv", l1);
    assertThat(net.getSubmodule("net_b.net_c.conv")).isSameAs(l1);
    net.setSubmodule("net_b.net_c.conv", l2, true);
    assertThat(net.getSubmodule("net_b.net_c.conv")).isSameAs(l2);
    refuses(net, "net_b.conv", true, "EmptyModule has no attribute `conv`");
    net.setSubmodule("net_b.conv", l1);
    assertThat(net.getSubmodule("net_b.conv")).isSameAs(l1);
    assertThat(net.getSubmodule("")).isSameAs(net);

    assertThatThrownBy(() -> net.setSubmodule("", l1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot set the submodule without a target name!");
    assertThatThrownBy(() -> net.setSubmodule("net_b.linear", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("`module` is not an nn.Module, found null");
    refuses(net, "a.l", false, "EmptyModule has no attribute `a`");
    refuses(net, "0", true, "EmptyModule has no attribute `0`");
    net.setSubmodule("0", l1, false);
    net.setSubmodule("0", l2, true);
    assertThat(net.getSubmodule("0")).isSameAs(l2);
    net.registerParameter("foo", Nets.parameter(1));
    refuses(net, "foo", false, "`foo` is not an nn.Module");
    assertThat(net.namedChildren().keySet()).containsExactly("net_b", "0");
  }
}
