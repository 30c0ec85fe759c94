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

/** Networks of several inputs, and of sizes that come with them. */
final class SeveralInputsTest {
  private static final double TOLERANCE = 1e-5; // of the largest element

  private static final Compiled COMPILED =
      Compiled.source(
              "several.Mixer",
              """
          package several;

          import static io.tenon.nn.Functional.*;

          import io.tenon.Tensor;
          import io.tenon.annotation.*;
          import io.tenon.nn.*;

          public class Mixer extends NnModule {
            @Submodule Linear left;
            @Submodule Linear right = new Linear(3, 20);
            @Submodule LayerNorm norm = new LayerNorm(20);
            @Submodule Linear last = new Linear(20, 4);

            public Mixer(int features) {
              left = new Linear(features, 20);
            }

            public Tensor forward(
                @Shape("N, T, features") Tensor a, @Shape("N, T, 3") Tensor b) {
              Tensor x = relu(left.call(a)).add(right.call(b));
              x = norm.call(x);
              return softmax(last.call(x).view(x.size(0), 2, -1), 2);
            }
          }
          """)
          .cleanly();

  private final NnModule net = COMPILED.create("several.Mixer", 5);

  @AfterEach
  void fastKernelsAgain() {
    Kernels.use(Kernels.best());
  }

  private static Tensor random(int... sizes) {
    return Init.uniform_(Tensor.zeros(sizes), -1, 1);
  }

  @Test
  void generatedComputesWhatEagerDoes() {
    for (Kernels kernels : List.of(Kernels.scalar(), Kernels.best())) {
      Kernels.use(kernels);
      for (int N : new int[] {1, 3, 17, 300}) {
        for (int T : new int[] {1, 2, 7}) {
          Tensor a = random(N, T, 5);
          Tensor b = random(N, T, 3);
          Tensor result = net.call(a, b);
          assertThat(net.whyEager()).isNull();
          assertThat(result.shape()).hasToString("[" + N + ", 2, " + 2 * T + "]");
          Tensors.assertClose(result, net.eager(a, b), TOLERANCE);
        }
      }
    }
  }

  @Test
  void wrongInputsAreToldByTheOperation() {
    assertThatThrownBy(() -> net.call(random(2, 4, 5), random(2, 3, 3)))
        .hasMessageContaining("add: shapes [2, 4, 20] and [2, 3, 20] can't be broadcast");
    assertThatThrownBy(() -> net.call(random(2, 4, 6), random(2, 4, 3)))
        .hasMessageContaining("linear: input has 6 features, but the weight expects 5");
    assertThatThrownBy(() -> net.call(random(2, 4, 5)))
        .hasMessage(
            "Mixer.forward takes 2 inputs, but the call has 1. Fix: call it with as many tensors");
    assertThatThrownBy(() -> net.call(random(2, 4, 5), random(2, 4, 3), random(1)))
        .hasMessageContaining("takes 2 inputs, but the call has 3");
  }

  @Test
  void nothingIsComputedForAnEmptyBatch() {
    assertThat(net.call(random(0, 4, 5), random(0, 4, 3)).shape()).hasToString("[0, 2, 8]");
  }
}
