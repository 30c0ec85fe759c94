package io.tenon.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenon.nn.NnModule;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** For which constructor a network is compiled, and which networks are served by that. */
final class ConstructorsTest {
  private static final String HEAD =
      """
      package nets;

      import static io.tenon.nn.Functional.*;
      import io.tenon.Tensor;
      import io.tenon.annotation.*;
      import io.tenon.nn.*;

      public class Net extends NnModule {
        @Submodule Sequential features;
        @Submodule Dropout dropout;
        @Submodule Linear fc;

        @Override
        public Tensor forward(@Shape("N, 4") Tensor x) {
          return fc.call(dropout.call(features.call(x)));
        }
      """;

  /** Width decides sizes, so the constructor that takes it can't be compiled for; others can. */
  private static final String WIDE =
      HEAD
          + """
            public Net() {
              this(10, 1.0);
            }

            public Net(int classes) {
              this(classes, 1.0);
            }

            public Net(int classes, double width) {
              this(classes, width, 0.5);
            }

            public Net(int classes, double width, double p) {
              int hidden = (int) (8 * width);
              features = new Sequential(new Linear(4, hidden), new ReLU());
              dropout = new Dropout(p);
              fc = new Linear(hidden, classes);
            }
          }
          """;

  @Test
  void theMostOpenConstructorThatCanBeCompiledServesAllThatMakeItsGraph() {
    Compiled compiled = Compiled.source("nets.Net", WIDE).cleanly();
    assertThat(whyEager(compiled)).isNull();
    assertThat(whyEager(compiled, 3)).isNull();
    assertThat(whyEager(compiled, 7, 1.0)).isNull();
    assertThat(whyEager(compiled, 7, 1.0, 0.1)).isNull();
    assertThat(whyEager(compiled, 7, 2.0, 0.1)).contains("has shape [16, 4]");
    assertThat(compiled.sources().get("Net_Forward")).contains("classes");
  }

  @Test
  void anArgumentThatTheGraphDoesNotDependOnStaysOpen() {
    Compiled compiled =
        Compiled.source(
                "nets.Net",
                HEAD
                    + """
                      public Net(double p, String name, boolean verbose) {
                        features = new Sequential(new Linear(4, 8), new ReLU());
                        dropout = new Dropout(p);
                        fc = new Linear(8, 2);
                      }
                    }
                    """)
            .cleanly();
    assertThat(whyEager(compiled, 0.3, "net", true)).isNull();
    assertThat(whyEager(compiled, 0.0, null, false)).isNull();
  }

  @Test
  void whereNoneCanBeCompiledTheMostOpenOneSaysWhy() {
    Compiled compiled =
        Compiled.source(
            "nets.Net",
            HEAD
                + """
                  public Net(double width) {
                    this((int) (8 * width), true);
                  }

                  public Net(int hidden, boolean bias) {
                    features = new Sequential(new Linear(4, hidden, bias), new ReLU());
                    dropout = new Dropout(0.5);
                    fc = new Linear(hidden, 2);
                  }
                }
                """);
    assertThat(compiled.compilation().errors()).isEmpty();
    assertThat(compiled.compilation().warnings())
        .singleElement()
        .asString()
        .contains("[TN024] Net.forward stays eager: 'features.call(x)' needs the constructor's")
        .contains("argument 'bias'");
  }

  private static String whyEager(Compiled compiled, Object... args) {
    for (Constructor<?> each : compiled.type("nets.Net").getConstructors()) {
      if (each.getParameterCount() == args.length) {
        try {
          NnModule net = ((NnModule) each.newInstance(args)).eval();
          Tensors.assertSame(net, Tensors.ones(3, 4));
          return net.whyEager();
        } catch (ReflectiveOperationException e) {
          throw new IllegalArgumentException(Arrays.toString(args), e);
        }
      }
    }
    throw new IllegalArgumentException(Arrays.toString(args));
  }
}
