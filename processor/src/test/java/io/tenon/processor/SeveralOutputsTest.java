package io.tenon.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenon.Tensor;
import io.tenon.kernel.Kernels;
import io.tenon.nn.Init;
import io.tenon.nn.NnModule;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Networks of several outputs: {@code forwardAll} and {@code callAll}. */
final class SeveralOutputsTest {
  private static final double TOLERANCE = 1e-5; // of the largest element

  private static final Compiled COMPILED =
      Compiled.source(
              "several.Detector",
              """
          package several;

          import static io.tenon.nn.Functional.*;

          import io.tenon.Tensor;
          import io.tenon.annotation.*;
          import io.tenon.nn.*;

          public class Detector extends NnModule {
            public record Outputs(Tensor classes, Tensor boxes, Tensor features) {}

            @Submodule Conv2d body = new Conv2d(3, 20, 3, new Conv2d.Options().padding(1));
            @Submodule Linear classify;
            @Submodule Linear locate = new Linear(20, 4);

            public Detector(int classes) {
              classify = new Linear(20, classes);
            }

            public Outputs forwardAll(@Shape("N, 3, 8, 8") Tensor x) {
              Tensor maps = relu(body.call(x));
              Tensor features = maps.mean(2, 3);
              Tensor boxes = locate.call(features);
              return new Outputs(classify.call(features), boxes.view(-1, 2, 2), maps);
            }

            /** As a user might: the classes alone. */
            @Override
            public Tensor forward(Tensor x) {
              return this.<Outputs>callAll(x).classes();
            }
          }

          class Pair extends NnModule {
            record Outputs(Tensor sum, Tensor total) {}

            @Submodule Detector detector = new Detector(5);
            @Submodule Linear last = new Linear(5, 3);

            Pair() {}

            Outputs forwardAll(
                @Shape("N, 3, 8, 8") Tensor a, @Shape("N, 5") Tensor b) {
              Detector.Outputs found = detector.callAll(a);
              Tensor sum = last.call(found.classes().add(b));
              return new Outputs(sum, found.boxes().sum(1, 2));
            }
          }

          class Sequences extends NnModule {
            record Outputs(Tensor each, Tensor mean) {}

            @Submodule Linear last = new Linear(6, 20);

            Outputs forwardAll(@Shape("N, T, 6") Tensor x) {
              Tensor each = last.call(x);
              return new Outputs(each, each.mean(1));
            }
          }
          """)
          .cleanly();

  @AfterEach
  void fastKernelsAgain() {
    Kernels.use(Kernels.best());
  }

  private static Tensor random(int... sizes) {
    return Init.uniform_(Tensor.zeros(sizes), -1, 1);
  }

  private static void assertSame(Record generated, Record eager, int outputs) throws Exception {
    assertThat(generated).isExactlyInstanceOf(eager.getClass());
    assertThat(eager.getClass().getRecordComponents()).hasSize(outputs);
    for (var component : eager.getClass().getRecordComponents()) {
      component.getAccessor().setAccessible(true);
      Tensor expected = (Tensor) component.getAccessor().invoke(eager);
      Tensor got = (Tensor) component.getAccessor().invoke(generated);
      assertThat(got.shape()).isEqualTo(expected.shape());
      Tensors.assertClose(got, expected, TOLERANCE);
    }
  }

  @Test
  void generatedComputesWhatEagerDoes() throws Exception {
    NnModule net = COMPILED.create("several.Detector", 7);
    for (Kernels kernels : List.of(Kernels.scalar(), Kernels.best())) {
      Kernels.use(kernels);
      for (int N : new int[] {1, 3, 17, 300}) {
        Tensor x = random(N, 3, 8, 8);
        Record generated = net.callAll(x);
        assertThat(net.whyEager()).isNull();
        assertSame(generated, net.eagerAll(x), 3);
      }
    }
    assertThat(net.compiledSteps()).isNotEmpty();
  }

  @Test
  void forwardBesideItWorksToo() throws Exception {
    NnModule net = COMPILED.create("several.Detector", 7);
    Tensor x = random(2, 3, 8, 8);
    assertThat(net.call(x).shape()).hasToString("[2, 7]");
    Record all = net.eagerAll(x);
    Tensor classes = (Tensor) all.getClass().getMethod("classes").invoke(all);
    Tensors.assertClose(net.call(x), classes, TOLERANCE);
  }

  @Test
  void severalInputsAndNetworksInside() throws Exception {
    NnModule net = make("several.Pair");
    for (int N : new int[] {1, 4}) {
      Tensor a = random(N, 3, 8, 8);
      Tensor b = random(N, 5);
      Record generated = net.callAll(a, b);
      assertThat(net.whyEager()).isNull();
      assertSame(generated, net.eagerAll(a, b), 2);
    }
  }

  @Test
  void unknownLengths() throws Exception {
    NnModule net = make("several.Sequences");
    for (int T : new int[] {1, 5, 2, 5}) {
      Tensor x = random(3, T, 6);
      Record generated = net.callAll(x);
      assertThat(net.whyEager()).isNull();
      assertSame(generated, net.eagerAll(x), 2);
    }
  }

  @Test
  void aHookSeesTheRecordAndMayReplaceIt() throws Exception {
    NnModule net = COMPILED.create("several.Detector", 7);
    Tensor x = random(2, 3, 8, 8);
    Record other = net.callAll(random(2, 3, 8, 8));
    net.registerForwardHook((module, inputs, output) -> other);
    assertThat((Record) net.callAll(x)).isSameAs(other);
    assertThat(net.whyEager()).contains("a hook");
  }

  @Test
  void wrongCallsAreTold() {
    NnModule net = COMPILED.create("several.Detector", 7);
    Tensor x = random(2, 3, 8, 8);
    assertThatThrownBy(() -> net.callAll(x, x))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Detector.forwardAll takes 1 input, but the call has 2. Fix: call it with as many tensors");
    NnModule linear = new io.tenon.nn.Linear(3, 4);
    assertThatThrownBy(() -> linear.callAll(random(2, 3)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(
            "Module [Linear] is missing the required \"forwardAll\" function: one that takes Tensors"
                + " and returns a record of Tensors");
  }

  @Test
  void theRegistrationReachesTheRecord() {
    assertThat(COMPILED.sources().get("Detector_Registration"))
        .contains(
            """
              public ForwardAll<Detector, ?> forwardAll() {
                return new ForwardAll<Detector, Detector.Outputs>(
                    1,
                    (net, inputs) -> net.forwardAll(inputs.get(0)),
                    outputs -> Arrays.asList(outputs.classes(), outputs.boxes(), outputs.features()),
                    tensors -> new Detector.Outputs(tensors.get(0), tensors.get(1), tensors.get(2)));
              }
            """
                .indent(-0));
  }

  private static NnModule make(String name) throws Exception {
    var constructor = COMPILED.type(name).getDeclaredConstructor();
    constructor.setAccessible(true);
    return ((NnModule) constructor.newInstance()).eval();
  }
}
