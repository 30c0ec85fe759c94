package io.tenon.processor.pass;

import static io.tenon.nn.Conv2d.options;
import static io.tenon.nn.Functional.arange;
import static io.tenon.nn.Functional.cat;
import static io.tenon.nn.Functional.gelu;
import static io.tenon.nn.Functional.maxPool2d;
import static io.tenon.nn.Functional.relu;
import static io.tenon.nn.Functional.relu6;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenon.Tensor;
import io.tenon.graph.Node;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Embedding;
import io.tenon.nn.Linear;
import io.tenon.op.Narrow;
import io.tenon.processor.Traced;
import io.tenon.processor.Traced.Network;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What the passes make of small networks, as text. */
final class PassesTest {
  private static void check(
      Function<Network, UnaryOperator<Tensor>> network, int[] sizes, String groups) {
    assertThat(Passes.apply(Traced.graph(network, sizes))).hasToString(groups);
  }

  private static int[] sizes(int... sizes) {
    return sizes;
  }

  @Test
  void convolutionBiasReluAndPoolingAreOneGroup() {
    check(
        net -> {
          Conv2d conv = net.layer("conv", new Conv2d(3, 6, 5));
          return x -> maxPool2d(relu(conv.call(x)), 2);
        },
        sizes(3, 32, 32),
        "conv2d + relu + max_pool2d -> [N, 6, 14, 14]  # conv\n");
  }

  @Test
  void reluAfterPoolingJoinsToo() {
    check(
        net -> {
          Conv2d conv = net.layer("conv", new Conv2d(3, 6, 5));
          return x -> relu6(maxPool2d(conv.call(x), 2));
        },
        sizes(3, 32, 32),
        "conv2d + max_pool2d + relu6 -> [N, 6, 14, 14]  # conv\n");
  }

  @Test
  void poolingJoinsOnlyBehindFunctionsThatKeepOrder() {
    check(
        net -> {
          Conv2d conv = net.layer("conv", new Conv2d(3, 6, 5));
          return x -> maxPool2d(gelu(conv.call(x)), 2);
        },
        sizes(3, 32, 32),
        """
        conv2d + gelu -> [N, 6, 28, 28]  # conv
        max_pool2d -> [N, 6, 14, 14]
        """);
  }

  @Test
  void otherWindowsAreStepsOfTheirOwn() {
    check(
        net -> {
          Conv2d conv = net.layer("conv", new Conv2d(3, 6, 5));
          return x -> maxPool2d(relu(conv.call(x)), 3, 2, 1);
        },
        sizes(3, 32, 32),
        """
        conv2d + relu -> [N, 6, 28, 28]  # conv
        max_pool2d -> [N, 6, 14, 14]
        """);
  }

  @Test
  void batchNormIsFoldedOnlyBehindItsConvolution() {
    check(
        net -> {
          Conv2d conv = net.layer("conv", new Conv2d(3, 6, 3, options().padding(1)));
          BatchNorm2d bn = net.layer("bn", new BatchNorm2d(6));
          BatchNorm2d other = net.layer("other", new BatchNorm2d(6));
          return x -> other.call(relu(bn.call(conv.call(x))));
        },
        sizes(3, 8, 8),
        """
        conv2d + batch_norm + relu -> [N, 6, 8, 8]  # conv
        batch_norm -> [N, 6, 8, 8]  # other
        """);
  }

  @Test
  void functionsJoinABatchNormThatComesFirst() {
    check(
        net -> {
          BatchNorm2d bn = net.layer("bn", new BatchNorm2d(3));
          Conv2d conv = net.layer("conv", new Conv2d(3, 6, 1));
          return x -> conv.call(relu(bn.call(x)));
        },
        sizes(3, 8, 8),
        """
        batch_norm + relu -> [N, 3, 8, 8]  # bn
        conv2d -> [N, 6, 8, 8]  # conv
        """);
  }

