package io.tenon.io;

import java.io.IOException;
import java.nio.ByteOrder;

/** A file that {@code torch.save} wrote: one pickled value, and the bytes of its storages. */
interface TorchArchive {
  /** What was saved. */
  Object root();

  /** The order of the bytes in storages. */
  ByteOrder order();

  /**
   * Checks that a storage's bytes are there, all that it claims.
   *
   * @throws FileFormatException if not
   */
  void require(StorageRef storage) throws IOException;

  /** A storage's bytes, after {@link #require}. */
  ByteSource open(StorageRef storage) throws IOException;
}
