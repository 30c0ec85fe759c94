package io.tenon.io;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file that is not what it should be; the message is one line that names it and what is wrong.
 */
public final class FileFormatException extends IOException {
  private static final long serialVersionUID = 1;

  /** A problem with a file. */
  public FileFormatException(Path file, String problem) {
    // One line even where the file's own name is two.
    super((file + ": " + problem).replaceAll("\\p{Cntrl}", "?"));
  }
}
