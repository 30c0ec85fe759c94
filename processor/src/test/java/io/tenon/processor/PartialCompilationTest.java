package io.tenon.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenon.Tensor;
import io.tenon.nn.NnModule;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compilations that have only some of the classes of a network. */
final class PartialCompilationTest {
  @TempDir Path folder;

  private static final String BLOCK =
      """
      package other;

      import io.tenon.Tensor;
      import io.tenon.annotation.Submodule;
      import io.tenon.nn.Linear;
      import io.tenon.nn.NnModule;

      public class Block extends NnModule {
        @Submodule Linear fc = new Linear(4, 4);

        @Override
        public Tensor forward(Tensor x) {
          return fc.call(x);
        }
      }
      """;

  private static final String NETWORK =
      """
      package demo;

      import io.tenon.Tensor;
      import io.tenon.annotation.Shape;
      import io.tenon.annotation.Submodule;
      import io.tenon.nn.NnModule;
      import other.Block;

      public class Network extends NnModule {
        @Submodule Block block = new Block();

        @Override
        public Tensor forward(@Shape("N, 4") Tensor x) {
          return block.call(x);
        }
      }
      """;

  /** Compiles classes into the folder, beside what is there, and returns what javac printed. */
  private String compile(Map<String, String> sources) throws IOException {
    List<Path> written = new ArrayList<>();
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = folder.resolve(source.getKey() + ".java");
      written.add(Files.writeString(file, source.getValue()));
    }
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    StringWriter output = new StringWriter();
    String path = folder + System.getProperty("path.separator");
    List<String> options =
        List.of("-d", folder.toString(), "-cp", path + System.getProperty("java.class.path"));
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
      JavaCompiler.CompilationTask task =
          javac.getTask(
              output, files, null, options, null, files.getJavaFileObjectsFromPaths(written));
      task.setProcessors(List.of(new TenonProcessor()));
      assertThat(task.call()).as(output.toString()).isTrue();
    }
    for (Path file : written) {
      Files.delete(file);
    }
    return output.toString();
  }

  @Test
  void aNetworkIsCompiledThroughModulesThatWereCompiledBefore() throws Exception {
    assertThat(compile(Map.of("Block", BLOCK))).isEmpty();
    assertThat(compile(Map.of("Network", NETWORK))).isEmpty();
    requireResult(4, null);
  }

  /**
   * A build that compiles again only what was edited leaves the network around it with a forward of
   * the old source. The network is traced when it is bound, so that shows.
   */
  @Test
  void aForwardOlderThanAModuleInItIsNotRun() throws Exception {
    compile(Map.of("Block", BLOCK, "Network", NETWORK));
    requireResult(4, null);
    compile(Map.of("Block", BLOCK.replace("return fc.call(x)", "return fc.call(fc.call(x))")));
    requireResult(16, "it does not compute what was compiled from its source");
    compile(Map.of("Block", BLOCK));
    requireResult(4, null);
  }

  private void requireResult(float wanted, String why) throws Exception {
    URL[] classes = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(classes, getClass().getClassLoader())) {
      NnModule net = (NnModule) loader.loadClass("demo.Network").getConstructor().newInstance();
      net.namedParameters().forEach((name, w) -> w.fill_(name.endsWith("weight") ? 1 : 0));
      assertThat(net.call(Tensor.ones(2, 4)).toArray()).containsOnly(wanted);
      if (why == null) {
        assertThat(net.whyEager()).isNull();
      } else {
        assertThat(net.whyEager()).startsWith(why);
      }
    }
  }
}
