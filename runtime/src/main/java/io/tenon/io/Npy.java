package io.tenon.io;

import io.tenon.DType;
import io.tenon.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * One tensor in a file of numpy, {@code .npy}. Floats of 2 to 8 bytes become {@code torch.float32},
 * integers and bools {@code torch.int64}, whatever the order of their bytes and dimensions;
 * unsigned ones of 8 bytes only if all are below 2⁶³. Arrays of objects, which are pickles, are
 * refused.
 */
public final class Npy {
  private static final int ALIGNED = 64;
  private static final int FIRST = 10;

  private Npy() {}

  /**
   * The array of a file that {@code numpy.save} wrote.
   *
   * @throws FileFormatException if the file is missing or not what it says
   */
  public static Tensor read(Path path) throws IOException {
    try (InputFile file = InputFile.open(path, "a .npy file")) {
      FileKind kind = FileKind.of(file);
      if (kind != FileKind.NPY) {
        throw file.wrong("it is no .npy file: " + kind.described(file));
      }
      return read(file, "its array", file.from(0), file.size());
    }
  }

  /** The array in a part of a file. */
  static Tensor read(InputFile file, String what, ByteSource source, long length)
      throws IOException {
    ByteReader in = new ByteReader(file, what, source, length);
    NpyHeader header = NpyHeader.of(in);
    if (in.remaining() != header.bytes()) {
      throw in.wrong(
          String.format(
              Locale.ROOT,
              "%d bytes follow, but a shape of %s and %s need %d",
              in.remaining(),
              header.shape(),
              header.type(),
              header.bytes()));
    }
    Tensor tensor = Elements.read(file, in, header.type(), header.order(), header.shape());
    if (!header.fortran() || header.shape().rank() < 2) {
      return tensor;
    }
    file.reserve(tensor.shape(), tensor.dtype());
    Tensor copy = columnsFirst(header).copy(tensor);
    file.release(tensor);
    return copy;
  }

  private static StridedWindow columnsFirst(NpyHeader header) {
    int[] strides = new int[header.shape().rank()];
    int stride = 1;
    for (int d = 0; d < strides.length; d++) {
      strides[d] = stride;
      stride *= header.shape().size(d);
    }
    StorageRef storage = new StorageRef("", header.type(), header.shape().elements());
    return new StridedWindow(storage, 0, header.shape(), strides);
  }

  /**
   * Writes a tensor as {@code numpy.save} does; a file that was there is replaced when all is
   * written, or stays as it was.
   *
   * @throws IllegalArgumentException if the tensor has no data
   */
  public static void write(Path path, Tensor tensor) throws IOException {
    requireData("the tensor", tensor);
    Replacement.write(path, channel -> write(tensor, part -> Replacement.drain(channel, part)));
  }

  /** Takes the rest of a buffer. */
  interface Sink {
    void take(ByteBuffer part) throws IOException;
  }

  static void write(Tensor tensor, Sink sink) throws IOException {
    sink.take(ByteBuffer.wrap(header(tensor)));
    ByteBuffer chunk = ByteBuffer.allocate(Elements.CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < tensor.numel(); ) {
      at += Elements.write(tensor, at, chunk);
      sink.take(chunk);
    }
  }

  /** How many bytes {@link #write} writes. */
  static long bytes(Tensor tensor) {
    return header(tensor).length + (long) tensor.numel() * tensor.dtype().bytes();
  }

  static void requireData(String what, Tensor tensor) {
    if (tensor == null) {
      throw new IllegalArgumentException(what + " is null");
    }
    if (tensor.isShapeOnly()) {
      throw new IllegalArgumentException(
          what + " of shape " + tensor.shape() + " is shape-only: it has no data");
    }
  }

  private static byte[] header(Tensor tensor) {
    StringJoiner shape = new StringJoiner(", ", "(", tensor.dim() == 1 ? ",)" : ")");
    for (int size : tensor.shape().toArray()) {
      shape.add(Integer.toString(size));
    }
    String descr = tensor.dtype() == DType.FLOAT32 ? "<f4" : "<i8";
    String dict = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }";
    int length = (FIRST + dict.length() + 1 + ALIGNED - 1) / ALIGNED * ALIGNED;
    String padded = dict + " ".repeat(length - FIRST - dict.length() - 1) + "\n";
    return ByteBuffer.allocate(length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
        .putShort((short) padded.length())
        .put(padded.getBytes(StandardCharsets.US_ASCII))
        .array();
  }
}
