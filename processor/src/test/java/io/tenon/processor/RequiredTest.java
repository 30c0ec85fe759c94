package io.tenon.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With {@code @Compile(required = true)}, what leaves a forward eager is an error. */
final class RequiredTest {
  private static final String SOURCE =
      """
      package nets;

      import static io.tenon.nn.Functional.*;
      import io.tenon.Tensor;
      import io.tenon.annotation.*;
      import io.tenon.nn.*;

      %s
      class Net extends NnModule {
        @Submodule Linear fc = new Linear(4, 4);
        int times = 2;

        @Override
        public Tensor forward(@Shape("%s") Tensor x) {
          return %s;
        }
      }
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "N, 4; x.size(0) > 1 ? x : relu(x); TN023",
        "N, 4; leakyRelu(x, times); TN030",
        "N, 4; x.get(0, 0) > 0 ? x : relu(x); TN021",
        "N, 4; x.view(System.identityHashCode(x), 1); TN020",
        "N, 4; linear(x, Tensor.ones(4, 4), null); TN029",
        "4, 4; fc.call(x); TN027",
        "N, 4; io.tenon.nn.Functional.softplus(fc.call(x).transpose(0, 1), 1, 20); TN026"
      })
  void theTextIsTheSameAndTheKindAnError(String shape, String result, String code) {
    Compiled lenient = Compiled.source("nets.Net", SOURCE.formatted("", shape, result));
    Compiled strict =
        Compiled.source("nets.Net", SOURCE.formatted("@Compile(required = true)", shape, result));
    assertThat(lenient.compilation().errors()).isEmpty();
    assertThat(lenient.compilation().warnings()).hasSize(1);
    String warning = lenient.compilation().warnings().get(0).getMessage(null);
    assertThat(warning).startsWith("[" + code + "]");
    assertThat(strict.compilation().warnings()).isEmpty();
    assertThat(strict.compilation().errors()).hasSize(1);
    assertThat(strict.compilation().errors().get(0).getMessage(null)).isEqualTo(warning);
  }

  @ParameterizedTest
  @CsvSource({"fc.call(x)", "relu(fc.call(x))"})
  void whatCanBeCompiledIs(String result) {
    Compiled compiled =
        Compiled.source("nets.Net", SOURCE.formatted("@Compile(required = true)", "N, 4", result))
            .cleanly();
    assertThat(compiled.sources()).containsKey("Net_Forward");
  }
}
