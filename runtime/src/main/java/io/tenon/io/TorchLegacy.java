package io.tenon.io;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The file that {@code torch.save} wrote before 1.6, and still does with {@code
 * _use_new_zipfile_serialization=False}: five pickles (a magic number, a version, the machine, the
 * value, the keys of its storages) and then each storage's length and bytes.
 */
final class TorchLegacy implements TorchArchive {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final int MAGIC_LENGTH = 10;
  private static final long VERSION = 1001;

  private final InputFile file;
  private final Object root;

  /** Where the bytes of each storage begin. */
  private final Map<String, Long> places = new HashMap<>();

  private TorchLegacy(InputFile file, ByteReader in) throws IOException {
    this.file = file;
    Object version = new PickleReader(in).read();
    if (!Long.valueOf(VERSION).equals(version)) {
      throw in.wrong("its version is not the " + VERSION + " that is read");
    }
    Object machine = new PickleReader(in).read();
    if (!(machine instanceof PickleDict dict)
        || !Boolean.TRUE.equals(dict.items().get("little_endian"))) {
      throw in.wrong(
          "it was written by a big-endian machine. Fix: load it in Python and save it again");
    }
    PickleReader value = new PickleReader(in);
    this.root = value.read();
    place(in, value.storages(), new PickleReader(in).read());
  }

  /** Whether a file begins with the pickle of the magic number: its protocol, perhaps a frame. */
  static boolean begins(byte[] bytes) {
    int at = bytes.length > 2 && bytes[2] == (byte) 0x95 ? 11 : 2;
    int end = at + 2 + MAGIC_LENGTH;
    if (bytes.length < end
        || bytes[0] != (byte) 0x80
        || bytes[at] != (byte) 0x8a
        || bytes[at + 1] != MAGIC_LENGTH) {
      return false;
    }
    byte[] magic = new byte[MAGIC_LENGTH];
    for (int i = 0; i < magic.length; i++) {
      magic[i] = bytes[end - 1 - i];
    }
    return new BigInteger(magic).equals(MAGIC);
  }

  /** Reads a file that {@link #begins} as it should. */
  static TorchLegacy of(InputFile file) throws IOException {
    ByteReader in = new ByteReader(file, "its pickle", file.from(0), file.size());
    if (!MAGIC.equals(new PickleReader(in).read())) {
      throw in.wrong("it is no magic number of torch.save");
    }
    return new TorchLegacy(file, in);
  }

  private void place(ByteReader in, Map<String, StorageRef> storages, Object keys)
      throws IOException {
    if (!(keys instanceof List<?> list) || list.size() != storages.size()) {
      throw in.wrong("its list of storages is not that of its tensors");
    }
    long at = in.position();
    for (Object key : list) {
      StorageRef storage = key instanceof String text ? storages.get(text) : null;
      if (storage == null || places.containsKey(storage.key())) {
        throw in.wrong("its list of storages is not that of its tensors");
      }
      long elements = file.size() - at < 8 ? -1 : file.peek(at, 8).getLong();
      if (elements != storage.elements() || storage.bytes() > file.size() - at - 8) {
        throw file.wrong(
            "the bytes of storage '"
                + JsonText.shown(storage.key())
                + "' are not all there: it is cut off or damaged");
      }
      places.put(storage.key(), at + 8);
      at += 8 + storage.bytes();
    }
    if (at != file.size()) {
      throw file.wrong("it goes on after the last storage's bytes");
    }
  }

  @Override
  public Object root() {
    return root;
  }

  @Override
  public ByteOrder order() {
    return ByteOrder.LITTLE_ENDIAN;
  }

  @Override
  public void require(StorageRef storage) {
    // All were there when their places were found.
  }

  @Override
  public ByteSource open(StorageRef storage) {
    return file.from(places.get(storage.key()));
  }
}
