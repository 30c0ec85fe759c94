package io.tenon.samples.lenet;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file of bytes in the IDX format of MNIST, gzipped or not: a magic number with the count of
 * dimensions, the sizes, the bytes.
 *
 * @param sizes the dimensions, the number of images or labels first
 */
record IdxFile(Path file, int[] sizes, byte[] bytes) {
  /** What a header may claim; some 300,000 images. */
  private static final long MOST_BYTES = 1L << 28;

  private static final int UNSIGNED_BYTES = 8;

  /**
   * Reads a file.
   *
   * @param what the file holds, for messages: {@code images}
   * @param dimensions how many sizes it must have
   * @throws InputException if it is missing or not what it says
   */
  static IdxFile read(Path file, String what, int dimensions) {
    if (!Files.exists(file)) {
      throw new InputException(
          file + ": there is no such file; name the " + what + " with --" + what);
    }
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new InputException(file + ": it is no file that can be read");
    }
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
        DataInputStream in = new DataInputStream(unzipped(raw))) {
      return read(in, file, what, dimensions);
    } catch (EOFException e) {
      throw new InputException(file + ": it is cut off, or its header claims more than there is");
    } catch (ZipException e) {
      throw new InputException(file + ": its compression is damaged (" + e.getMessage() + ")");
    } catch (IOException e) {
      throw new InputException(file + ": it can't be read (" + e.getMessage() + ")");
    }
  }

  private static InputStream unzipped(InputStream in) throws IOException {
    in.mark(2);
    boolean zipped = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return zipped ? new GZIPInputStream(in) : in;
  }

  private static IdxFile read(DataInputStream in, Path file, String what, int dimensions)
      throws IOException {
    int magic = in.readInt();
    if (magic >>> 8 != UNSIGNED_BYTES || (magic & 0xff) != dimensions) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%s: expected an IDX file of bytes with %d dimension%s, which begins with %08x, but it"
                  + " begins with %08x",
              file,
              dimensions,
              dimensions == 1 ? "" : "s",
              UNSIGNED_BYTES << 8 | dimensions,
              magic));
    }
    int[] sizes = new int[dimensions];
    long claimed = 1;
    for (int d = 0; d < dimensions; d++) {
      sizes[d] = in.readInt();
      claimed = sizes[d] < 0 ? -1 : Math.multiplyExact(Math.min(claimed, MOST_BYTES + 1), sizes[d]);
      if (claimed < 0 || claimed > MOST_BYTES) {
        throw new InputException(
            file
                + ": its header claims more than the 256 MB that are read: sizes "
                + Arrays.toString(Arrays.copyOf(sizes, d + 1)));
      }
    }
    byte[] bytes = in.readNBytes((int) claimed); // grows with what is there, not with the claim
    if (bytes.length < claimed) {
      throw new InputException(
          file
              + ": it is cut off: its header claims "
              + claimed
              + " bytes of "
              + what
              + ", but there are "
              + bytes.length);
    }
    if (in.read() >= 0) {
      throw new InputException(
          file
              + ": it is longer than the "
              + claimed
              + " bytes of "
              + what
              + " that its header claims");
    }
    return new IdxFile(file, sizes, bytes);
  }

  /** How many images or labels there are. */
  int count() {
    return sizes[0];
  }
}
