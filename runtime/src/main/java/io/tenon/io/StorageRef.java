package io.tenon.io;

/**
 * A storage that a pickle names.
 *
 * @param key the name under which the file holds its bytes
 * @param elements how many elements it claims
 */
record StorageRef(String key, StoredType type, long elements) {
  /** The bytes it claims. */
  long bytes() {
    return elements * type.bytes();
  }
}
