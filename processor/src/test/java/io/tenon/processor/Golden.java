package io.tenon.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files that generated text is compared with, byte for byte. With {@code -Dgolden.update=true} they
 * are rewritten, and the test fails, so that the difference is read.
 */
public final class Golden {
  private static final Path FOLDER = Path.of("src/test/resources/golden");

  private Golden() {}

  /** Requires that {@code text} is what the file of this name says. */
  public static void check(String name, String text) {
    check(FOLDER.resolve(name), text);
  }

  /** Requires that {@code text} is what the file says. */
  public static void check(Path file, String text) {
    try {
      String expected = Files.exists(file) ? Files.readString(file) : "";
      if (Boolean.getBoolean("golden.update") && !expected.equals(text)) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        throw new AssertionError(file + " was rewritten: read the difference");
      }
      assertThat(text).as(file.toString()).isEqualTo(expected);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
