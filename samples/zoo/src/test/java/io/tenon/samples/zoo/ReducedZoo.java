package io.tenon.samples.zoo;

import io.tenon.nn.NnModule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The zoo's own sources for smaller images, with narrower classifiers, which hold nine tenths of
 * VGG's weights, and with narrower transformers: compiled in memory, so that generated code runs
 * whole in a test's time. Some are compiled for training mode, too.
 */
final class ReducedZoo {
  /** Height and width of the images. */
  static final int RESOLUTION = 64;

  private static final Map<String, String> REDUCTIONS =
      Map.of(
          "N, 3, 224, 224", "N, 3, " + RESOLUTION + ", " + RESOLUTION,
          "N, 3, 256, 256", "N, 3, " + RESOLUTION + ", " + RESOLUTION,
          "4096", "64",
          "IMAGE_SIZE = 224", "IMAGE_SIZE = " + RESOLUTION,
          "HIDDEN_DIM = 768", "HIDDEN_DIM = 96",
          "MLP_DIM = 3072", "MLP_DIM = 192",
          "FEATURES = 768", "FEATURES = 96",
          "BLOCK_SIZE = 1024", "BLOCK_SIZE = 64",
          "VOCABULARY = 20_000", "VOCABULARY = 100");

  /** Those that are compiled for training mode, too: for all, tests would compile too long. */
  private static final Pattern TRAINED =
      Pattern.compile("(?=public final class (ResNet18|ShallowMobileNetV2|DenseNet121) )");

  private static final Path SOURCES = Path.of("src/main/java/io/tenon/samples/zoo");
  private static final String PACKAGE = "io.tenon.samples.zoo.";
  private static ReducedZoo compiled;

  private final Map<String, Written> classes = new HashMap<>();
  private final List<String> messages = new ArrayList<>();
  private final ClassLoader loader =
      new ClassLoader(ReducedZoo.class.getClassLoader()) {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
          Written written = classes.get(name); // before the parent, which has the real ones
          if (written == null) {
            return super.loadClass(name, resolve);
          }
          synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            byte[] bytes = written.bytes.toByteArray();
            return loaded != null ? loaded : defineClass(name, bytes, 0, bytes.length);
          }
        }
      };

  private ReducedZoo() throws IOException {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    String path = System.getProperty("java.class.path");
    List<String> options = List.of("-cp", path, "-processorpath", path, "-Xlint:-options");
    List<JavaFileObject> sources = new ArrayList<>();
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.sorted().toList()) {
        String source = Files.readString(file);
        sources.add(new Source(file.getFileName().toString(), reduced(source)));
        if (file.endsWith("MobileNetV2.java")) {
          sources.add(new Source("ShallowMobileNetV2.java", reduced(shallow(source))));
        }
      }
    }
    try (StandardJavaFileManager files = javac.getStandardFileManager(diagnostics, null, null)) {
      boolean good =
          javac.getTask(null, new InMemory(files), diagnostics, options, null, sources).call();
      for (Diagnostic<?> each : diagnostics.getDiagnostics()) {
        messages.add(each.getMessage(Locale.ROOT));
      }
      if (!good) {
        throw new AssertionError(String.join("\n", messages));
      }
    }
  }

  /**
   * MobileNetV2 with one block in each stage: statistics of the batch in 52 layers, one behind the
   * other, amplify rounding to more than 1e-5, in PyTorch, too.
   */
  private static String shallow(String source) {
    return source
        .replace("MobileNetV2", "ShallowMobileNetV2")
        .replaceAll("\\{6, (\\d+), [234], ([12])}", "{6, $1, 1, $2}");
  }

  private static String reduced(String source) {
    String reduced = source;
    for (Map.Entry<String, String> each : REDUCTIONS.entrySet()) {
      reduced = reduced.replace(each.getKey(), each.getValue());
    }
    return TRAINED
        .matcher(reduced)
        .replaceFirst("@io.tenon.annotation.Compile(required = true, training = true) ");
  }

  /** The zoo, compiled at the first call. */
  static synchronized ReducedZoo get() throws IOException {
    compiled = compiled == null ? new ReducedZoo() : compiled;
    return compiled;
  }

  /** What javac said about the network of this name. */
  List<String> messages(String name) {
    return messages.stream().filter(each -> each.contains(name + ".forward ")).toList();
  }

  /** The network of this name, for ten classes, in evaluation mode. */
  NnModule create(String name) throws ReflectiveOperationException {
    Class<?> type = loader.loadClass(PACKAGE + name);
    return ((NnModule) type.getConstructor(int.class).newInstance(10)).eval();
  }

  /** A source in memory. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///io/tenon/samples/zoo/" + name), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** A file that javac or the processor writes. */
  private static final class Written extends SimpleJavaFileObject {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Written(String name, Kind kind) {
      super(URI.create("string:///" + name + kind.extension), kind);
    }

    @Override
    public OutputStream openOutputStream() {
      return bytes;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }

  /** Keeps what is written. */
  private final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
    InMemory(JavaFileManager files) {
      super(files);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      Written written = new Written(name.replace('.', '/'), kind);
      if (kind == JavaFileObject.Kind.CLASS) {
        classes.put(name, written);
      }
      return written;
    }

    @Override
    public FileObject getFileForOutput(
        Location location, String packageName, String name, FileObject sibling) {
      return new Written(name, JavaFileObject.Kind.OTHER);
    }
  }
}
