package io.tenon.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes a file beside the one that it shall replace and moves it into place when it is whole: who
 * reads meanwhile, and who finds the disk full, has the old one. For formats in other packages too.
 */
public final class Replacement {
  private Replacement() {}

  /** Writes the bytes of the new file. */
  public interface Content {
    void writeTo(FileChannel channel) throws IOException;
  }

  /** Replaces or makes a file. */
  public static void write(Path file, Content content) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      // Moving onto a directory fails anyhow, but onto a device it would not.
      throw new FileSystemException(
          file.toString(), null, "is a directory or a device and can't be replaced by a file");
    }
    // Where a link points to is replaced, not the link.
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    Path directory = target.getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw new NoSuchFileException(
          file.toString(), null, "there is no directory " + directory + "; create it first");
    }
    // Not createTempFile, whose files nobody but their owner may read.
    String unique = Long.toHexString(ThreadLocalRandom.current().nextLong());
    Path whole = directory.resolve(".tenon-" + unique + ".tmp");
    try {
      try (FileChannel channel =
          FileChannel.open(whole, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        content.writeTo(channel);
        channel.force(true);
      }
      Files.move(
          whole, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AccessDeniedException e) {
      throw denied(file, directory, e);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  private static AccessDeniedException denied(Path file, Path directory, IOException cause) {
    AccessDeniedException denied =
        new AccessDeniedException(
            file.toString(), null, "no permission to write in the directory " + directory);
    denied.initCause(cause);
    return denied;
  }

  /** Writes the rest of a buffer. */
  static void drain(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }
}
