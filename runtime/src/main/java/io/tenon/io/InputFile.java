package io.tenon.io;

import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.Tensor;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that is being read: its bytes by their position, and the exceptions that name it. */
final class InputFile implements Closeable {
  /** HotSpot's limit. */
  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  private final Path path;
  private final FileChannel channel;
  private final long size;
  private long reserved;

  private InputFile(Path path, FileChannel channel) throws IOException {
    this.path = path;
    this.channel = channel;
    this.size = channel.size();
  }

  /**
   * Opens a regular file.
   *
   * @param expected what it should be, for the message: {@code a safetensors file}
   * @throws FileFormatException if there is none that can be read
   */
  static InputFile open(Path path, String expected) throws IOException {
    if (!Files.exists(path)) {
      throw new FileFormatException(path, "there is no such file");
    }
    if (Files.isDirectory(path)) {
      throw new FileFormatException(path, "expected " + expected + ", but it is a folder");
    }
    if (!Files.isRegularFile(path)) {
      // Opening a pipe would wait for somebody to write.
      throw new FileFormatException(
          path, "expected " + expected + ", but it is a device or a pipe");
    }
    if (!Files.isReadable(path)) {
      throw new FileFormatException(path, "it can't be read; check its permissions");
    }
    return new InputFile(path, FileChannel.open(path, StandardOpenOption.READ));
  }

  /** Bytes in the file. */
  long size() {
    return size;
  }

  /** The exception for what is wrong with this file. */
  FileFormatException wrong(String problem) {
    return new FileFormatException(path, problem);
  }

  /** Fills the rest of a buffer with the bytes from {@code at} on. */
  void fill(long at, ByteBuffer buffer) throws IOException {
    long from = at;
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, from);
      if (read < 0) {
        throw wrong("it became shorter while it was read");
      }
      from += read;
    }
  }

  /** Few bytes, little-endian; fewer where the file ends. */
  ByteBuffer peek(long at, int count) throws IOException {
    int there = (int) Math.max(0, Math.min(count, size - at));
    ByteBuffer bytes = ByteBuffer.allocate(there).order(ByteOrder.LITTLE_ENDIAN);
    fill(at, bytes);
    return bytes.flip();
  }

  /** The bytes from {@code from} on, one after the other. */
  ByteSource from(long from) {
    return new ByteSource() {
      private long at = from;

      @Override
      public void fill(ByteBuffer buffer) throws IOException {
        int count = buffer.remaining();
        InputFile.this.fill(at, buffer);
        at += count;
      }
    };
  }

  /**
   * To be called before memory is taken for a tensor that the file holds: a file that needs more
   * than there is shall be told so, rather than end the program with an {@link OutOfMemoryError}.
   */
  void reserve(Shape shape, DType dtype) throws FileFormatException {
    if (shape.elements() > LONGEST_ARRAY) {
      throw wrong("a tensor of shape " + shape + " has more elements than a Java array can");
    }
    reserved += (long) shape.elements() * dtype.bytes();
    long most = Runtime.getRuntime().maxMemory();
    if (reserved > most) {
      throw wrong(
          "its tensors need more than the "
              + (most >> 20)
              + " MB of memory that this JVM may use; start it with a larger -Xmx");
    }
  }

  /** To be called when a tensor that was reserved is needed no more. */
  void release(Tensor tensor) {
    reserved -= (long) tensor.numel() * tensor.dtype().bytes();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
