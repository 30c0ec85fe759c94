package io.tenon.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes one after the other: of a file, or of what is compressed in it. */
interface ByteSource extends Closeable {
  /**
   * Fills the rest of a buffer.
   *
   * @throws FileFormatException if there are not so many
   */
  void fill(ByteBuffer buffer) throws IOException;

  @Override
  default void close() throws IOException {}
}
