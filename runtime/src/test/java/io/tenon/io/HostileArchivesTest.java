package io.tenon.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints that are cut off, damaged, or zip archives made to hurt. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HostileArchivesTest {
  @TempDir Path folder;
  private final HostileReading reading = new HostileReading(Checkpoints::load);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state.pt",
        "state-legacy.pt",
        "state-deflated.pt",
        "views-legacy.pt",
        "arrays-compressed.npz",
        "version1.npy"
      })
  void everyTruncation(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(CheckpointFiles.of(name));
    Path file = folder.resolve(name);
    reading.read(Files.write(file, bytes), "for classes to be loaded");
    assertThat(reading.problem()).isNull();
    for (int length = 0; length < bytes.length; length++) {
      String what = name + " of " + length + " bytes";
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThat(reading.read(file, what)).as(what).isLessThan(2_000_000);
      assertThat(reading.problem()).as(what).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state.pt",
        "state-protocol4.pt",
        "state-legacy.pt",
        "state-deflated.pt",
        "views.pt",
        "types-legacy.pt",
        "arrays.npz",
        "arrays-compressed.npz",
        "version2.npy"
      })
  void flippedBits(String name) throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] bytes = Files.readAllBytes(CheckpointFiles.of(name));
    Path file = folder.resolve(name);
    reading.read(Files.write(file, bytes), "for classes to be loaded");
    for (int round = 0; round < 1_500; round++) {
      byte[] damaged = bytes.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      String what = name + ", seed " + seed + ", round " + round;
      // A deflated record may be a thousand times longer: then it is, or it is not read.
      assertThat(reading.read(Files.write(file, damaged), what)).as(what).isLessThan(20_000_000);
    }
    assertThat(reading.good()).as("%s, seed %d", name, seed).isGreaterThan(20);
  }

  private void assertRefused(Path file, String problem) throws IOException {
    assertThat(reading.read(file, problem)).as(problem).isLessThan(2_000_000);
    assertThat(reading.problem()).isNotNull().contains(problem);
  }

  private static byte[] pickle(long elements) {
    return new PickleBytes()
        .ops("}")
        .text("w")
        .tensor("0", elements, 0, new long[] {4}, new long[] {1})
        .ops("s")
        .stop();
  }

  /** Each is some hundred kilobytes that stand for a hundred megabytes. */
  @Test
  void bombs() throws IOException {
    Path file = folder.resolve("x");
    byte[] zeros = new byte[100_000_000];
    assertRefused(
        PickleBytes.archive(file, pickle(4), zeros),
        "its data/0 has 100000000 bytes, but 4 elements of F32 need 16");
    assertRefused(
        PickleBytes.archive(file, zeros, new byte[16]), "its data.pkl claims 100000000 bytes in");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      PickleBytes.entry(zip, "a.npy", zeros);
    }
    assertRefused(file, "its entry 'a.npy' at byte 1: it is no .npy file");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      PickleBytes.entry(zip, "x/byteorder", zeros);
      PickleBytes.entry(zip, "x/data.pkl", pickle(4));
    }
    assertRefused(file, "its byteorder at byte 0: it has 100000000 bytes where 20 are the most");
  }

  @Test
  void claimsOfMoreThanDeflateCan() throws IOException {
    byte[] archive = archive("x/data.pkl", "x/data/0");
    int directory = directory(archive);
    for (long size : new long[] {-1, 0x7fffffff, 100_000_000}) {
      byte[] changed = archive.clone();
      ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(directory + 24, (int) size);
      assertRefused(write(changed), "its entry 'x/data.pkl' claims " + (size & 0xffffffffL));
    }
    byte[] changed = archive.clone();
    ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(directory + 20, 1_000_000);
    assertRefused(write(changed), "its entry 'x/data.pkl' claims bytes that are not there");
    changed = archive.clone();
    changed[directory + 10] = 12;
    assertRefused(write(changed), "its entry 'x/data.pkl' is compressed by method 12");
    changed = archive.clone();
    changed[directory + 8] |= 1;
    assertRefused(write(changed), "its entry 'x/data.pkl' is encrypted");
    // The second record where the first is: all of a bomb's records can be one.
    changed = archive.clone();
    int second = directory + 46 + "x/data.pkl".length();
    ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(second + 42, 0);
    assertRefused(write(changed), "claims bytes that are not there or are another's");
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("x"), bytes);
  }

  private static byte[] archive(String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : names) {
        PickleBytes.entry(zip, name, name.endsWith("pkl") ? pickle(4) : new byte[16]);
      }
    }
    return bytes.toByteArray();
  }

  private static int directory(byte[] archive) {
    return ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN).getInt(archive.length - 6);
  }

  @Test
  void namesThatStandTwiceOrPlayTricks() throws IOException {
    byte[] twice = archive("x/data.pkl", "x/data/0", "x/data/1");
    String text = new String(twice, StandardCharsets.ISO_8859_1).replace("x/data/1", "x/data/0");
    assertRefused(
        write(text.getBytes(StandardCharsets.ISO_8859_1)), "'x/data/0' stands there twice");
    assertRefused(write(archive("x/data.pkl", "y/data.pkl")), "it has more than one data.pkl");
    assertRefused(write(archive("x/data.pkl", "y/data/0")), "in data/0, which is not there");
    assertRefused(write(archive("../../evil")), "'../../evil' is not named as a .npy file");
    assertRefused(write(archive("a\nb")), "'a\\u000ab' is not named as a .npy file");
    // Names are keys, not paths.
    Path file = write(archive("../../etc/data.pkl", "../../etc/data/0"));
    assertThat(Checkpoints.load(file)).containsOnlyKeys("w");
    file = write(archive("data.pkl", "data/0"));
    assertThat(Checkpoints.load(file)).containsOnlyKeys("w");
  }

  @Test
  void otherVersionsAndByteOrders() throws IOException {
    Path file = folder.resolve("x");
    String[][] records = {
      {"byteorder", "middle", "its byteorder is 'middle', neither 'little' nor 'big'"},
      {"version", "11", "its format's version is '11', but 10 is the newest that is read"},
      {"version", "x\n", "its format's version is 'x', but 10 is the newest that is read"},
    };
    for (String[] record : records) {
      try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
        PickleBytes.entry(zip, "x/data.pkl", pickle(4));
        PickleBytes.entry(zip, "x/data/0", new byte[16]);
        PickleBytes.entry(zip, "x/" + record[0], record[1].getBytes(StandardCharsets.UTF_8));
      }
      assertRefused(file, record[2]);
    }
  }

  /** As archives of more than 4 GB have it, around few bytes. */
  @Test
  void zip64() throws IOException {
    byte[] small = archive("x/data.pkl", "x/data/0");
    int directory = directory(small);
    int end = small.length - 22;
    ByteBuffer large = ByteBuffer.allocate(small.length + 56 + 20).order(ByteOrder.LITTLE_ENDIAN);
    large.put(small, 0, end);
    large.putInt(0x06064b50).putLong(44).putShort((short) 45).putShort((short) 45);
    large.putInt(0).putInt(0).putLong(2).putLong(2).putLong(end - directory).putLong(directory);
    large.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
    large.put(small, end, 8).putInt(-1).putInt(-1).putInt(-1).putShort((short) 0);
    assertThat(Checkpoints.load(write(large.array()))).containsOnlyKeys("w");
    for (long lie : new long[] {-1, Long.MAX_VALUE, 1L << 40, end + 1}) {
      byte[] changed = large.array().clone();
      ByteBuffer bytes = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
      for (int field : new int[] {end + 32, end + 40, end + 48, end + 56 + 8}) {
        long before = bytes.getLong(field);
        bytes.putLong(field, lie);
        assertRefused(write(changed), "its zip");
        bytes.putLong(field, before);
      }
    }
  }

  /** As an archive has it whose record is large or stands far behind. */
  @Test
  void zip64Record() throws IOException {
    byte[] small = archive("x/data.pkl", "x/data/0");
    int end = small.length - 22;
    int second = directory(small) + 46 + "x/data.pkl".length();
    ByteBuffer before = ByteBuffer.wrap(small).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer large = ByteBuffer.allocate(small.length + 37).order(ByteOrder.LITTLE_ENDIAN);
    large.put(small, 0, end).putInt(0x00054246).put(new byte[5]);
    large.putInt(0x00180001).putLong(before.getInt(second + 24));
    large.putLong(before.getInt(second + 20)).putLong(before.getInt(second + 42));
    large.put(small, end, 22);
    large.putShort(second + 30, (short) 37);
    large.putInt(second + 20, -1).putInt(second + 24, -1).putInt(second + 42, -1);
    large.putInt(end + 37 + 12, before.getInt(end + 12) + 37);
    assertThat(Checkpoints.load(write(large.array()))).containsOnlyKeys("w");
    large.putLong(end + 9 + 4 + 16, 1L << 40);
    assertRefused(write(large.array()), "its entry 'x/data/0' claims bytes that are not there");
  }

  /** Headers of a terabyte, and files of holes as long as they claim to be. */
  @Test
  void claimsOfATerabyte() throws IOException {
    for (String shape : new String[] {"(1099511627776,)", "(1048576, 1048576)", "(2147483647,)"}) {
      String header = "{'descr': '<f8', 'fortran_order': True, 'shape': " + shape + ", }";
      byte[] bytes =
          ("\u0093NUMPY\1\0" + (char) header.length() + "\0" + header + "12345678")
              .getBytes(StandardCharsets.ISO_8859_1);
      assertRefused(write(bytes), "its array at byte ");
    }
    byte[] longHeader =
        "\u0093NUMPY\2\0\u00ff\u00ff\u00ff\u007f{".getBytes(StandardCharsets.ISO_8859_1);
    assertRefused(write(longHeader), "it claims 2147483647 bytes of 1");
    Path file = write(longHeader);
    try (RandomAccessFile holes = new RandomAccessFile(file.toFile(), "rw")) {
      holes.setLength(1L << 35);
    }
    assertRefused(file, "it has 2147483647 bytes where 10000 are the most that is read");
    Files.write(file, new byte[] {'P', 'K', 3, 4});
    try (RandomAccessFile holes = new RandomAccessFile(file.toFile(), "rw")) {
      holes.setLength(1L << 35);
      holes.seek((1L << 35) - 22);
      ByteBuffer end = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
      end.putInt(0x06054b50).putInt(0).putShort((short) -1).putShort((short) -1).putInt(-1);
      holes.write(end.array());
    }
    assertRefused(file, "its zip directory at byte 4: no entry begins here");
  }

  @Test
  void memoryThatIsNotThere() throws IOException {
    Path file = folder.resolve("x");
    // A byte each becomes eight: the file is an eighth of the memory there is.
    long elements = Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 8 + 1_000);
    String shape = "(" + elements + ",)";
    String header = "{'descr': '|i1', 'fortran_order': False, 'shape': " + shape + ", }";
    byte[] bytes =
        ("\u0093NUMPY\1\0" + (char) header.length() + "\0" + header)
            .getBytes(StandardCharsets.ISO_8859_1);
    Files.write(file, bytes);
    try (RandomAccessFile holes = new RandomAccessFile(file.toFile(), "rw")) {
      holes.setLength(bytes.length + elements);
    }
    assertRefused(
        file,
        elements == Integer.MAX_VALUE
            ? "has more elements than a Java array can"
            : "of memory that this JVM may use; start it with a larger -Xmx");
  }
}
