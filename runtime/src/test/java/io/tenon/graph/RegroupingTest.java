package io.tenon.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Views read the same for all sizes of the weights, and otherwise only if they do the same. */
final class RegroupingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "N 6 5 5      | N 150       | 1:1 3:1",
        "N c 5 5      | N 25*c      | 1:1 3:1",
        "N c 1 1      | N c         | 1:1 3:1",
        "N 10 1 1     | N 10        | 1:1 3:1",
        "N 2*c        | N 2 c       | 1:1 1:2[2, c]",
        "N 20         | N 4 5       | 1:1 1:2[4, 5]",
        "N 20         | N 5 4       | 1:1 1:2[5, 4]",
        "N 3 4        | N 4 3       | 1:1 2:2[4, 3]",
        "N c 7        | N c 1 7     | 1:1 1:1 1:2[1, 7]",
        "N 7          | N 7 1 1     | 1:1 1:3[7, 1, 1]",
        "N c 2 3      | 6*N c       | 4:2[6·N, c]",
        "N 0 5        | N 0         | 1:1 2:1",
        "N 0          | 0 N         | 2:2[0, N]",
      })
  void reads(String from, String to, String text) {
    assertThat(Regrouping.of(sizes(from), sizes(to))).isEqualTo(text);
  }

  private static List<Size> sizes(String text) {
    List<Size> sizes = new ArrayList<>();
    for (String size : text.split(" ")) {
      Size product = Size.of(1);
      for (String factor : size.split("\\*")) {
        boolean number = Character.isDigit(factor.charAt(0));
        product =
            product.times(
                number ? Size.of(Integer.parseInt(factor)) : new Size(1, List.of(factor)));
      }
      sizes.add(product);
    }
    return sizes;
  }
}