  @Test
  void aResultThatIsUsedTwiceIsNotFusedAway() {
    check(
        net -> {
          Conv2d conv = net.layer("conv", new Conv2d(3, 3, 1));
          return x -> {
            Tensor y = conv.call(x);
            return relu(y).add(y);
          };
        },
        sizes(3, 8, 8),
        """
        conv2d -> [N, 3, 8, 8]  # conv
        relu -> [N, 3, 8, 8]
        add -> [N, 3, 8, 8]
        """);
  }

  @Test
  void residualAddAndReluAreOneGroup() {
    check(
        net -> {
          Conv2d conv = net.layer("conv", new Conv2d(3, 3, 1));
          return x -> relu(conv.call(x).add(x));
        },
        sizes(3, 8, 8),
        """
        conv2d -> [N, 3, 8, 8]  # conv
        add + relu -> [N, 3, 8, 8]
        """);
  }

  @Test
  void viewsOfViewsMergeAndIdentitiesGo() {
    check(
        net -> {
          Linear fc = net.layer("fc", new Linear(48, 5));
          return x -> fc.call(x.view(x.size(0), 3, 16).view(-1, 48).view(x.size(0), 48));
        },
        sizes(3, 4, 4),
        """
        view -> [N, 48]
        linear -> [N, 5]  # fc
        """);
  }

  @Test
  void aConcatenationGrowsByWhatAnEarlierOneHasNot() {
    Function<Network, UnaryOperator<Tensor>> network =
        net -> {
          Conv2d a = net.layer("a", new Conv2d(16, 16, 1));
          Conv2d b = net.layer("b", new Conv2d(32, 16, 1));
          Conv2d c = net.layer("c", new Conv2d(48, 16, 1));
          return x -> {
            Tensor one = a.call(x);
            Tensor two = b.call(cat(List.of(x, one), 1));
            Tensor three = c.call(cat(List.of(x, one, two), 1));
            return cat(List.of(x, one, two, three, x), 1);
          };
        };
    Groups groups = Passes.apply(Traced.graph(network, sizes(16, 8, 8)));
    assertThat(
            groups.graph().nodes().stream()
                .filter(node -> node.name().equals("cat"))
                .map(node -> node.inputs() + " -> " + node))
        .containsExactly(
            "[x [N, 16, 8, 8], conv2d [N, 16, 8, 8]] -> cat [N, 32, 8, 8]",
            "[cat [N, 32, 8, 8], conv2d [N, 16, 8, 8]] -> cat [N, 48, 8, 8]",
            "[cat [N, 48, 8, 8], conv2d [N, 16, 8, 8], x [N, 16, 8, 8]] -> cat [N, 80, 8, 8]");
  }

  @Test
  void whatTheResultDoesNotNeedGoes() {
    check(
        net -> {
          Linear fc = net.layer("fc", new Linear(4, 4));
          return x -> {
            fc.call(relu(x));
            return relu(x);
          };
        },
        sizes(4),
        "relu -> [N, 4]\n");
  }

  @Test
  void groupsOfChannelsThatAreTransposedAreShuffled() {
    check(
        net -> x -> relu(x.view(x.size(0), 2, 4, 5, 5).transpose(1, 2).view(x.size(0), 8, 5, 5)),
        sizes(8, 5, 5),
        """
        channel_shuffle -> [N, 8, 5, 5]
        relu -> [N, 8, 5, 5]
        """);
    check(
        net -> x -> x.view(x.size(0), 2, 4, 5, 5).transpose(1, 3).view(x.size(0), 8, 5, 5),
        sizes(8, 5, 5),
        """
        view -> [N, 2, 4, 5, 5]
        transpose -> [N, 5, 4, 2, 5]
        view -> [N, 8, 5, 5]
        """);
  }

  @Test
  void anEmbeddingOfARangeIsAPartOfTheWeight() {
    Function<Network, UnaryOperator<Tensor>> network =
        net -> {
          Embedding positions = net.layer("positions", new Embedding(9, 4));
          return x -> x.add(positions.call(arange(2, 2 + x.size(1))));
        };
    Node rows = Passes.apply(Traced.graph(network, sizes(5, 4))).all().get(0).anchor();
    assertThat(rows.op()).isEqualTo(new Narrow(0, 2, 5));
  }
}
