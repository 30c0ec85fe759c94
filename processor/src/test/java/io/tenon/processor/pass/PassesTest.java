package io.tenon.processor.pass;

import static io.tenon.nn.Conv2d.options;
import static io.tenon.nn.Functional.adaptiveAvgPool2d;
import static io.tenon.nn.Functional.arange;
import static io.tenon.nn.Functional.attentionValues;
import static io.tenon.nn.Functional.attentionWeights;
import static io.tenon.nn.Functional.avgPool2d;
import static io.tenon.nn.Functional.cat;
import static io.tenon.nn.Functional.dropout;
import static io.tenon.nn.Functional.gelu;
import static io.tenon.nn.Functional.hardtanh;
import static io.tenon.nn.Functional.leakyRelu;
import static io.tenon.nn.Functional.maxPool2d;
import static io.tenon.nn.Functional.pad;
import static io.tenon.nn.Functional.relu;
import static io.tenon.nn.Functional.relu6;
import static io.tenon.nn.Functional.scaledDotProductAttention;
import static io.tenon.nn.Functional.sigmoid;
import static io.tenon.nn.Functional.tanh;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenon.Tensor;
import io.tenon.graph.Node;
import io.tenon.nn.BatchNorm1d;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv1d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.ConvTranspose2d;
import io.tenon.nn.Embedding;
import io.tenon.nn.GRU;
import io.tenon.nn.LSTM;
import io.tenon.nn.LayerNorm;
import io.tenon.nn.Linear;
import io.tenon.nn.TransformerEncoderLayer;
import io.tenon.op.Narrow;
import io.tenon.op.Pad;
import io.tenon.op.Padding;
import io.tenon.processor.Traced;
import io.tenon.processor.Traced.Network;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What the passes make of small networks, as text. */
final class PassesTest {
  static void check(Function<Network, UnaryOperator<Tensor>> network, int[] sizes, String groups) {
    assertThat(Passes.apply(Traced.graph(network, sizes))).hasToString(groups);
  }

