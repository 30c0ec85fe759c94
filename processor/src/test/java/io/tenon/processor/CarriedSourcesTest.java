package io.tenon.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenon.nn.NnModule;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks of modules that were compiled before, into another jar. */
final class CarriedSourcesTest {
  @TempDir Path folder;

  private static final String BLOCKS =
      """
      package other;

      import static io.tenon.nn.Functional.*;

      import io.tenon.Tensor;
      import io.tenon.annotation.*;
      import io.tenon.nn.*;
      import java.util.*;
      import java.util.function.*;

      public class Blocks {
        public static final double SLOPE = slope(2);

        public enum Act { RELU, TANH }

        public record Pair(Tensor a, Tensor b) {
          public Pair {
            a = relu(a);
          }

          public Tensor sum() {
            return a.add(b);
          }
        }

        public static class Block extends NnModule {
          @Submodule Linear fc;
          private final Act act;
          private final Map.Entry<String, int[]> entry;
          private int times = 1;

          public Block(int in, int out) {
            this(in, out, Act.RELU);
          }

          public Block(int in, int out, Act act) {
            fc = new Linear(in, out);
            this.act = act;
            entry = Map.entry("k", new int[] {in, 3});
            times = 2;
          }

          private Tensor scaled(Tensor x, Map.Entry<String, int[]> by, double... slopes) {
            return leakyRelu(x, by.getValue()[1] + slopes.length);
          }

          private Tensor scaled(Tensor x, int by) {
            return leakyRelu(x, by * SLOPE);
          }

          public Pair both(Tensor x, UnaryOperator<Tensor> f) {
            return new Pair(forward(x), f.apply(x));
          }

          @Override
          public Tensor forward(Tensor x) {
            Tensor y = scaled(scaled(fc.call(x), entry, 1, 2), times);
            return switch (act) {
              case RELU -> relu(y);
              case TANH -> tanh(y);
            };
          }
        }

        static double slope(int by) {
          return by * 0.25;
        }
      }
      """;

  private static final String NETWORK =
      """
      package demo;

      import io.tenon.Tensor;
      import io.tenon.annotation.*;
      import io.tenon.nn.*;
      import other.Blocks;
      import other.Blocks.Block;

      public class Network extends NnModule {
        @Submodule Sequential blocks = new Sequential(new Block(4, 4), new Block(4, 4, Blocks.Act.TANH));
        @Submodule Block last;

        public Network(int width) {
          last = new Block(4, width);
        }

        @Override
        public Tensor forward(@Shape("N, 4") Tensor x) {
          Block first = (Block) blocks.get(0);
          return last.call(first.both(blocks.call(x), Functional::sigmoid).sum());
        }
      }
      """;

  @Test
  void areCompiledThroughTheSourcesThatTheseCarry() throws Exception {
    assertThat(library(BLOCKS)).isEmpty();
    assertThat(Files.readString(folder.resolve("library/META-INF/tenon/other.Blocks.java.txt")))
        .isEqualTo(BLOCKS);
    assertThat(user(NETWORK)).isEmpty();
    NnModule net = network();
    Tensors.assertSame(net, Tensors.ones(3, 4));
    assertThat(net.whyEager()).isNull();
  }

  @Test
  void followWhenTheLibraryIsEdited() throws Exception {
    library(BLOCKS);
    user(NETWORK);
    String before = hash();
    library(
        BLOCKS
            .replace("y = scaled(scaled", "y = mish(scaled(scaled")
            .replace("times);", "times));"));
    assertThat(hash()).isNotEqualTo(before);
    NnModule stale = network();
    Tensors.assertSame(stale, Tensors.ones(3, 4));
    assertThat(stale.whyEager()).contains("it does not compute what was compiled");
    assertThat(user(NETWORK)).isEmpty();
    NnModule net = network();
    Tensors.assertSame(net, Tensors.ones(3, 4));
    assertThat(net.whyEager()).isNull();
  }

