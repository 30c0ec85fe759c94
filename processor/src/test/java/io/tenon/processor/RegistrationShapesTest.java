package io.tenon.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;
import io.tenon.nn.ReLU;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Module classes of every shape: what is generated compiles without a warning, and registers. */
final class RegistrationShapesTest {
  private static final String IMPORTS =
      """
      import io.tenon.Parameter;
      import io.tenon.Tensor;
      import io.tenon.annotation.Buffer;
      import io.tenon.annotation.Param;
      import io.tenon.annotation.Shape;
      import io.tenon.annotation.Submodule;
      import io.tenon.nn.Linear;
      import io.tenon.nn.NnModule;
      import io.tenon.nn.Sequential;
      """;

  private static NnModule create(String name, String text) {
    return Compiled.source(name, text).cleanly().create(name);
  }

  @Test
  void inTheUnnamedPackage() {
    NnModule net =
        create(
            "Unnamed",
            IMPORTS
                + """
                public class Unnamed extends NnModule {
                  @Submodule Linear fc = new Linear(2, 3);
                  @Override public Tensor forward(@Shape("N, 2") Tensor x) { return fc.call(x); }
                }
                """);
    assertThat(net.stateDict()).containsOnlyKeys("fc.weight", "fc.bias");
    assertThat(net.call(Tensors.ones(1, 2)).shape()).hasToString("[1, 3]");
    assertThat(net.whyEager()).isNull();
  }

  @Test
  void deeplyNested() {
    Compiled compiled =
        Compiled.source(
                "demo.Outer",
                "package demo;\n"
                    + IMPORTS
                    + """
                public class Outer {
                  public interface Middle {
                    class Net extends NnModule {
                      @Submodule Linear fc = new Linear(2, 3);
                      @Override public Tensor forward(@Shape("N, 2") Tensor x) { return fc.call(x); }
                    }
                  }
                }
                """)
            .cleanly();
    NnModule net = compiled.create("demo.Outer$Middle$Net");
    assertThat(net.call(Tensors.ones(1, 2)).shape()).hasToString("[1, 3]");
    assertThat(net.whyEager()).isNull();
  }

  @Test
  void genericClassesAndFields() {
    NnModule net =
        create(
            "demo.Generic",
            "package demo;\n"
                + IMPORTS
                + """
                public class Generic<T extends NnModule> extends NnModule {
                  static class Box<V> extends NnModule {
                    @Param Parameter weight = new Parameter(Tensor.ones(2));
                  }
                  @Submodule Box<String> box = new Box<>();
                  @Submodule T child;
                }
                """);
    assertThat(net.namedParameters()).containsOnlyKeys("box.weight");
    assertThat(net).hasToString("Generic(\n  (box): Box()\n)"); // as after self.child = None
    net.setAttr("child", new ReLU());
    assertThat(net).hasToString("Generic(\n  (box): Box()\n  (child): ReLU()\n)");
  }

  @Test
  void namesThatGeneratedCodeUsesItself() {
    NnModule net =
        create(
            "demo.Slots",
            "package demo;\n"
                + IMPORTS
                + """
                public class Slots extends NnModule {
                  @Submodule Linear net = new Linear(2, 2);
                  @Submodule Linear value = new Linear(2, 2);
                  @Submodule Linear slots = new Linear(2, 2);
                  @Submodule Linear kernels = new Linear(2, 2);
                  @Submodule Linear workspace = new Linear(2, 2);
                  @Submodule Linear x = new Linear(2, 2);
                  @Submodule Linear y = new Linear(2, 2);
                  @Submodule Linear N = new Linear(2, 2);
                  @Submodule Linear steps = new Linear(2, 2);
                  @Submodule Linear binding = new Linear(2, 2);
                  @Submodule Linear xAt = new Linear(2, 2);
                  @Override public Tensor forward(@Shape("N, 2") Tensor y) {
                    Tensor out = net.call(value.call(slots.call(kernels.call(workspace.call(y)))));
                    out = x.call(this.y.call(N.call(steps.call(binding.call(xAt.call(out))))));
                    return out;
                  }
                }
                """);
    Tensors.assertSame(net, Tensors.ones(3, 2));
    assertThat(net.whyEager()).isNull();
  }

  @Test
  void classesNamedAsThoseThatGeneratedCodeImports() {
    for (String name :
        List.of("Binding", "CompiledForward", "Panel", "Step", "Registration", "List")) {
      NnModule net =
          create(
              "demo." + name,
              "package demo;\n"
                  + IMPORTS
                  + """
                  public class %s extends NnModule {
                    @Submodule Linear fc = new Linear(2, 20);
                    @Override public Tensor forward(@Shape("N, 2") Tensor x) { return fc.call(x); }
                  }
                  """
                      .formatted(name));
      Tensors.assertSame(net, Tensors.ones(3, 2));
      assertThat(net.whyEager()).as(name).isNull();
    }
  }

  @Test
  void buffersAndFinalFieldsAndOtherNames() {
    NnModule net =
        create(
            "demo.Buffers",
            "package demo;\n"
                + IMPORTS
                + """
                public class Buffers extends NnModule {
                  @Buffer("running mean") final Tensor mean = Tensor.ones(2);
                  @Buffer(persistent = false) Tensor scratch = Tensor.ones(3);
                  @Param("größe") final Parameter size = new Parameter(Tensor.ones(1));
                  @Submodule("0") protected final Sequential first = new Sequential();
                  @Submodule Linear none;
                }
                """);
    assertThat(net.stateDict()).containsOnlyKeys("größe", "running mean");
    assertThat(net.namedBuffers()).containsOnlyKeys("running mean", "scratch");
    assertThat(net).hasToString("Buffers(\n  (0): Sequential()\n)"); // as after self.none = None
    net.setAttr("none", new Linear(1, 1));
    net.setAttr("none", null);
    assertThat(net).hasToString("Buffers(\n  (0): Sequential()\n  (none): None\n)");
    assertThatThrownBy(() -> net.setAttr("none", new ReLU()))
        .hasMessage("cannot assign 'ReLU' as child module 'none' (Linear or null expected)");
    assertThatThrownBy(() -> net.delAttr("0"))
        .hasMessage("'0' of Buffers is a final field; make it non-final to replace it");
    assertThatThrownBy(() -> net.setAttr("running mean", new Parameter(Tensor.ones(2))))
        .hasMessage("'running mean' of Buffers is a final field; make it non-final to replace it");
    assertThat(net.stateDict()).containsOnlyKeys("größe", "running mean");
  }

  @Test
  void inheritedFieldsComeFirst() {
    Compiled compiled =
        Compiled.source(
                "demo.Below",
                "package demo;\n"
                    + IMPORTS
                    + """
                    public class Below {
                      public static class Above extends NnModule {
                        @Submodule Linear first = new Linear(1, 1, false);
                      }
                      public static class Net extends Above {
                        @Submodule Linear second = new Linear(1, 1, false);
                      }
                    }
                    """)
            .cleanly();
    assertThat(compiled.create("demo.Below$Net").namedParameters().keySet())
        .containsExactly("first.weight", "second.weight");
  }
}
