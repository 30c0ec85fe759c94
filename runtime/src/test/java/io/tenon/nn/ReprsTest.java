package io.tenon.nn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReprsTest {
  /** Each is what Python's {@code repr} writes for the number that it reads as. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0",
        "-0.0",
        "0.0001",
        "0.0005",
        "0.00012345",
        "-0.0009",
        "0.001",
        "1e-05",
        "9.9e-05",
        "1.5e-07",
        "-1e-12",
        "0.1",
        "1.0",
        "20.0",
        "10000000.0",
        "12345678.9",
        "123456789.0",
        "1000000000000000.0",
        "9999999999999998.0",
        "1e+16",
        "1.5e+16",
        "1e+22",
        "2e+23",
        "1e+100",
        "1.7976931348623157e+308",
        "5e-324",
        "2.2250738585072014e-308",
        "5.684341886080802e-14",
        "6.386688990511104e+293"
      })
  void numbersAreWrittenAsPythonDoes(String repr) {
    assertThat(Reprs.number(Double.parseDouble(repr))).isEqualTo(repr);
  }

  @ParameterizedTest
  @CsvSource({"Infinity, inf", "-Infinity, -inf", "NaN, nan"})
  void soAreTheOthers(double value, String repr) {
    assertThat(Reprs.number(value)).isEqualTo(repr);
    assertThat(Reprs.integral(value)).isEqualTo(repr);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "20, 20", "-3, -3", "0.5, 0.5", "1e-5, 1e-05", "1e30, 1e+30"})
  void integralNumbersHaveNoPoint(double value, String repr) {
    assertThat(Reprs.integral(value)).isEqualTo(repr);
  }
}
