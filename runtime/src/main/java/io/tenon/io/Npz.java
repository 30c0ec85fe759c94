package io.tenon.io;

import io.tenon.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Named tensors in a file of numpy, {@code .npz}: a zip archive of {@link Npy} files, stored or
 * compressed.
 */
public final class Npz {
  private static final String SUFFIX = ".npy";
  private static final int LONGEST_NAME = 1_000;

  /** Zip's first day, so that the same tensors give the same bytes. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private Npz() {}

  /**
   * All arrays by name, in the file's order.
   *
   * @throws FileFormatException if the file is missing or not what it says
   */
  public static Map<String, Tensor> read(Path path) throws IOException {
    try (InputFile file = InputFile.open(path, "a .npz file")) {
      FileKind kind = FileKind.of(file);
      if (kind != FileKind.ZIP) {
        throw file.wrong("it is no .npz file: " + kind.described(file));
      }
      return read(file, ZipDirectory.of(file));
    }
  }

  static Map<String, Tensor> read(InputFile file, ZipDirectory zip) throws IOException {
    if (TorchZip.holds(zip)) {
      throw file.wrong("it is a file of torch.save; read it with TorchCheckpoint.read");
    }
    for (ZipRecord record : zip.records().values()) {
      if (!record.name().endsWith(SUFFIX)) {
        throw file.wrong(
            "it is no .npz file: its entry " + record.quoted() + " is not named as a .npy file");
      }
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (ZipRecord record : zip.records().values()) {
      String name = record.name().substring(0, record.name().length() - SUFFIX.length());
      String what = "its entry " + record.quoted();
      try (ByteSource bytes = zip.openChecked(record)) {
        tensors.put(name, Npy.read(file, what, bytes, record.size()));
      }
    }
    return tensors;
  }

  /**
   * Writes tensors under their names, as {@code numpy.savez} does. The same tensors give the same
   * bytes; a file that was there is replaced when all is written, or stays as it was.
   *
   * @throws IllegalArgumentException if a tensor has no data or a name can't be written
   */
  public static void write(Path path, Map<String, ? extends Tensor> tensors) throws IOException {
    write(path, tensors, ZipEntry.STORED);
  }

  /** As {@link #write}, deflated, as {@code numpy.savez_compressed} does. */
  public static void writeCompressed(Path path, Map<String, ? extends Tensor> tensors)
      throws IOException {
    write(path, tensors, ZipEntry.DEFLATED);
  }

  private static void write(Path path, Map<String, ? extends Tensor> tensors, int method)
      throws IOException {
    tensors.forEach(Npz::requireWritable);
    Replacement.write(
        path,
        channel -> {
          // Its close closes the deflater; the channel is still to be forced to disk.
          try (ZipOutputStream zip = new ZipOutputStream(new Kept(channel))) {
            for (Map.Entry<String, ? extends Tensor> entry : tensors.entrySet()) {
              zip.putNextEntry(entry(entry.getKey(), entry.getValue(), method));
              Npy.write(
                  entry.getValue(),
                  part -> zip.write(part.array(), part.position(), part.remaining()));
              zip.closeEntry();
            }
          }
        });
  }

  private static ZipEntry entry(String name, Tensor tensor, int method) throws IOException {
    ZipEntry entry = new ZipEntry(name + SUFFIX);
    entry.setTimeLocal(TIME);
    entry.setMethod(method);
    if (method == ZipEntry.STORED) {
      CRC32 crc = new CRC32();
      Npy.write(tensor, crc::update);
      entry.setCrc(crc.getValue());
      entry.setSize(Npy.bytes(tensor));
    }
    return entry;
  }

  private static void requireWritable(String name, Tensor tensor) {
    if (name == null
        || name.length() > LONGEST_NAME
        || !StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
      throw new IllegalArgumentException(
          "a name in a .npz file can't be null, have half a surrogate pair or more than "
              + LONGEST_NAME
              + " characters: "
              + (name == null ? "null" : JsonText.shown(name)));
    }
    Npy.requireData("tensor '" + JsonText.shown(name) + "'", tensor);
  }

  /** Bytes into a channel that stays open. */
  private static final class Kept extends OutputStream {
    private final FileChannel channel;

    Kept(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
      Replacement.drain(channel, ByteBuffer.wrap(bytes, offset, count));
    }
  }
}
