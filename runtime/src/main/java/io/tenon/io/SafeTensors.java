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
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Files of named tensors in the safetensors format: eight bytes with the header's length, the
 * header as JSON, the tensors' numbers, all little-endian. Types F32 and I64.
 */
public final class SafeTensors {
  /** More than any network's names take; a longer header is a lie or an attack. */
  private static final long LONGEST_HEADER = 100_000_000;

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
    Tensor tensor = Tensor.zeros(entry.shape(), entry.dtype());
    int bytes = entry.dtype().bytes();
    for (int at = 0; at < tensor.numel(); ) {
      int count = Math.min(tensor.numel() - at, CHUNK / bytes);
      chunk.clear().limit(count * bytes);
      fill(file, channel, chunk);
      chunk.flip();
      if (entry.dtype() == DType.FLOAT32) {
        chunk.asFloatBuffer().get(tensor.floats(), tensor.offset() + at, count);
      } else {
        chunk.asLongBuffer().get(tensor.longs(), tensor.offset() + at, count);
      }
      at += count;
    }
    return tensor;
  }

  /** Writes tensors under their names, such as a {@code stateDict()}. */
  public static void write(Path file, Map<String, ? extends Tensor> tensors) throws IOException {
    write(file, tensors, Map.of());
  }

  /**
   * Writes tensors under their names, and what the file shall say about itself. The same arguments
   * give the same bytes; a file that was there is replaced when all is written, or stays as it was.
   */
  public static void write(
      Path file, Map<String, ? extends Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    byte[] header = header(tensors, metadata);
    Path folder = file.toAbsolutePath().getParent();
    Path temporary = Files.createTempFile(folder, file.getFileName().toString(), ".part");
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        drain(channel, chunk.putLong(header.length).flip());
        drain(channel, ByteBuffer.wrap(header));
        for (Tensor tensor : tensors.values()) {
          write(channel, tensor, chunk);
        }
      }
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static byte[] header(
      Map<String, ? extends Tensor> tensors, Map<String, String> metadata) {
    StringBuilder json = new StringBuilder("{");
    if (!metadata.isEmpty()) {
      json.append("\"__metadata__\":{");
      metadata.forEach(
          (key, text) ->
              json.append(json.charAt(json.length() - 1) == '{' ? "" : ",")
                  .append(JsonText.quoted(key))
                  .append(':')
                  .append(JsonText.quoted(text)));
      json.append('}');
    }
    long at = 0;
    for (Map.Entry<String, ? extends Tensor> entry : tensors.entrySet()) {
      Tensor tensor = entry.getValue();
      long end = at + (long) tensor.numel() * tensor.dtype().bytes();
      json.append(json.length() == 1 ? "" : ",")
          .append(JsonText.quoted(entry.getKey()))
          .append(":{\"dtype\":\"")
          .append(tensor.dtype().safetensorsName())
          .append("\",\"shape\":")
          .append(sizes(tensor.shape()))
          .append(",\"data_offsets\":[")
          .append(at)
          .append(',')
          .append(end)
          .append("]}");
      at = end;
    }
    json.append('}');
    byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(bytes, (bytes.length + 7) / 8 * 8);
    Arrays.fill(padded, bytes.length, padded.length, (byte) ' ');
    return padded;
  }

  private static String sizes(Shape shape) {
    return Arrays.toString(shape.toArray()).replace(" ", "");
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
