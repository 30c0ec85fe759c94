package io.tenon.io;

import io.tenon.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Files of named tensors in the safetensors format: eight bytes with the header's length, the
 * header as JSON, the tensors' numbers, all little-endian. Types F32 and I64 are written; F16, BF16
 * and F64 (rounded) are read too, as floats, and the other integers and BOOL (0 and 1) as I64.
 */
public final class SafeTensors {
  /** More than any network's names take; a longer header is a lie or an attack. */
  static final int LONGEST_HEADER = 100_000_000;

  private static final String EXPECTED = "a safetensors file";

  private SafeTensors() {}

  /**
   * All tensors of a file by name, in the header's order.
   *
   * @throws FileFormatException if the file is missing or not what it says; nothing is allocated by
   *     what it merely claims
   */
  public static Map<String, Tensor> read(Path file) throws IOException {
    try (InputFile input = InputFile.open(file, EXPECTED)) {
      SafeTensorsHeader header = header(input);
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (SafeTensorsHeader.Entry entry : header.tensors().values()) {
        ByteSource bytes = input.from(header.end() + entry.begin());
        tensors.put(
            entry.name(),
            Elements.read(input, bytes, entry.type(), ByteOrder.LITTLE_ENDIAN, entry.shape()));
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
    try (InputFile input = InputFile.open(file, EXPECTED)) {
      return header(input).metadata();
    }
  }

  private static SafeTensorsHeader header(InputFile file) throws IOException {
    long size = file.size();
    if (size < 8) {
      throw file.wrong(
          "it is no safetensors file: it has " + size + " bytes, the format begins with 8");
    }
    ByteBuffer length = file.peek(0, 8);
    long claimed = length.getLong(0);
    if (claimed < 0 || claimed > size - 8 || claimed > LONGEST_HEADER) {
      requireNoOther(file, StandardCharsets.ISO_8859_1.decode(length).toString());
      throw file.wrong(
          String.format(
              Locale.ROOT,
              "it is cut off or no safetensors file: its header claims %s bytes of %d",
              Long.toUnsignedString(claimed),
              size - 8));
    }
    ByteBuffer bytes = file.peek(8, (int) claimed);
    try {
      String json = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      return SafeTensorsHeader.of(json, 8 + claimed, size - 8 - claimed);
    } catch (CharacterCodingException e) {
      throw file.wrong("it is no safetensors file: its header is not UTF-8");
    } catch (IllegalArgumentException e) {
      throw file.wrong(e.getMessage());
    }
  }

  /** What people most often have instead of a safetensors file, by its first bytes. */
  private static void requireNoOther(InputFile file, String begins) throws FileFormatException {
    if (begins.startsWith("PK\003\004")) {
      throw file.wrong(
          "it is no safetensors file but a zip archive, as torch.save and numpy.savez write;"
              + " read it with Checkpoints.load");
    }
    if (begins.equals("version ")) {
      throw file.wrong(
          "it is no safetensors file but, it seems, a Git LFS pointer; run git lfs pull");
    }
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
          Replacement.drain(channel, ByteBuffer.wrap(layout.header()));
          ByteBuffer chunk = ByteBuffer.allocate(Elements.CHUNK).order(ByteOrder.LITTLE_ENDIAN);
          for (Tensor tensor : layout.inOrder()) {
            for (int at = 0; at < tensor.numel(); ) {
              at += Elements.write(tensor, at, chunk);
              Replacement.drain(channel, chunk);
            }
          }
        });
  }
}
