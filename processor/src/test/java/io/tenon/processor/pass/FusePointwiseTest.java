package io.tenon.processor.pass;

import static io.tenon.nn.Functional.avgPool2d;
import static io.tenon.nn.Functional.hardsigmoid;
import static io.tenon.nn.Functional.hardtanh;
import static io.tenon.nn.Functional.relu;
import static io.tenon.nn.Functional.relu6;
import static io.tenon.nn.Functional.sigmoid;
import static io.tenon.nn.Functional.tanh;
import static io.tenon.processor.pass.PassesTest.check;
import static io.tenon.processor.pass.PassesTest.sizes;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Linear;
import org.junit.jupiter.api.Test;

/** Which operations on elements are done in one pass, and which activations are known by sight. */
final class FusePointwiseTest {
  @Test
  void gatesAndSumsOfProductsAreOnePass() {
    check(
        net -> {
          Linear a = net.layer("a", new Linear(4, 4));
          Linear b = net.layer("b", new Linear(4, 4));
          return x -> {
            Tensor y = a.call(x);
            Tensor gate = b.call(x);
            return y.mul(tanh(gate.mul(x))).add(x).sub(y);
          };
        },
        sizes(4),
        """
        linear -> [N, 4]  # a
        linear -> [N, 4]  # b
        mul + tanh + mul + add + sub -> [N, 4]
        """);
  }

  @Test
  void channelsThatAreWeighedAndAShortcutAreOnePass() {
    check(
        net -> {
          Conv2d conv = net.layer("conv", new Conv2d(3, 3, 1));
          Parameter gamma = new Parameter(Tensor.ones(3, 1, 1));
          net.registerParameter("gamma", gamma);
          return x -> {
            Tensor s = sigmoid(conv.call(avgPool2d(x, 8)));
            return relu(x.mul(s).add(x)).mul(gamma);
          };
        },
        sizes(3, 8, 8),
        """
        avg_pool2d -> [N, 3, 1, 1]
        conv2d + sigmoid -> [N, 3, 1, 1]  # conv
        mul + add + relu + mul -> [N, 3, 8, 8]
        """);
  }

  @Test
  void whatIsNeededElsewhereIsStored() {
    check(
        net -> {
          Linear fc = net.layer("fc", new Linear(4, 4));
          return x -> {
            Tensor y = x.mul(x).sub(relu(x));
            return fc.call(y).mul(x).sub(y);
          };
        },
        sizes(4),
        """
        mul + relu + sub -> [N, 4]
        linear -> [N, 4]  # fc
        mul + sub -> [N, 4]
        """);
  }

  @Test
  void whatIsReadTwiceInOnePassIsComputedOnce() {
    check(
        net ->
            x -> {
              Tensor g = sigmoid(x);
              return g.mul(x.add(1)).add(g.mul(-1).add(1).mul(tanh(x)));
            },
        sizes(4),
        "sigmoid + add_number + mul + mul_number + add_number + tanh + mul + add -> [N, 4]\n");
  }

  @Test
  void smallerValuesAreComputedByThemselves() {
    check(
        net -> {
          Conv2d conv = net.layer("conv", new Conv2d(3, 3, 1));
          return x -> {
            Tensor s = conv.call(avgPool2d(x, 8));
            return relu(x.mul(s.mul(s).add(s))).sub(x);
          };
        },
        sizes(3, 8, 8),
        """
        avg_pool2d -> [N, 3, 1, 1]
        conv2d -> [N, 3, 1, 1]  # conv
        mul + add -> [N, 3, 1, 1]
        mul + relu + sub -> [N, 3, 8, 8]
        """);
  }

  @Test
  void aPassHasTwelveOperationsAtMost() {
    check(
        net ->
            x -> {
              Tensor y = x;
              for (int i = 0; i < 14; i++) {
                y = y.mul(x);
              }
              return y;
            },
        sizes(4),
        """
        mul + mul -> [N, 4]
        mul + mul + mul + mul + mul + mul + mul + mul + mul + mul + mul + mul -> [N, 4]
        """);
  }

  @Test
  void activationsThatAreWrittenByHandJoinTheirLayer() {
    check(
        net -> {
          Conv2d a = net.layer("a", new Conv2d(3, 3, 1));
          Conv2d b = net.layer("b", new Conv2d(3, 3, 1));
          Conv2d c = net.layer("c", new Conv2d(3, 3, 1));
          Conv2d d = net.layer("d", new Conv2d(3, 3, 1));
          return x -> {
            Tensor y = a.call(x);
            y = b.call(sigmoid(y).mul(y));
            y = c.call(y.mul(relu6(y.add(3))).div(6));
            y = d.call(y.mul(hardtanh(y.add(3), 0, 6).mul(1f / 6)));
            return y.mul(hardsigmoid(y));
          };
        },
        sizes(3, 8, 8),
        """
        conv2d + silu -> [N, 3, 8, 8]  # a
        conv2d + hardswish -> [N, 3, 8, 8]  # b
        conv2d + hardswish -> [N, 3, 8, 8]  # c
        conv2d + hardswish -> [N, 3, 8, 8]  # d
        """);
  }

  @Test
  void whatOnlyLooksLikeAnActivationIsNone() {
    check(
        net -> x -> x.mul(sigmoid(x.mul(2))).mul(relu6(x.add(2)).div(6)),
        sizes(4),
        "mul_number + sigmoid + mul + add_number + relu6 + div_number + mul -> [N, 4]\n");
  }
}
