package io.tenon.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tenon.Tensor;
import io.tenon.nn.Init;
import io.tenon.nn.NnModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However deep a network is, no method of its forward is too long for HotSpot to compile. */
final class DeepNetworksTest {
  private static final int MOST_BYTECODES = 3_000;

  private static final Pattern METHOD = Pattern.compile("  [a-z].*\\b(\\w+)\\(.*\\);");
  private static final Pattern INSTRUCTION = Pattern.compile(" *(\\d+): .*");

  private static final String SOURCE =
      """
      import io.tenon.Tensor;
      import io.tenon.annotation.*;
      import io.tenon.nn.*;
      import java.util.*;

      public class Deep extends NnModule {
        @Submodule Sequential layers;
        @Submodule Linear fc = new Linear(36, 20);

        public Deep() {
          List<NnModule> all = new ArrayList<>();
          for (int i = 0; i < 70; i++) {
            all.add(new Conv2d(4, 4, 3, Conv2d.options().padding(1)));
            all.add(new Tanh());
          }
          layers = new Sequential(all.toArray(new NnModule[0]));
        }

        @Override
        public Tensor forward(@Shape("N, 4, 3, 3") Tensor x) {
          return fc.call(layers.call(x).flatten(1));
        }
      }
      """;

  @Test
  void longForwardsAreDivided(@TempDir Path folder) throws IOException {
    Compiled compiled = Compiled.source("Deep", SOURCE).cleanly();
    assertThat(compiled.sources().get("Deep_Forward"))
        .contains("forward1(n, x, xAt, workspace);\n      forward2(n, N, workspace);")
        .contains("layers0Border to layers78Tanh, for sample n.")
        .contains("layers80Border to layers138Tanh, for sample n.");
    assertThat(lengths(compiled, folder))
        .containsKeys("forward", "forward1", "forward2", "steps")
        .allSatisfy((name, length) -> assertThat(length).as(name).isLessThan(MOST_BYTECODES));
    NnModule net = compiled.create("Deep");
    Tensor x = Init.uniform_(Tensor.zeros(3, 4, 3, 3), -1, 1);
    Tensor expected = net.eager(x);
    Tensor result = net.call(x);
    assertThat(net.whyEager()).isNull();
    for (int i = 0; i < expected.numel(); i++) {
      assertThat(result.toArray()[i]).isCloseTo(expected.toArray()[i], within(1e-6f));
    }
  }

  /** How many bytes of code each method has, by name. */
  private static Map<String, Integer> lengths(Compiled compiled, Path folder) throws IOException {
    for (JavaFileObject file : compiled.compilation().generatedFiles()) {
      if (file.getName().endsWith("Deep_Forward.class")) {
        try (InputStream bytes = file.openInputStream()) {
          Files.write(folder.resolve("Deep_Forward.class"), bytes.readAllBytes());
        }
      }
    }
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    ToolProvider javap = ToolProvider.findFirst("javap").orElseThrow();
    String file = folder.resolve("Deep_Forward.class").toString();
    assertThat(javap.run(out, out, "-c", "-p", file)).isZero();
    Map<String, Integer> lengths = new LinkedHashMap<>();
    String method = null;
    for (String line : text.toString().split("\n")) {
      Matcher head = METHOD.matcher(line);
      Matcher instruction = INSTRUCTION.matcher(line);
      if (head.matches()) {
        method = head.group(1);
      } else if (instruction.matches()) {
        lengths.put(method, Integer.parseInt(instruction.group(1)));
      }
    }
    return lengths;
  }
}
