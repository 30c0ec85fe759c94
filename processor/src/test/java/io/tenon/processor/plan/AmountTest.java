package io.tenon.processor.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenon.graph.Size;
import io.tenon.graph.Symbols;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AmountTest {
  private static final Amount N = Amount.symbol("N");

  @Test
  void writesJava() {
    assertThat(Amount.of(12_345).java()).isEqualTo("12_345");
    assertThat(Amount.of(3136).plus(N.times(400)).java()).isEqualTo("3_136 + 400 * N");
    assertThat(N.times(Amount.symbol("fc.stored")).java()).isEqualTo("N * fc.stored");
    assertThat(Amount.of(84).times(Amount.symbol("classes")).javaLong()).isEqualTo("84L * classes");
    assertThat(Amount.ZERO.java()).isEqualTo("0");
    assertThat(Amount.of(1L << 33).javaLong()).isEqualTo("8_589_934_592L");
  }

  @Test
  void writesTables() {
    Amount classes = Amount.symbol("classes");
    assertThat(Amount.of(61_156).plus(classes.times(84)).plus(classes))
        .hasToString("61,156 + 85·classes");
  }

  @Test
  void multipliesSumsAndReadsPrimesBack() {
    Amount sum = Amount.of(2).plus(N);
    assertThat(sum.times(sum)).isEqualTo(Amount.of(4).plus(N.times(4)).plus(N.times(N)));
    Symbols symbols = Symbols.forTrace(0);
    long prime = symbols.prime("classes");
    assertThat(Amount.of(84 * prime * prime, symbols)).hasToString("84·classes·classes");
    assertThat(Amount.product(List.of(Size.of(3), new Size(2, List.of("N")))))
        .isEqualTo(N.times(6));
  }
}
