package io.tenon.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenon.nn.NnModule;
import java.lang.reflect.Constructor;
import org.junit.jupiter.api.Test;

/** A {@code @Shape} on the forward of a class above compiles that forward for each class below. */
final class InheritedForwardTest {
  private static final String BASE =
      """
      package nets;

      import static io.tenon.nn.Functional.*;
      import io.tenon.Tensor;
      import io.tenon.annotation.*;
      import io.tenon.nn.*;

      %s abstract class Base extends NnModule {
        @Submodule Linear fc = new Linear(4, 4);

        abstract Tensor act(Tensor x);

        @Override
        public Tensor forward(@Shape("N, 4") Tensor x) {
          return act(fc.call(x));
        }
      }
      """;

  private static final String BELOW =
      """

      class Plain extends Base {
        public Plain() {}

        @Override
        Tensor act(Tensor x) {
          return relu(x);
        }
      }

      class Wide extends Base {
        @Submodule Linear more;

        public Wide(int width) {
          more = new Linear(4, width);
        }

        @Override
        Tensor act(Tensor x) {
          return more.call(tanh(x));
        }
      }

      class Below extends Plain {
        public Below() {}
      }

      abstract class Between extends Base {}

      class Own extends Plain {
        public Own() {}

        @Override
        public Tensor forward(Tensor x) {
          return sigmoid(super.forward(x));
        }
      }

      class OwnBelow extends Own {
        public OwnBelow() {}
      }

      class Shaped extends Plain {
        public Shaped() {}

        @Override
        public Tensor forward(@Shape("N, 4") Tensor x) {
          return sigmoid(super.forward(x));
        }
      }

      class Outside {
        private static class Hidden extends Plain {}

        class Inner extends Plain {}
      }
      """;

  @Test
  void eachClassOfWhichThereAreObjectsHasItsOwn() {
    Compiled compiled = Compiled.source("nets.Base", BASE.formatted("") + BELOW).cleanly();
    assertThat(compiled.sources().keySet())
        .containsExactlyInAnyOrder(
            "Base_Registration",
            "Plain_Registration",
            "Plain_Forward",
            "Wide_Registration",
            "Wide_Forward",
            "Below_Registration",
            "Below_Forward",
            "Shaped_Registration",
            "Shaped_Forward");
    assertThat(compiled.sources().get("Plain_Forward"))
        .contains("fcRelu")
        .contains("Plain#forward");
    assertThat(whyEager(compiled, "Plain")).isNull();
    assertThat(whyEager(compiled, "Wide", 6)).isNull();
    assertThat(whyEager(compiled, "Below")).isNull();
    assertThat(whyEager(compiled, "Shaped")).isNull();
  }

  @Test
  void oneThatOverridesTheForwardWithoutAShapeIsEager() {
    Compiled compiled = Compiled.source("nets.Base", BASE.formatted("") + BELOW).cleanly();
    assertThat(whyEager(compiled, "Own")).isEqualTo("no forward was generated for Own");
    assertThat(whyEager(compiled, "OwnBelow")).isEqualTo("no forward was generated for OwnBelow");
  }

  @Test
  void whatIsRequiredOfTheBaseIsRequiredOfAllBelow() {
    Compiled compiled =
        Compiled.source("nets.Base", BASE.formatted("@Compile(required = true)") + BELOW);
    assertThat(compiled.compilation().errors())
        .extracting(error -> error.getMessage(null).lines().findFirst().orElse(""))
        .containsExactlyInAnyOrder(
            "[TN008] class Hidden is private, so generated code can't reach it",
            "[TN009] class Inner is an inner class, so generated code can't name it",
            "[TN016] Own is annotated @Compile(required = true), but its forward has no @Shape",
            "[TN016] OwnBelow is annotated @Compile(required = true), but its forward has no"
                + " @Shape");
  }

  @Test
  void whatIsWrongWithTheForwardIsSaidOnce() {
    Compiled compiled =
        Compiled.source("nets.Base", BASE.formatted("").replace("N, 4", "N, ,4") + BELOW);
    assertThat(compiled.compilation().errors()).hasSize(1);
  }

  private static String whyEager(Compiled compiled, String name, Object... args) {
    NnModule net = create(compiled.type("nets." + name), args).eval();
    Tensors.assertSame(net, Tensors.ones(3, 4));
    return net.whyEager();
  }

  private static NnModule create(Class<?> type, Object... args) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructors()[0];
      constructor.setAccessible(true); // a public one, of a class that is not
      return (NnModule) constructor.newInstance(args);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
