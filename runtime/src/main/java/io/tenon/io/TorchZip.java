package io.tenon.io;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The zip archive that {@code torch.save} writes since 1.6: {@code data.pkl}, {@code data/0} and so
 * on with the storages, {@code version} and, since 2.1, {@code byteorder}, all in one folder of any
 * name.
 */
final class TorchZip implements TorchArchive {
  /** Far more than the names of any network take. */
  private static final int LONGEST_PICKLE = 100_000_000;

  /** PyTorch doesn't deflate it; others do, which saves some nine tenths. */
  private static final int MOST_INFLATED = 30;

  private static final int NEWEST_VERSION = 10;
  private static final String PICKLE = "data.pkl";

  private final InputFile file;
  private final ZipDirectory zip;
  private final String folder;
  private final ByteOrder order;
  private final Object root;

  private TorchZip(InputFile file, ZipDirectory zip, String folder) throws IOException {
    this.file = file;
    this.zip = zip;
    this.folder = folder;
    this.order = order(text("byteorder", "little"));
    String version = text("version", "3");
    if (!version.matches("[0-9]{1,2}") || Integer.parseInt(version) > NEWEST_VERSION) {
      throw file.wrong(
          "its format's version is '"
              + JsonText.shown(version)
              + "', but "
              + NEWEST_VERSION
              + " is the newest that is read");
    }
    ZipRecord pickle = zip.records().get(folder + PICKLE);
    if (pickle.size() > LONGEST_PICKLE
        || pickle.size() > MOST_INFLATED * pickle.stored() + LONGEST_PICKLE / 1_000) {
      throw file.wrong(
          "its data.pkl claims "
              + pickle.size()
              + " bytes in "
              + pickle.stored()
              + ", too many for a state dict");
    }
    try (ByteSource bytes = zip.open(pickle)) {
      this.root =
          new PickleReader(new ByteReader(file, "its data.pkl", bytes, pickle.size())).read();
    }
  }

  /** Whether the archive has what {@code torch.save} calls {@code data.pkl}. */
  static boolean holds(ZipDirectory zip) {
    return zip.records().keySet().stream().anyMatch(TorchZip::isPickle);
  }

  private static boolean isPickle(String name) {
    return name.equals(PICKLE) || name.endsWith("/" + PICKLE);
  }

  static TorchZip of(InputFile file, ZipDirectory zip) throws IOException {
    String pickle = null;
    for (String name : zip.records().keySet()) {
      if (isPickle(name)) {
        if (pickle != null) {
          throw file.wrong("it has more than one data.pkl: torch.save writes one");
        }
        pickle = name;
      }
    }
    if (pickle == null) {
      throw file.wrong("it is a zip archive, but not torch.save's: it has no data.pkl");
    }
    String folder = pickle.substring(0, pickle.length() - PICKLE.length());
    if (zip.records().containsKey(folder + "constants.pkl")) {
      throw file.wrong(
          "it is a TorchScript program, as torch.jit.save writes. Fix: save the state dict, in"
              + " Python with torch.save(torch.jit.load(file).state_dict(), other)");
    }
    return new TorchZip(file, zip, folder);
  }

  private String text(String name, String otherwise) throws IOException {
    ZipRecord record = zip.records().get(folder + name);
    if (record == null) {
      return otherwise;
    }
    String what = "its " + name;
    try (ByteSource bytes = zip.open(record)) {
      byte[] text = new ByteReader(file, what, bytes, record.size()).bytes(record.size(), 20);
      return new String(text, StandardCharsets.UTF_8).strip();
    }
  }

  private ByteOrder order(String name) throws FileFormatException {
    return switch (name) {
      case "little" -> ByteOrder.LITTLE_ENDIAN;
      case "big" -> ByteOrder.BIG_ENDIAN;
      default ->
          throw file.wrong(
              "its byteorder is '" + JsonText.shown(name) + "', neither 'little' nor 'big'");
    };
  }

  @Override
  public Object root() {
    return root;
  }

  @Override
  public ByteOrder order() {
    return order;
  }

  private ZipRecord record(StorageRef storage) {
    return zip.records().get(folder + "data/" + storage.key());
  }

  @Override
  public void require(StorageRef storage) throws IOException {
    ZipRecord record = record(storage);
    String name = "data/" + JsonText.shown(storage.key());
    if (record == null) {
      throw file.wrong("a tensor's bytes are in " + name + ", which is not there");
    }
    if (record.size() != storage.bytes()) {
      throw file.wrong(
          "its "
              + name
              + " has "
              + record.size()
              + " bytes, but "
              + storage.elements()
              + " elements of "
              + storage.type()
              + " need "
              + storage.bytes());
    }
  }

  @Override
  public ByteSource open(StorageRef storage) throws IOException {
    return zip.open(record(storage));
  }
}
