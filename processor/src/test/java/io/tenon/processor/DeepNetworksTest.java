package io.tenon.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tenon.Tensor;
import io.tenon.nn.Init;
import io.tenon.nn.NnModule;
import org.junit.jupiter.api.Test;

/** However deep a network is, no method of its forward is too long for HotSpot to compile. */
final class DeepNetworksTest {
  private static final int MOST_BYTECODES = 3_000;

  private static final String SOURCE =
      """
      import io.tenon.Tensor;
      import io.tenon.annotation.*;
      import io.tenon.nn.*;
      import java.util.*;

      public class Deep extends NnModule {
        @Submodule Sequential layers;
        @Submodule Linear fc = new Linear(36, 20);

        public Deep() {
          List<NnModule> all = new ArrayList<>();
          for (int i = 0; i < 140; i++) {
            all.add(new Conv2d(4, 4, 3, Conv2d.options().padding(1)));
            all.add(new Tanh());
          }
          layers = new Sequential(all.toArray(new NnModule[0]));
        }

        @Override
        public Tensor forward(@Shape("N, 4, 3, 3") Tensor x) {
          return fc.call(layers.call(x).flatten(1));
        }
      }
      """;

  @Test
  void longForwardsAreDivided() {
    Compiled compiled = Compiled.source("Deep", SOURCE).cleanly();
    assertThat(compiled.sources().get("Deep_Forward"))
        .contains("forward1(n, x, xAt, workspace);\n      forward2(n, N, workspace);")
        .contains("layers0Border to layers156Tanh, for sample n.")
        .contains("layers158Tanh to layers278Tanh, for sample n.");
    assertThat(CodeSizes.of(compiled.generatedClasses().get("Deep_Forward")))
        .allSatisfy((name, size) -> assertThat(size).as(name).isLessThan(MOST_BYTECODES));
    NnModule net = compiled.create("Deep");
    Tensor x = Init.uniform_(Tensor.zeros(3, 4, 3, 3), -1, 1);
    Tensor expected = net.eager(x);
    Tensor result = net.call(x);
    assertThat(net.whyEager()).isNull();
    for (int i = 0; i < expected.numel(); i++) {
      assertThat(result.toArray()[i]).isCloseTo(expected.toArray()[i], within(1e-6f));
    }
  }
}
