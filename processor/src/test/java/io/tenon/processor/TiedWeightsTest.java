package io.tenon.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.nn.Init;
import io.tenon.nn.NnModule;
import org.junit.jupiter.api.Test;

/** Layers that a constructor gives the same weight compute with one, and keep doing so. */
final class TiedWeightsTest {
  private static final Compiled COMPILED =
      Compiled.source(
              "shared.Tied",
              """
              package shared;

              import static io.tenon.nn.Functional.*;

              import io.tenon.Tensor;
              import io.tenon.annotation.*;
              import io.tenon.nn.*;

              public class Tied extends NnModule {
                @Submodule Linear first = new Linear(6, 6);
                @Submodule Sequential last = new Sequential(new Linear(6, 6, false));

                public Tied() {
                  ((Linear) last.get(0)).weight = first.weight;
                }

                @Override
                public Tensor forward(@Shape("N, 6") Tensor x) {
                  return last.call(relu(first.call(x)));
                }
              }
              """)
          .cleanly();

  private final NnModule net = COMPILED.create("shared.Tied");
  private final Tensor x = Init.uniform_(Tensor.zeros(5, 6), -1, 1);

  @Test
  void oneWeightIsComputedWith() {
    Tensors.assertSame(net, x);
    assertThat(net.whyEager()).isNull();
    assertThat(net.namedParameters()).containsOnlyKeys("first.weight", "first.bias");
    float[] before = net.call(x).toArray();
    Init.uniform_(net.getParameter("last.0.weight"), -1, 1);
    Tensors.assertSame(net, x);
    assertThat(net.whyEager()).isNull();
    assertThat(net.call(x).toArray()).isNotEqualTo(before);
  }

  @Test
  void weightsThatArePartedAreSeen() {
    net.call(x);
    NnModule last = net.getSubmodule("last.0");
    last.setAttr("weight", new Parameter(Init.uniform_(Tensor.zeros(6, 6), -1, 1)));
    float[] expected = net.eager(x).toArray();
    assertThat(net.call(x).toArray()).isEqualTo(expected);
    assertThat(net.whyEager()).isNotNull();
  }
}
