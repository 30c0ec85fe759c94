package io.tenon.processor.plan;

import static io.tenon.nn.Functional.maxPool2d;
import static io.tenon.nn.Functional.relu;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenon.graph.Graph;
import io.tenon.nn.Conv2d;
import io.tenon.processor.Traced;
import io.tenon.processor.pass.Passes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which convolutions go by Winograd's tiles, and how many rows of them at a time. */
final class PlanWinogradTest {
  private static List<WinogradTask> tasks(Graph graph) {
    return Planner.plan(graph, Passes.apply(graph)).tasks().stream()
        .filter(WinogradTask.class::isInstance)
        .map(WinogradTask.class::cast)
        .toList();
  }

  /** A layer of 1×1, whose result lies in blocks, and the convolution. */
  private static Graph graph(int channels, int outputs, int kernel, String options, int h, int w) {
    Conv2d.Options of = Conv2d.options().padding(kernel / 2);
    Conv2d.Options given =
        switch (options) {
          case "stride" -> of.stride(2);
          case "dilation" -> of.dilation(2).padding(2);
          case "groups" -> of.groups(2);
          default -> of;
        };
    return Traced.graph(
        net -> {
          Conv2d stem = net.layer("stem", new Conv2d(3, channels, 1));
          Conv2d conv = net.layer("conv", new Conv2d(channels, outputs, kernel, given));
          return x -> conv.call(stem.call(x));
        },
        3,
        h,
        w);
  }

  @ParameterizedTest
  @CsvSource({
    "64, 64, 3, '', 56, 56, FOUR of 4 rows at a time",
    "128, 128, 3, '', 28, 28, FOUR of 7 rows at a time",
    "256, 256, 3, '', 14, 14, FOUR of 4 rows at a time",
    "512, 512, 3, '', 7, 7, TWO of 4 rows at a time",
    "64, 64, 3, '', 224, 224, FOUR of 1 rows at a time",
    "32, 32, 3, '', 13, 40, FOUR of 4 rows at a time",
    "32, 32, 3, '', 3, 40, TWO of 2 rows at a time",
    "40, 33, 3, '', 13, 13, FOUR of 4 rows at a time",
    "64, 64, 3, '', 6, 6, direct",
    "64, 64, 3, '', 1, 1, direct",
    "64, 64, 3, '', 1, 200, direct",
    "31, 64, 3, '', 56, 56, direct",
    "64, 31, 3, '', 56, 56, direct",
    "64, 64, 3, stride, 56, 56, direct",
    "64, 64, 3, dilation, 56, 56, direct",
    "64, 64, 3, groups, 56, 56, direct",
    "64, 64, 5, '', 56, 56, direct",
    "64, 64, 1, '', 56, 56, direct",
  })
  void tilesAreForManyChannelsAndPositions(
      int channels, int outputs, int kernel, String options, int h, int w, String expected) {
    List<WinogradTask> tasks = tasks(graph(channels, outputs, kernel, options, h, w));
    String actual =
        tasks.isEmpty()
            ? "direct"
            : tasks.get(0).tile() + " of " + tasks.get(0).rows() + " rows at a time";
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void poolingStaysInTheTileOfRows() {
    Graph graph =
        Traced.graph(
            net -> {
              Conv2d stem = net.layer("stem", new Conv2d(3, 32, 1));
              Conv2d conv = net.layer("conv", new Conv2d(32, 32, 3));
              return x -> maxPool2d(relu(conv.call(stem.call(x))), 2);
            },
            3,
            32,
            32);
    assertThat(tasks(graph)).isEmpty();
  }

  @Test
  void aSumLiesInThePlaceOfWhatIsAdded() {
    Graph graph =
        Traced.graph(
            net -> {
              Conv2d stem = net.layer("stem", new Conv2d(3, 32, 1));
              Conv2d a = net.layer("a", new Conv2d(32, 32, 3, Conv2d.options().padding(1)));
              Conv2d b = net.layer("b", new Conv2d(32, 32, 3, Conv2d.options().padding(1)));
              Conv2d last = net.layer("last", new Conv2d(32, 8, 3, Conv2d.options().padding(1)));
              return x -> {
                x = stem.call(x);
                return last.call(relu(b.call(a.call(x)).add(x)));
              };
            },
            3,
            17,
            18);
    WinogradTask sum = tasks(graph).get(1);
    assertThat(sum.out().place().at()).isEqualTo(sum.addend().place().at());
    assertThat(sum.in().place().at()).isNotEqualTo(sum.out().place().at());
  }
}
