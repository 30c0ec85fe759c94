package io.tenon.processor;

import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;

/** Sources that tests compile, from test resources and from the samples. */
final class SourceFiles {
  private static final Path ZOO = Path.of("../samples/zoo/src/main/java/io/tenon/samples/zoo");

  private SourceFiles() {}

  /** All of the model zoo, or those of these names, as files can be listed in a command. */
  static List<JavaFileObject> zoo(String... names) {
    return names.length == 0 ? in(ZOO) : Stream.of(names).map(name -> read(ZOO, name)).toList();
  }

  /** All of a folder of test resources. */
  static List<JavaFileObject> resources(String folder) {
    return in(Path.of("src/test/resources", folder));
  }

  private static List<JavaFileObject> in(Path folder) {
    List<JavaFileObject> sources = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java") && !name.equals("package-info.java"))
          .sorted()
          .forEach(name -> sources.add(read(folder, name.replace(".java", ""))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sources;
  }

  private static JavaFileObject read(Path folder, String name) {
    try {
      return JavaFileObjects.forResource(folder.resolve(name + ".java").toUri().toURL());
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
