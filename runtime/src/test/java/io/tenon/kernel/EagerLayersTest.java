package io.tenon.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tenon.Tensor;
import io.tenon.op.Affine;
import io.tenon.op.Convolution;
import io.tenon.op.Padding;
import io.tenon.op.Pair;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The two operations that pack panels at each call, for every number of outputs. */
class EagerLayersTest {
  @Test
  void linearOfEveryWidth() {
    for (int out = 1; out <= 50; out++) {
      for (int rows : new int[] {1, 5}) {
        Random random = new Random(out);
        Tensor x = numbers(random, rows, 9);
        Tensor weight = numbers(random, out, 9);
        Tensor bias = numbers(random, out);
        boolean biased = random.nextBoolean();
        Tensor y = Tensor.full(-777, rows, out);
        new Affine().evaluate(biased ? List.of(x, weight, bias) : List.of(x, weight), y);
        for (int n = 0; n < rows; n++) {
          for (int o = 0; o < out; o++) {
            double expected = biased ? bias.get(o) : 0;
            for (int k = 0; k < 9; k++) {
              expected += (double) x.get(n, k) * weight.get(o, k);
            }
            assertThat((double) y.get(n, o))
                .as("output %d of %d, row %d of %d", o, out, n, rows)
                .isCloseTo(expected, within(1e-5));
          }
        }
      }
    }
  }

  @Test
  void convolutionOfEveryGrouping() {
    int[][] channels = {{1, 1, 1}, {4, 4, 4}, {4, 8, 2}, {4, 12, 2}, {3, 20, 1}, {2, 34, 2}};
    for (int[] c : channels) {
      int groups = c[2];
      Random random = new Random(c[1]);
      Tensor x = numbers(random, 2, c[0], 7, 8);
      Tensor weight = numbers(random, c[1], c[0] / groups, 3, 2);
      Tensor bias = numbers(random, c[1]);
      Convolution op =
          new Convolution(new Pair(2, 1), new Padding(1, 0, 2, 1), new Pair(1, 2), groups);
      Tensor y = Tensor.full(-777, op.shape(List.of(x.shape(), weight.shape())).toArray());
      op.evaluate(List.of(x, weight, bias), y);
      Padding p = op.padding();
      for (int n = 0; n < 2; n++) {
        for (int o = 0; o < c[1]; o++) {
          for (int h = 0; h < y.size(2); h++) {
            for (int w = 0; w < y.size(3); w++) {
              double expected = bias.get(o);
              for (int i = 0; i < c[0] / groups; i++) {
                for (int kh = 0; kh < 3; kh++) {
                  for (int kw = 0; kw < 2; kw++) {
                    int row = 2 * h - p.top() + kh;
                    int column = w - p.left() + 2 * kw;
                    if (row >= 0 && row < 7 && column >= 0 && column < 8) {
                      int channel = o / (c[1] / groups) * (c[0] / groups) + i;
                      expected +=
                          (double) x.get(n, channel, row, column) * weight.get(o, i, kh, kw);
                    }
                  }
                }
              }
              assertThat((double) y.get(n, o, h, w))
                  .as("%d to %d channels in %d groups", c[0], c[1], groups)
                  .isCloseTo(expected, within(1e-4));
            }
          }
        }
      }
    }
  }

  private static Tensor numbers(Random random, int... sizes) {
    Tensor tensor = Tensor.zeros(sizes);
    for (int i = 0; i < tensor.numel(); i++) {
      tensor.floats()[tensor.offset() + i] = (float) random.nextGaussian();
    }
    return tensor;
  }
}