  @Test
  void stayEagerWhereTheSourceIsNotThereOrOfAnotherVersion() throws Exception {
    library(BLOCKS);
    Path carried = folder.resolve("library/META-INF/tenon/other.Blocks.java.txt");
    String opaque =
        "Network.java:10: warning: [TN022] Network.forward stays eager: the source of Block is"
            + " neither part of this compilation nor comes with the class, in 'new Block(4, 4)'";
    Files.writeString(carried, BLOCKS + "// another\n");
    assertThat(user(NETWORK)).contains(opaque);
    Files.delete(carried);
    assertThat(user(NETWORK)).contains(opaque);
    NnModule net = network();
    Tensors.assertSame(net, Tensors.ones(3, 4));
    assertThat(net.whyEager()).isEqualTo("no forward was generated for Network");
  }

  @Test
  void anErrorInAModuleOfTheLibraryIsOnItsLine() throws Exception {
    library(BLOCKS);
    String output = compile("user", "Network", NETWORK.replace("\"N, 4\"", "\"N, 5\""), false);
    assertThat(output)
        .contains("Blocks.java:")
        .contains("error: [TN012] linear: input has 5 features, but the weight expects 4")
        .contains("Called by 'blocks.call(x)', Network.java:");
  }

  @Test
  void aBaseOfTheLibraryHasItsForwardCompiled() throws Exception {
    library(
        """
        package other;

        import io.tenon.Tensor;
        import io.tenon.annotation.*;
        import io.tenon.nn.*;

        public abstract class Blocks extends NnModule {
          @Submodule Linear fc = new Linear(4, 4);

          protected abstract Tensor act(Tensor x);

          @Override
          public Tensor forward(@Shape("N, 4") Tensor x) {
            return act(fc.call(x));
          }
        }
        """);
    assertThat(
            user(
                """
                package demo;

                import static io.tenon.nn.Functional.*;
                import io.tenon.Tensor;
                import io.tenon.annotation.*;
                import io.tenon.nn.*;

                public class Network extends other.Blocks {
                  @Submodule Linear more;

                  public Network(int width) {
                    more = new Linear(4, width);
                  }

                  @Override
                  protected Tensor act(Tensor x) {
                    return more.call(relu(x));
                  }
                }
                """))
        .isEmpty();
    NnModule net = network();
    Tensors.assertSame(net, Tensors.ones(3, 4));
    assertThat(net.whyEager()).isNull();
  }

  // ---- two compilations

  private String library(String text) throws IOException {
    return compile("library", "Blocks", text, true);
  }

  private String user(String text) throws IOException {
    return compile("user", "Network", text, true);
  }

  /** Compiles one class into a folder of its own and returns what javac printed. */
  private String compile(String into, String name, String text, boolean succeeds)
      throws IOException {
    Path classes = Files.createDirectories(folder.resolve(into));
    Path file = Files.createDirectories(folder.resolve("sources")).resolve(name + ".java");
    Files.writeString(file, text);
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    StringWriter output = new StringWriter();
    String path =
        String.join(
            File.pathSeparator,
            folder.resolve("library").toString(),
            System.getProperty("java.class.path"));
    List<String> options = List.of("-d", classes.toString(), "-cp", path);
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
      JavaCompiler.CompilationTask task =
          javac.getTask(output, files, null, options, null, files.getJavaFileObjects(file));
      task.setProcessors(List.of(new TenonProcessor()));
      assertThat(task.call()).as(output.toString()).isEqualTo(succeeds);
    }
    return output.toString();
  }

  private URLClassLoader loader() throws IOException {
    URL[] urls = {
      folder.resolve("library").toUri().toURL(), folder.resolve("user").toUri().toURL()
    };
    return new URLClassLoader(urls, getClass().getClassLoader());
  }

  private NnModule network() throws Exception {
    return ((NnModule) loader().loadClass("demo.Network").getConstructor(int.class).newInstance(6))
        .eval();
  }

  /** What a dependent of the library is compiled against. */
  private String hash() throws Exception {
    try (URLClassLoader loader = loader();
        Stream<Path> generated = Files.list(folder.resolve("library/other"))) {
      String name =
          generated
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith("_Registration.class"))
              .findFirst()
              .orElseThrow()
              .replace(".class", "");
      return (String) loader.loadClass("other." + name).getField("SOURCE").get(null);
    }
  }
}
