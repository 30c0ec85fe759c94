package io.tenon.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Messages about shapes say where each shape came from. */
final class ShapeMessagesTest {
  private static final String HEAD =
      """
      package nets;

      import static io.tenon.nn.Functional.*;
      import io.tenon.Parameter;
      import io.tenon.Tensor;
      import io.tenon.annotation.*;
      import io.tenon.nn.*;

      class Net extends NnModule {
      """;

  @Test
  void theInputsAndTheWeightsExpressions() {
    assertThat(
            message(
                """
                  @Submodule Conv2d conv = new Conv2d(3, 16, 5);
                  @Submodule Linear fc1 = new Linear(400, 120);

                  @Override
                  public Tensor forward(@Shape("N, 3, 32, 32") Tensor x) {
                    Tensor out = maxPool2d(relu(conv.call(x)), 2);
                    out = out.view(out.size(0), -1);
                    return fc1.call(out);
                  }
                }
                """))
        .isEqualTo(
            """
            [TN012] linear: input has 3136 features, but the weight expects 400 (input [N, 3136], weight [120, 400]), in 'fc1.call(out)'
                Where: [N, 3136] is 'out.view(out.size(0), -1)', Net.java:16; weight [120, 400] of 'fc1' is from 'new Linear(400, 120)', Net.java:11
                Fix: give the layer 3136 input features""");
  }

  @Test
  void theInputOfTheNetworkAndLayersInsideOne() {
    assertThat(
            message(
                """
                  @Submodule Sequential all =
                      new Sequential(new Conv2d(3, 8, 3), new Conv2d(6, 8, 3));

                  @Override
                  public Tensor forward(@Shape("N, 3, 32, 32") Tensor x) {
                    return all.call(x);
                  }
                }
                """))
        .contains("in layer '1', in 'all.call(x)'\n")
        .contains(
            "  Where: [N, 8, 30, 30] comes from layer 'all.0'; weight [8, 6, 3, 3] of 'all.1' is from 'new Conv2d(6, 8, 3)', Net.java:11\n");
    assertThat(
            message(
                """
                  @Submodule Linear fc = new Linear(4, 4);

                  @Override
                  public Tensor forward(@Shape("N, 3") Tensor x) {
                    return fc.call(x);
                  }
                }
                """))
        .contains(
            "  Where: [N, 3] is 'x', by its @Shape; weight [4, 4] of 'fc' is from 'new Linear(4, 4)', Net.java:10\n");
  }

  @Test
  void bothOperands() {
    assertThat(
            message(
                """
                  @Submodule Linear fc = new Linear(4, 6);
                  @Param Parameter scale = new Parameter(Tensor.ones(5));

                  @Override
                  public Tensor forward(@Shape("N, 4") Tensor x) {
                    return fc.call(x).add(x.view(-1, 4));
                  }
                }
                """))
        .contains(
            "  Where: [N, 6] is 'fc.call(x)', Net.java:15; [N, 4] is 'x.view(-1, 4)', Net.java:15\n");
    assertThat(
            message(
                """
                  @Param Parameter scale = new Parameter(Tensor.ones(5));

                  @Override
                  public Tensor forward(@Shape("N, 4") Tensor x) {
                    return x.mul(scale);
                  }
                }
                """))
        .contains(
            "  Where: [N, 4] is 'x', by its @Shape; 'scale' [5] is from 'new Parameter(Tensor.ones(5))', Net.java:10\n");
    assertThat(
            message(
                """
                  @Override
                  public Tensor forward(@Shape("N, 4") Tensor x) {
                    return relu(x).view(3, 5);
                  }
                }
                """))
        .contains("  Where: [N, 4] is 'relu(x)', Net.java:12\n");
  }

  @Test
  void aUsersBlockNamesItsLayer() {
    assertThat(
            message(
                """
                  static class Block extends NnModule {
                    @Submodule Linear fc;

                    Block(int width) {
                      fc = new Linear(width, width);
                    }

                    @Override
                    public Tensor forward(Tensor x) {
                      return fc.call(x);
                    }
                  }

                  @Submodule Block block = new Block(5);

                  @Override
                  public Tensor forward(@Shape("N, 4") Tensor x) {
                    return block.call(tanh(x));
                  }
                }
                """))
        .contains(
            "  Where: [N, 4] is 'tanh(x)', Net.java:27; weight [5, 5] of 'block.fc' is from 'new Linear(width, width)', Net.java:14\n")
        .contains("  Called by 'block.call(tanh(x))', Net.java:27");
  }

  @Test
  void thePaddingOfPoolingIsToldWhatFits() {
    assertThat(
            message(
                """
                  @Submodule MaxPool2d pool = new MaxPool2d(3, 2, 2);

                  @Override
                  public Tensor forward(@Shape("N, 3, 8, 8") Tensor x) {
                    return pool.call(x);
                  }
                }
                """))
        .endsWith(
            "  Fix: give it a padding of at most (1, 1), or a kernel_size of at least (4, 4)");
  }

  @Test
  void aLayerWhoseForwardIsCalledKeepsItsName() {
    Compiled compiled =
        Compiled.source(
                "nets.Net",
                HEAD
                    + """
                        @Submodule Linear fc1 = new Linear(4, 6);
                        @Submodule Linear fc2 = new Linear(6, 2);

                        @Override
                        public Tensor forward(@Shape("N, 4") Tensor x) {
                          return linear(relu(fc1.forward(x)), fc2.weight, fc2.bias);
                        }
                      }
                      """)
            .cleanly();
    assertThat(compiled.sources().get("Net_Forward"))
        .contains("void fc1Relu(")
        .contains("void fc2(");
  }

  private static String message(String body) {
    Compiled compiled = Compiled.source("nets.Net", HEAD + body);
    assertThat(compiled.compilation().errors()).hasSize(1);
    return compiled.compilation().errors().get(0).getMessage(null);
  }
}
