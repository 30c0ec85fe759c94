package io.tenon.processor.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.JavaFileObjects;
import io.tenon.processor.diagnostic.Code;
import io.tenon.processor.interpret.Interpreted.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The graph of a network as text, and Java that only newer compilers parse. */
final class InterpreterTest {
  @Test
  void aNetworkBecomesItsOperations() {
    Outcome outcome =
        Interpreted.resources("traced/Statements.java").outcomes().get("traced.Straight");
    String conv = "stride=(1, 1), padding=(0, 0, 0, 0), dilation=(1, 1), groups=1";
    String pool = "kernel_size=(2, 2), stride=(2, 2), padding=(0, 0), dilation=(1, 1)";
    assertThat(outcome.text())
        .isEqualTo(
            """
            %0 = input x -> [N, 3, 32, 32]
            %1 = conv2d(%0, conv1.weight[6, 3, 5, 5], conv1.bias[6], CONV) -> [N, 6, 28, 28]  # conv1
            %2 = relu(%1) -> [N, 6, 28, 28]
            %3 = max_pool2d(%2, POOL) -> [N, 6, 14, 14]
            %4 = conv2d(%3, conv2.weight[16, 6, 5, 5], conv2.bias[16], CONV) -> [N, 16, 10, 10]  # conv2
            %5 = relu(%4) -> [N, 16, 10, 10]
            %6 = max_pool2d(%5, POOL) -> [N, 16, 5, 5]
            %7 = view(%6, [N, 400]) -> [N, 400]
            %8 = linear(%7, fc1.weight[120, 400], fc1.bias[120]) -> [N, 120]  # fc1
            %9 = relu(%8) -> [N, 120]
            %10 = linear(%9, fc3.weight[classes, 120], fc3.bias[classes]) -> [N, classes]  # fc3
            return %10
            """
                .replace("CONV", conv)
                .replace("POOL", pool));
    assertThat(outcome.graph().symbols()).containsExactly("N", "classes");
  }

  /** Their trees look like a default to an interpreter that was compiled against JDK 17's API. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "switch (act) { case ReLU r -> relu(x); default -> x; }",
        "switch (act) { case null, default -> x; }",
        "switch (act) { case null -> x; default -> relu(x); }"
      })
  @EnabledForJreRange(min = JRE.JAVA_21)
  void patternsInSwitchesHalt(String choice) {
    Interpreted interpreted =
        Interpreted.of(
            List.of(
                JavaFileObjects.forSourceLines(
                    "Net",
                    "import static io.tenon.nn.Functional.*;",
                    "import io.tenon.Tensor;",
                    "import io.tenon.annotation.*;",
                    "import io.tenon.nn.*;",
                    "class Net extends NnModule {",
                    "  @Submodule NnModule act = new ReLU();",
                    "  @Override public Tensor forward(@Shape(\"N, 4\") Tensor x) {",
                    "    return " + choice + ";",
                    "  }",
                    "}")));
    assertThat(interpreted.compilation().errors()).isEmpty();
    Outcome outcome = interpreted.outcomes().get("Net");
    assertThat(outcome.code()).as(outcome.text()).isEqualTo(Code.UNSUPPORTED);
    assertThat(outcome.at().text()).startsWith("case ");
  }
}
