package io.tenon.processor;

import static com.google.testing.compile.Compiler.javac;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import io.tenon.nn.NnModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;

/** A compilation of test sources with the processor, and the classes that came out of it. */
public final class Compiled {
  private final Compilation compilation;
  private final Map<String, byte[]> classes = new TreeMap<>();
  private final ClassLoader loader;

  private Compiled(Compilation compilation) {
    this.compilation = compilation;
    boolean failed = compilation.status() == Compilation.Status.FAILURE;
    for (JavaFileObject file : failed ? List.<JavaFileObject>of() : compilation.generatedFiles()) {
      if (file.getKind() == JavaFileObject.Kind.CLASS) {
        String path = file.toUri().getPath();
        String name =
            path.replaceFirst("^/CLASS_OUTPUT/", "")
                .replaceFirst("\\.class$", "")
                .replace('/', '.');
        classes.put(name, bytes(file));
      }
    }
    this.loader =
        new ClassLoader(Compiled.class.getClassLoader()) {
          @Override
          protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name);
            if (bytes == null) {
              throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
          }
        };
  }

  /** Compiles the test resources {@code networks/<name>.java}, whatever comes of it. */
  public static Compiled networks(String... names) {
    return of(
        Arrays.stream(names)
            .map(name -> JavaFileObjects.forResource("networks/" + name + ".java"))
            .toList());
  }

  /** Compiles one source of this text. */
  public static Compiled source(String name, String text) {
    return of(List.of(JavaFileObjects.forSourceString(name, text)));
  }

  /** Compiles sources with all of javac's warnings on that are about what is generated. */
  public static Compiled of(List<JavaFileObject> sources, String... options) {
    List<String> all =
        new ArrayList<>(List.of("-parameters", "-Xlint:all", "-Xlint:-options,-auxiliaryclass"));
    all.addAll(List.of(options));
    Compiler compiler = javac().withProcessors(new TenonProcessor()).withOptions(all);
    return new Compiled(compiler.compile(sources));
  }

  /** The compilation. */
  public Compilation compilation() {
    return compilation;
  }

  /** Requires that there was no error and no warning; returns this. */
  public Compiled cleanly() {
    List<String> problems = new ArrayList<>();
    compilation.errors().forEach(error -> problems.add(error.toString()));
    compilation.warnings().forEach(warning -> problems.add(warning.toString()));
    if (!problems.isEmpty()) {
      throw new AssertionError("expected no diagnostics, but got:\n" + String.join("\n", problems));
    }
    return this;
  }

  /** The generated sources by their classes' simple names, in alphabetical order. */
  public Map<String, String> sources() {
    Map<String, String> sources = new TreeMap<>();
    for (JavaFileObject file : compilation.generatedSourceFiles()) {
      String path = file.toUri().getPath();
      String name = path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.java$", "");
      sources.put(name, new String(bytes(file), StandardCharsets.UTF_8));
    }
    return sources;
  }

  /** The text of a generated file that is no source, such as {@code networks/LeNet.graph.txt}. */
  public Optional<String> resource(String path) {
    return compilation
        .generatedFile(StandardLocation.SOURCE_OUTPUT, path)
        .map(file -> new String(bytes(file), StandardCharsets.UTF_8));
  }

  /** The class files of generated classes, by binary name. */
  public Map<String, byte[]> generatedClasses() {
    Map<String, byte[]> generated = new TreeMap<>(classes);
    generated.keySet().removeIf(name -> !name.matches(".*_(Registration|(Training)?Forward\\d*)"));
    return generated;
  }

  /** A class that was compiled. */
  public Class<?> type(String name) {
    try {
      return loader.loadClass(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** An instance of a module class, in evaluation mode, made by its first constructor. */
  public NnModule create(String name, Object... args) {
    try {
      return ((NnModule) type(name).getConstructors()[0].newInstance(args)).eval();
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static byte[] bytes(FileObject file) {
    try (InputStream in = file.openInputStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
