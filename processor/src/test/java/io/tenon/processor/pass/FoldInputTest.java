package io.tenon.processor.pass;

import static io.tenon.nn.Conv2d.options;
import static io.tenon.nn.Functional.relu;
import static io.tenon.processor.pass.PassesTest.check;
import static io.tenon.processor.pass.PassesTest.sizes;

import io.tenon.Tensor;
import io.tenon.nn.BatchNorm1d;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Linear;
import io.tenon.processor.Traced.Network;
import org.junit.jupiter.api.Test;

/** Which scales and shifts of an input are in the weights of the product that reads it. */
final class FoldInputTest {
  private static Tensor buffer(Network net, String name, int... sizes) {
    Tensor buffer = Tensor.ones(sizes);
    net.registerBuffer(name, buffer);
    return buffer;
  }

  @Test
  void aPictureIsNormalisedByTheFirstConvolution() {
    check(
        net -> {
          Tensor mean = buffer(net, "mean", 3, 1, 1);
          Tensor std = buffer(net, "std", 1, 3, 1, 1);
          Conv2d conv = net.layer("conv", new Conv2d(3, 6, 5));
          return x -> relu(conv.call(x.div(255).sub(mean).div(std)).mul(2));
        },
        sizes(3, 32, 32),
        "div_number + sub + div + conv2d + mul_number + relu -> [N, 6, 28, 28]  # conv\n");
  }

  @Test
  void behindZerosOnlyAScaleIs() {
    check(
        net -> {
          Conv2d conv = net.layer("conv", new Conv2d(3, 6, 3, options().padding(1)));
          return x -> conv.call(x.sub(0.5f).div(255));
        },
        sizes(3, 8, 8),
        """
        sub_number -> [N, 3, 8, 8]
        div_number + conv2d -> [N, 6, 8, 8]  # conv
        """);
  }

  @Test
  void aBatchNormWithoutActivationIs() {
    check(
        net -> {
          BatchNorm2d bn = net.layer("bn", new BatchNorm2d(3));
          Conv2d conv = net.layer("conv", new Conv2d(3, 3, 1));
          BatchNorm2d bn2 = net.layer("bn2", new BatchNorm2d(3));
          Conv2d padded = net.layer("padded", new Conv2d(3, 3, 3, options().padding(1)));
          return x -> padded.call(bn2.call(relu(conv.call(bn.call(x)))));
        },
        sizes(3, 8, 8),
        """
        batch_norm + conv2d + relu -> [N, 3, 8, 8]  # conv
        batch_norm -> [N, 3, 8, 8]  # bn2
        conv2d -> [N, 3, 8, 8]  # padded
        """);
    check(
        net -> {
          BatchNorm1d bn = net.layer("bn", new BatchNorm1d(4));
          Linear fc = net.layer("fc", new Linear(4, 6));
          return x -> fc.call(bn.call(x).mul(-3));
        },
        sizes(4),
        "batch_norm + mul_number + linear -> [N, 6]  # fc\n");
  }

  @Test
  void whatOthersReadOrGroupsOfChannelsIsNot() {
    check(
        net -> {
          Conv2d conv = net.layer("conv", new Conv2d(4, 4, 1, options().groups(2)));
          Conv2d other = net.layer("other", new Conv2d(4, 4, 1));
          return x -> {
            Tensor y = conv.call(x.mul(2));
            Tensor z = y.mul(y).mul(3);
            return other.call(z).mul(z);
          };
        },
        sizes(4, 8, 8),
        """
        mul_number -> [N, 4, 8, 8]
        conv2d -> [N, 4, 8, 8]  # conv
        mul + mul_number -> [N, 4, 8, 8]
        conv2d -> [N, 4, 8, 8]  # other
        mul -> [N, 4, 8, 8]
        """);
  }
}
