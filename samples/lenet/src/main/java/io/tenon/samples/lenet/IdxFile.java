package io.tenon.samples.lenet;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.ZipException;

/**
 * A file of bytes in the IDX format of MNIST, gzipped or not: a magic number with the count of
 * dimensions, the sizes, the bytes.
 *
 * @param sizes the dimensions, the number of images or labels first
 */
record IdxFile(Path file, int[] sizes, byte[] bytes) {
  /**
   * What a header may claim: some 170,000 images of 28×28, Fashion-MNIST has 60,000. Even if each
   * image is one byte, an array can hold ten numbers for it.
   */
  private static final long MOST_BYTES = 1L << 27;

  private static final int UNSIGNED_BYTES = 8;
  private static final String AGAIN = "get the file again";

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
      throw new InputException(
          file + ": it is no file that can be read; name the " + what + " with --" + what);
    }
    try (InputStream content = unzipped(content(file));
        DataInputStream in = new DataInputStream(content)) {
      IdxFile read = read(in, file, what, dimensions);
      if (in.read() >= 0 || content instanceof GzipBytes zipped && zipped.more()) {
        throw new InputException(
            String.format(
                Locale.ROOT,
                "%s: it is longer than the %d bytes of %s that its header claims; %s",
                file,
                read.bytes.length,
                what,
                AGAIN));
      }
      return read;
    } catch (EOFException e) {
      throw new InputException(
          file + ": it is cut off, or its header claims more than there is; " + AGAIN);
    } catch (ZipException e) {
      throw new InputException(
          file + ": its compression is damaged (" + e.getMessage() + "); " + AGAIN);
    } catch (IOException e) {
      throw new InputException(
          file + ": it can't be read (" + e.getMessage() + "); name another with --" + what);
    }
  }

  private static byte[] content(Path file) throws IOException {
    long size = Files.size(file);
    if (size > MOST_BYTES) {
      throw new InputException(
          file + ": it has " + size + " bytes, more than the 128 MB that are read; split it");
    }
    return Files.readAllBytes(file);
  }

  private static InputStream unzipped(byte[] content) throws IOException {
    boolean zipped = content.length > 1 && content[0] == 0x1f && content[1] == (byte) 0x8b;
    return zipped ? new GzipBytes(content) : new ByteArrayInputStream(content);
  }

  private static IdxFile read(DataInputStream in, Path file, String what, int dimensions)
      throws IOException {
    int magic = in.readInt();
    if (magic >>> 8 != UNSIGNED_BYTES || (magic & 0xff) != dimensions) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%s: expected an IDX file of bytes with %d dimension%s, which begins with %08x, but it"
                  + " begins with %08x; name a file of %s with --%s",
              file,
              dimensions,
              dimensions == 1 ? "" : "s",
              UNSIGNED_BYTES << 8 | dimensions,
              magic,
              what,
              what));
    }
    int[] sizes = new int[dimensions];
    long claimed = 1;
    for (int d = 0; d < dimensions; d++) {
      sizes[d] = in.readInt();
      claimed = sizes[d] < 0 ? -1 : Math.multiplyExact(Math.min(claimed, MOST_BYTES + 1), sizes[d]);
      if (claimed < 0 || claimed > MOST_BYTES) {
        throw new InputException(
            file
                + ": its header claims more than the 128 MB that are read: sizes "
                + Arrays.toString(Arrays.copyOf(sizes, d + 1))
                + "; "
                + AGAIN);
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
              + bytes.length
              + "; "
              + AGAIN);
    }
    return new IdxFile(file, sizes, bytes);
  }

  /** How many images or labels there are. */
  int count() {
    return sizes[0];
  }
}
