package io.tenon.samples.lenet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/**
 * The content of a gzipped file. Tells what the JDK's own stream passes over in silence: bytes
 * after the compressed data that are none.
 */
final class GzipBytes extends GZIPInputStream {
  private static final int TRAILER = 8;

  /** For a whole file: as the buffer takes it all at once, what is left can be counted. */
  GzipBytes(byte[] file) throws IOException {
    super(new ByteArrayInputStream(file), file.length);
  }

  /** Whether something follows the compressed data; asked when all of that was read. */
  boolean more() {
    return inf.getRemaining() > TRAILER;
  }
}
