package io.tenon.nn.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.nn.IncompatibleKeys;
import io.tenon.nn.NnModule;
import io.tenon.nn.StateDict;
import io.tenon.nn.conformance.Nets.EmptyModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Random programs of assignments, registrations, look-ups and loads: each step gives the answer or
 * error that PyTorch 1.13 gave, and leaves the modules with what PyTorch's then held. The programs
 * are written by programs.py beside them.
 */
final class ModuleProgramsTest {
  private static final Path PROGRAMS = Path.of("src/test/resources/modules/programs.txt");

  @Test
  void programsDoWhatTheyDoInPyTorch() throws IOException {
    List<String> lines = Files.readAllLines(PROGRAMS);
    assertThat(lines).hasSizeGreaterThan(10_000);
    ModuleProgramsTest program = null;
    List<String> done = new ArrayList<>();
    for (String line : lines) {
      if (line.equals("program")) {
        program = new ModuleProgramsTest();
        done.clear();
      } else if (line.startsWith("> ")) {
        assertThat(program.answer).as("after %s", done).isEqualTo(line.substring(2));
      } else if (line.startsWith("= ")) {
        assertThat(program.held()).as("after %s", done).isEqualTo(line.substring(2));
      } else {
        done.add(line);
        program.step(line.split("\t", -1));
      }
    }
  }

  private final Map<String, Object> values = new HashMap<>();
  private final Map<Object, String> names = new IdentityHashMap<>();
  private final NnModule root = new EmptyModule();
  private String answer;

  ModuleProgramsTest() {
    values.put("text", "text");
    values.put("r", root);
    for (int i = 0; i < 3; i++) {
      values.put("m" + i, new EmptyModule());
      values.put("p" + i, Nets.parameter(i + 1));
    }
    for (int i = 0; i < 2; i++) {
      values.put("t" + i, Tensor.zeros(i + 1));
    }
    values.forEach((name, value) -> names.put(value, name));
  }

  private void step(String[] step) {
    try {
      answer = act(step, (NnModule) values.get(step[1]));
    } catch (IllegalArgumentException e) {
      String message = e.getMessage().replace("\n", "/").replace("\t", "");
      answer = e.getClass().getSimpleName() + ": " + message;
    }
  }

  private String act(String[] step, NnModule module) {
    Object value = step.length > 3 ? values.get(step[3]) : null;
    switch (step[0]) {
      case "set" -> module.setAttr(step[2], value);
      case "parameter" -> module.registerParameter(step[2], (Parameter) value);
      case "buffer" ->
          module.registerBuffer(step[2], (Tensor) value, Boolean.parseBoolean(step[4]));
      case "module" -> module.addModule(step[2], (NnModule) value);
      case "delete" -> module.delAttr(step[2]);
      default -> {
        return asked(step, module);
      }
    }
    return "";
  }

  private String asked(String[] step, NnModule module) {
    return switch (step[0]) {
      case "get" -> named(module.getAttr(step[2]));
      case "train" -> named(module.train(Boolean.parseBoolean(step[2])));
      case "submodule" -> named(module.getSubmodule(step[2]));
      case "parameter_at" -> named(module.getParameter(step[2]));
      case "buffer_at" -> named(module.getBuffer(step[2]));
      case "load" -> {
        IncompatibleKeys keys = module.loadStateDict(state(step[3]), step[2].equals("true"));
        yield String.join(",", keys.missingKeys()) + ";" + String.join(",", keys.unexpectedKeys());
      }
      default -> throw new AssertionError(step[0]);
    };
  }

  private String named(Object value) {
    return value == null ? "null" : names.get(value);
  }

  /** {@code a.b:2:7} is the entry a.b with two elements that are 7. */
  private static Map<String, Tensor> state(String described) {
    Map<String, Tensor> state = new LinkedHashMap<>();
    for (String entry : described.isEmpty() ? new String[0] : described.split(",")) {
      String[] parts = entry.split(":");
      state.put(parts[0], Tensor.full(Float.parseFloat(parts[2]), Integer.parseInt(parts[1])));
    }
    return state;
  }

  private String held() {
    StateDict state = root.stateDict();
    return String.join(
        "|",
        text(root.namedParameters()),
        text(root.namedParameters(false)),
        text(root.namedBuffers()),
        text(root.namedBuffers(false)),
        text(root.namedModules()),
        text(root.namedChildren()),
        joined(state.entrySet(), entry -> entry.getKey() + "=" + (int) entry.getValue().get(0)),
        String.join(",", state.metadata().keySet()),
        joined(root.modules(), module -> named(module) + "=" + module.training()),
        root.toString().replace("\n", "/"));
  }

  private String text(Map<String, ?> found) {
    return joined(found.entrySet(), entry -> entry.getKey() + "=" + named(entry.getValue()));
  }

  private static <T> String joined(Iterable<? extends T> items, Function<T, String> text) {
    List<String> texts = new ArrayList<>();
    items.forEach(item -> texts.add(text.apply(item)));
    return String.join(",", texts);
  }
}