  static int[] sizes(int... sizes) {
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
  void batchNormIsFoldedIntoALinearLayerOfItsChannels() {
    check(
        net -> {
          Linear fc = net.layer("fc", new Linear(4, 6));
          BatchNorm1d bn = net.layer("bn", new BatchNorm1d(6));
          return x -> relu(bn.call(fc.call(x)));
        },
        sizes(4),
        "linear + batch_norm + relu -> [N, 6]  # fc\n");
    check(
        net -> {
          Linear fc = net.layer("fc", new Linear(4, 6));
          BatchNorm1d bn = net.layer("bn", new BatchNorm1d(3));
          return x -> bn.call(fc.call(x));
        },
        sizes(3, 4),
        """
        linear -> [N, 3, 6]  # fc
        batch_norm -> [N, 3, 6]  # bn
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
        relu + add -> [N, 3, 8, 8]
        """);
  }

  @Test
  void aSumWithWhatIsThereJoinsTheConvolution() {
    check(
        net -> {
          Conv2d conv = net.layer("conv", new Conv2d(3, 3, 1));
          BatchNorm2d bn = net.layer("bn", new BatchNorm2d(3));
          return x -> relu(x.add(bn.call(conv.call(x))));
        },
        sizes(3, 8, 8),
        "conv2d + batch_norm + add + relu -> [N, 3, 8, 8]  # conv\n");
  }

  @Test
  void aSumJoinsEachKindOfProduct() {
    check(
        net -> {
          Conv2d depthwise = net.layer("depthwise", new Conv2d(4, 4, 1, options().groups(4)));
          Conv2d groups = net.layer("groups", new Conv2d(4, 4, 1, options().groups(2)));
          ConvTranspose2d up = net.layer("up", new ConvTranspose2d(4, 4, 1));
          Linear fc = net.layer("fc", new Linear(4, 4));
          return x -> {
            Tensor y = relu(x.add(depthwise.call(x)));
            y = groups.call(y).add(y);
            y = gelu(up.call(y).add(y));
            return y.add(fc.call(y));
          };
        },
        sizes(4, 4, 4),
        """
        conv2d + add + relu -> [N, 4, 4, 4]  # depthwise
        conv2d + add -> [N, 4, 4, 4]  # groups
        conv_transpose2d + add + gelu -> [N, 4, 4, 4]  # up
        linear + add -> [N, 4, 4, 4]  # fc
        """);
  }

  @Test
  void aSumThatAPassTakesAnywayStaysInIt() {
    check(
        net -> {
          Linear fc = net.layer("fc", new Linear(4, 4));
          LayerNorm norm = net.layer("norm", new LayerNorm(4));
          return x -> {
            Tensor y = norm.call(fc.call(x).add(x));
            return fc.call(y).add(y).mul(x);
          };
        },
        sizes(4),
        """
        linear -> [N, 4]  # fc
        add + layer_norm -> [N, 4]
        linear -> [N, 4]  # fc
        add + mul -> [N, 4]
        """);
  }

  @Test
  void aSumOfTwoConvolutionsJoinsTheLater() {
    check(
        net -> {
          Conv2d a = net.layer("a", new Conv2d(3, 3, 1));
          Conv2d b = net.layer("b", new Conv2d(3, 3, 1));
          return x -> {
            Tensor first = a.call(x);
            return first.add(b.call(x));
          };
        },
        sizes(3, 8, 8),
        """
        conv2d -> [N, 3, 8, 8]  # a
        conv2d + add -> [N, 3, 8, 8]  # b
        """);
  }

  @Test
  void aSumOfOtherShapesOrOfLaterValuesStaysByItself() {
    check(
        net -> {
          Conv2d a = net.layer("a", new Conv2d(3, 3, 1));
          return x -> a.call(avgPool2d(x, 8)).add(x);
        },
        sizes(3, 8, 8),
        """
        avg_pool2d -> [N, 3, 1, 1]
        conv2d -> [N, 3, 1, 1]  # a
        add -> [N, 3, 8, 8]
        """);
    check(
        net -> {
          Conv2d a = net.layer("a", new Conv2d(3, 3, 1));
          return x -> {
            Tensor first = a.call(x);
            return first.add(gelu(x));
          };
        },
        sizes(3, 8, 8),
        """
        conv2d -> [N, 3, 8, 8]  # a
        gelu + add -> [N, 3, 8, 8]
        """);
  }

  @Test
  void aConvolutionHasOneSum() {
    check(
        net -> {
          Conv2d conv = net.layer("conv", new Conv2d(3, 3, 1));
          return x -> maxPool2d(conv.call(x).add(x).add(x), 2);
        },
        sizes(3, 8, 8),
        """
        conv2d + add -> [N, 3, 8, 8]  # conv
        add -> [N, 3, 8, 8]
        max_pool2d -> [N, 3, 4, 4]
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
  void aConvolutionOfSequencesTakesWhatFollowsItsView() {
    check(
        net -> {
          Conv1d conv1 = net.layer("conv1", new Conv1d(3, 6, 5));
          BatchNorm1d norm = net.layer("norm", new BatchNorm1d(6));
          Conv1d conv2 = net.layer("conv2", new Conv1d(6, 4, 5));
          return x -> conv2.call(relu(norm.call(conv1.call(x))));
        },
        sizes(3, 20),
        """
        view -> [N, 3, 1, 20]  # conv1
        conv2d + batch_norm + relu -> [N, 6, 1, 16]  # conv1
        conv2d -> [N, 4, 1, 12]  # conv2
        view -> [N, 4, 12]  # conv2
        """);
  }

  @Test
  void whatChangesNothingGoes() {
    check(
        net -> {
          Linear fc = net.layer("fc", new Linear(4, 4));
          return x -> {
            Tensor same = cat(List.of(x.add(0).mul(1)), 1).sub(0).div(1);
            same = adaptiveAvgPool2d(maxPool2d(avgPool2d(same, 1), 1), 4);
            same = pad(same.transpose(1, 2).transpose(2, 1), Padding.NONE, Pad.Mode.CONSTANT, 0);
            return fc.call(same.transpose(3, 3));
          };
        },
        sizes(2, 4, 4),
        "linear -> [N, 2, 4, 4]  # fc\n");
  }

  @Test
  void whatChangesSomethingStays() {
    check(
        net -> x -> maxPool2d(x.add(1).mul(0).transpose(2, 3), 1, 2, 0),
        sizes(2, 4, 4),
        """
        add_number + mul_number -> [N, 2, 4, 4]
        transpose -> [N, 2, 4, 4]
        max_pool2d -> [N, 2, 2, 2]
        """);
  }

  @Test
  void aTransposedConvolutionTakesWhatFollowsIt() {
    check(
        net -> {
          ConvTranspose2d up = net.layer("up", new ConvTranspose2d(3, 6, 2));
          BatchNorm2d norm = net.layer("norm", new BatchNorm2d(6));
          return x -> maxPool2d(relu(norm.call(up.call(x))), 2);
        },
        sizes(3, 5, 5),
        """
        conv_transpose2d + batch_norm + relu -> [N, 6, 6, 6]  # up
        max_pool2d -> [N, 6, 3, 3]
        """);
  }

  @Test
  void clampsOfWhatIsClampedAreOne() {
    check(
        net -> x -> tanh(relu(relu(x))).add(sigmoid(relu6(relu(relu6(x))))),
        sizes(4),
        """
        relu + tanh + relu6 + sigmoid + add -> [N, 4]
        """);
    check(
        net -> x -> hardtanh(hardtanh(x, 0, 2), 0, 1), sizes(4), "hardtanh + hardtanh -> [N, 4]\n");
  }

  @Test
  void whatIsComputedTwiceIsComputedOnce() {
    check(
        net -> {
          Linear fc = net.layer("fc", new Linear(4, 4));
          return x -> relu(fc.call(x)).mul(relu(fc.call(x))).add(leakyRelu(fc.call(x), 0.5));
        },
        sizes(4),
        """
        linear -> [N, 4]  # fc
        relu + mul + leaky_relu + add -> [N, 4]
        """);
  }

  @Test
  void layersWithWeightsOfTheirOwnStayApart() {
    check(
        net -> {
          Linear a = net.layer("a", new Linear(4, 4));
          Linear b = net.layer("b", new Linear(4, 4));
          return x -> leakyRelu(a.call(x), 0.5).add(leakyRelu(b.call(x), 0.25));
        },
        sizes(4),
        """
        linear + leaky_relu -> [N, 4]  # a
        linear + leaky_relu -> [N, 4]  # b
        add -> [N, 4]
        """);
  }

  @Test
  void randomNumbersAreDrawnEachTime() {
    Groups groups =
        Passes.apply(
            Traced.graph(net -> x -> dropout(x, 0.5, true).add(dropout(x, 0.5, true)), sizes(4)));
    assertThat(groups).hasToString("dropout -> [N, 4]\ndropout -> [N, 4]\nadd -> [N, 4]\n");
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

  @Test
  void oneOfTheStatesIsTheStateBeforeItWasStacked() {
    check(
        net -> {
          GRU gru = net.layer("gru", new GRU(4, 8, GRU.options().numLayers(2).batchFirst(true)));
          return x -> gru.withStates(x).h().select(0, -1);
        },
        sizes(9, 4),
        """
        gru -> [N, 9, 8]  # gru
        gru -> [N, 9, 8]  # gru
        select -> [N, 8]  # gru
        """);
  }

  @Test
  void anEncoderLayerIsProjectedOnceAndNormalisesItsSums() {
    check(
        net -> {
          TransformerEncoderLayer layer =
              net.layer(
                  "layer",
                  new TransformerEncoderLayer(
                      8, 2, TransformerEncoderLayer.options().dimFeedforward(16).batchFirst(true)));
          return layer::call;
        },
        sizes(5, 8),
        """
        in_projection + in_projection + in_projection -> [N, 5, 8]  # layer.self_attn
        attention_weights + attention_values -> [N, 5, 8]  # layer.self_attn
        linear -> [N, 5, 8]  # layer.self_attn.out_proj
        add + layer_norm -> [N, 5, 8]  # layer
        linear + relu -> [N, 5, 16]  # layer.linear1
        linear -> [N, 5, 8]  # layer.linear2
        add + layer_norm -> [N, 5, 8]  # layer
        """);
  }

  @Test
  void aSumThatIsUsedAgainIsNotNormalisedInPlace() {
    check(
        net -> {
          LayerNorm norm = net.layer("norm", new LayerNorm(8));
          return x -> {
            Tensor sum = x.add(x);
            return norm.call(sum).add(sum);
          };
        },
        sizes(8),
        """
        add -> [N, 8]
        layer_norm -> [N, 8]  # norm
        add -> [N, 8]
        """);
  }

  @Test
  void attentionWeightsThatAreUsedAgainAreStored() {
    check(
        net ->
            x -> {
              Tensor weights = attentionWeights(x, x, 2, null, null, false);
              return attentionValues(weights, x).add(attentionValues(weights, relu(x)));
            },
        sizes(5, 8),
        """
        attention_weights -> [N, 2, 5, 5]
        attention_values -> [N, 5, 8]
        relu -> [N, 5, 8]
        attention_values -> [N, 5, 8]
        add -> [N, 5, 8]
        """);
  }

  @Test
  void headsThatAreDividedByHandStayWhereTheyAre() {
    check(
        net ->
            x -> {
              Tensor y =
                  scaledDotProductAttention(heads(x, 0), heads(x, 8), heads(x, 16), null, true);
              return y.transpose(1, 2).view(x.size(0), 5, 8);
            },
        sizes(5, 24),
        "scaled_dot_product_attention + transpose + view -> [N, 5, 8]\n");
  }

  private static Tensor heads(Tensor x, int first) {
    return x.narrow(2, first, 8).view(x.size(0), 5, 2, 4).transpose(1, 2);
  }

  @Test
  void anLstmsHiddenStatesAloneAreStored() {
    check(
        net -> {
          LSTM lstm = net.layer("lstm", new LSTM(8, 4, LSTM.options().batchFirst(true)));
          return lstm::call;
        },
        sizes(5, 8),
        "lstm + select -> [N, 5, 4]  # lstm\n");
  }
}
