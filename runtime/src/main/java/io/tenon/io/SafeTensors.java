package io.tenon.io;

import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Files of named tensors in the safetensors format: eight bytes with the header's length, the
 * header as JSON, the tensors' numbers, all little-endian. Types F32 and I64 are written; F16, BF16
 * and F64 (rounded) are read too, as floats, and BOOL as integers 0 and 1.
 */
public final class SafeTensors {
  /** More than any network's names take; a longer header is a lie or an attack. */
  static final int LONGEST_HEADER = 100_000_000;

  private static final int CHUNK = 1 << 16;

  private SafeTensors() {}

  /**
   * All tensors of a file by name, in the header's order.
   *
   * @throws FileFormatException if the file is missing or not what it says; nothing is allocated by
   *     what it merely claims
   */
  public static Map<String, Tensor> read(Path file) throws IOException {
    try (FileChannel channel = open(file)) {
      SafeTensorsHeader header = header(file, channel);
      long start = channel.position();
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
      for (SafeTensorsHeader.Entry entry : header.tensors().values()) {
        channel.position(start + entry.begin());
        tensors.put(entry.name(), tensor(file, channel, entry, chunk));
      }
      return tensors;
    }
  }

  /**
   * What a file says about itself beside its tensors.
   *
   * @throws FileFormatException if the file is missing or not what it says
   */
  public static Map<String, String> readMetadata(Path file) throws IOException {
    try (FileChannel channel = open(file)) {
      return header(file, channel).metadata();
    }
  }

  private static FileChannel open(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new FileFormatException(file, "there is no such file");
    }
    if (Files.isDirectory(file)) {
      throw new FileFormatException(file, "expected a safetensors file, but it is a folder");
    }
    if (!Files.isRegularFile(file)) {
      // Opening a pipe would wait for somebody to write.
      throw new FileFormatException(
          file, "expected a safetensors file, but it is a device or a pipe");
    }
    if (!Files.isReadable(file)) {
      throw new FileFormatException(file, "it can't be read; check its permissions");
    }
    return FileChannel.open(file, StandardOpenOption.READ);
  }

  private static SafeTensorsHeader header(Path file, FileChannel channel) throws IOException {
    long size = channel.size();
    ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    if (size < 8) {
      throw new FileFormatException(
          file, "it is no safetensors file: it has " + size + " bytes, the format begins with 8");
    }
    fill(file, channel, length);
    long claimed = length.flip().getLong();
    if (claimed < 0 || claimed > size - 8 || claimed > LONGEST_HEADER) {
      requireNoOther(file, StandardCharsets.ISO_8859_1.decode(length.rewind()).toString());
      throw new FileFormatException(
          file,
          String.format(
              Locale.ROOT,
              "it is cut off or no safetensors file: its header claims %s bytes of %d",
              Long.toUnsignedString(claimed),
              size - 8));
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) claimed);
    fill(file, channel, bytes);
    try {
      String json = StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
      return SafeTensorsHeader.of(json, size - 8 - claimed);
    } catch (CharacterCodingException e) {
      throw new FileFormatException(file, "it is no safetensors file: its header is not UTF-8");
    } catch (IllegalArgumentException e) {
      throw new FileFormatException(file, e.getMessage());
    }
  }

  /** What people most often have instead of a safetensors file, by its first bytes. */
  private static void requireNoOther(Path file, String begins) throws FileFormatException {
    if (begins.startsWith("PK\003\004")) {
      throw new FileFormatException(
          file,
          "it is no safetensors file but a zip archive, as torch.save writes; write it in Python"
              + " with safetensors.torch.save_file");
    }
    if (begins.equals("version ")) {
      throw new FileFormatException(
          file, "it is no safetensors file but, it seems, a Git LFS pointer; run git lfs pull");
    }
  }

  private static void fill(Path file, FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new FileFormatException(file, "it became shorter while it was read");
      }
    }
  }

  private static Tensor tensor(
      Path file, FileChannel channel, SafeTensorsHeader.Entry entry, ByteBuffer chunk)
      throws IOException {
    StoredType type = entry.type();
    Tensor tensor = empty(entry.shape(), type.dtype());
    int bytes = type.bytes();
    for (int at = 0; at < tensor.numel(); ) {
      int count = Math.min(tensor.numel() - at, CHUNK / bytes);
      chunk.clear().limit(count * bytes);
      fill(file, channel, chunk);
      type.read(chunk.flip(), tensor, at);
      at += count;
    }
    return tensor;
  }

  /** With data also where {@link Tensor#zeros} makes one without. */
  private static Tensor empty(Shape shape, DType dtype) {
    int[] sizes = shape.toArray();
    return dtype == DType.FLOAT32
        ? Tensor.of(new float[shape.elements()], sizes)
        : Tensor.of(new long[shape.elements()], sizes);
  }

  /** Writes tensors under their names, such as a {@code stateDict()}. */
  public static void write(Path file, Map<String, ? extends Tensor> tensors) throws IOException {
    write(file, tensors, Map.of());
  }

  /**
   * Writes tensors under their names, in the map's order, and what the file shall say about itself.
   * The same arguments give the same bytes; a file that was there is replaced when all is written,
   * or stays as it was.
   *
   * @throws IllegalArgumentException if a tensor has no data or a name can't be written
   */
  public static void write(
      Path file, Map<String, ? extends Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    SafeTensorsLayout layout = SafeTensorsLayout.of(tensors, metadata);
    Replacement.write(
        file,
        channel -> {
          drain(channel, ByteBuffer.wrap(layout.header()));
          ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
          for (Tensor tensor : layout.inOrder()) {
            write(channel, tensor, chunk);
          }
        });
  }

  private static void write(FileChannel channel, Tensor tensor, ByteBuffer chunk)
      throws IOException {
    int bytes = tensor.dtype().bytes();
    for (int at = 0; at < tensor.numel(); ) {
      int count = Math.min(tensor.numel() - at, CHUNK / bytes);
      chunk.clear();
      if (tensor.dtype() == DType.FLOAT32) {
        chunk.asFloatBuffer().put(tensor.floats(), tensor.offset() + at, count);
      } else {
        chunk.asLongBuffer().put(tensor.longs(), tensor.offset() + at, count);
      }
      drain(channel, chunk.limit(count * bytes));
      at += count;
    }
  }

  private static void drain(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }
}
