package io.tenon.processor.pass;

import static io.tenon.nn.Functional.maxPool2d;
import static io.tenon.nn.Functional.relu;
import static io.tenon.processor.pass.PassesTest.check;
import static io.tenon.processor.pass.PassesTest.sizes;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.ConvTranspose2d;
import io.tenon.nn.Linear;
import io.tenon.processor.Traced.Network;
import org.junit.jupiter.api.Test;

/** Which factors and summands join the product whose weights they disappear into. */
final class FuseScaleTest {
  private static Tensor weight(Network net, String name, int... sizes) {
    Parameter weight = new Parameter(Tensor.ones(sizes));
    net.registerParameter(name, weight);
    return weight;
  }

  @Test
  void numbersJoinBeforeTheActivation() {
    check(
        net -> {
          Conv2d conv = net.layer("conv", new Conv2d(3, 6, 5));
          return x -> maxPool2d(relu(conv.call(x).mul(0.125f).add(2).div(-4).sub(1)), 2);
        },
        sizes(3, 32, 32),
        "conv2d + mul_number + add_number + div_number + sub_number + relu + max_pool2d ->"
            + " [N, 6, 14, 14]  # conv\n");
    check(
        net -> {
          Linear fc = net.layer("fc", new Linear(4, 6));
          return x -> fc.call(x).mul(0.5f);
        },
        sizes(5, 4),
        "linear + mul_number -> [N, 5, 6]  # fc\n");
  }

  @Test
  void weightsOfChannelsJoin() {
    check(
        net -> {
          Conv2d conv = net.layer("conv", new Conv2d(3, 6, 1));
          BatchNorm2d bn = net.layer("bn", new BatchNorm2d(6));
          Tensor gamma = weight(net, "gamma", 6, 1, 1);
          Tensor shift = weight(net, "shift", 1, 6, 1, 1);
          return x -> relu(shift.sub(bn.call(gamma.mul(conv.call(x)))));
        },
        sizes(3, 6, 6),
        "conv2d + mul + batch_norm + sub + relu -> [N, 6, 6, 6]  # conv\n");
    check(
        net -> {
          ConvTranspose2d up = net.layer("up", new ConvTranspose2d(3, 6, 2));
          Tensor one = weight(net, "one", 1);
          return x -> up.call(x).div(one);
        },
        sizes(3, 5, 5),
        "conv_transpose2d + div -> [N, 6, 6, 6]  # up\n");
    check(
        net -> {
          Linear fc = net.layer("fc", new Linear(4, 6));
          Tensor gamma = weight(net, "gamma", 6);
          return x -> x.add(gamma.mul(fc.call(relu(x))).narrow(2, 0, 4));
        },
        sizes(5, 4),
        """
        relu -> [N, 5, 4]
        linear + mul -> [N, 5, 6]  # fc
        narrow -> [N, 5, 4]
        add -> [N, 5, 4]
        """);
  }

  @Test
  void aScaledResultIsAddedToWhatIsThere() {
    check(
        net -> {
          Conv2d conv = net.layer("conv", new Conv2d(6, 6, 1));
          Tensor gamma = weight(net, "gamma", 6, 1, 1);
          return x -> x.add(conv.call(x).mul(gamma)).mul(2);
        },
        sizes(6, 4, 4),
        "conv2d + mul + add + mul_number -> [N, 6, 4, 4]  # conv\n");
  }

  @Test
  void whatIsNoScaleOfChannelsStaysByItself() {
    check(
        net -> {
          Conv2d conv = net.layer("conv", new Conv2d(3, 6, 1));
          Tensor columns = weight(net, "columns", 6);
          return x -> conv.call(x).mul(columns);
        },
        sizes(3, 6, 6),
        """
        conv2d -> [N, 6, 6, 6]  # conv
        mul -> [N, 6, 6, 6]
        """);
    check(
        net -> {
          Linear fc = net.layer("fc", new Linear(4, 6));
          Tensor gamma = weight(net, "gamma", 6);
          return x -> gamma.div(fc.call(x)).add(gamma);
        },
        sizes(4),
        """
        linear -> [N, 6]  # fc
        div -> [N, 6]
        add -> [N, 6]
        """);
    check(
        net -> {
          Linear fc = net.layer("fc", new Linear(4, 6));
          return x -> fc.call(x).div(0).mul(1e30f);
        },
        sizes(4),
        "linear + div_number + mul_number -> [N, 6]  # fc\n");
  }

  @Test
  void aResultThatIsNeededUnscaledStays() {
    check(
        net -> {
          Linear fc = net.layer("fc", new Linear(4, 6));
          return x -> {
            Tensor y = fc.call(x);
            return y.mul(0.5f).sub(y);
          };
        },
        sizes(4),
        """
        linear -> [N, 6]  # fc
        mul_number + sub -> [N, 6]
        """);
  }
}
