package io.tenon.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files made to hurt: whatever they say, reading ends soon, allocates little, and gives tensors or
 * one line.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SafeTensorsHostileTest {
  private static final String[] NUMBERS = {
    "0",
    "1",
    "2",
    "4",
    "8",
    "12",
    "-0",
    "-1",
    "-4",
    "-9223372036854775808",
    "007",
    "1.0",
    "4e0",
    "1e400",
    "65536",
    "2147483647",
    "2147483648",
    "4294967296",
    "4294967297",
    "999999999999999999",
    "4611686018427387904",
    "9223372036854775804",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551616",
    "null",
    "true",
    "NaN",
    "\"4\"",
    "[]",
    "{}"
  };
  private static final String[] TYPES = {
    "\"F32\"", "\"I64\"", "\"F16\"", "\"F64\"", "\"BOOL\"", "\"f32\"", "\"\"", "\"\\n\"", "7", "[]"
  };
  private static final String[] NAMES = {
    "\"1\"",
    "\"\"",
    "\"__metadata__\"",
    "\"a\\nb\"",
    "\"\\u2028\"",
    "\"\\ud800\"",
    "\"\\x\"",
    "\"\t\"",
    "1",
    "\""
  };
  private static final String[] ENDS = {
    ",0]}", "]", "}", "],\"strides\":[1]}", "]},", "]}}", "]} "
  };

  @TempDir Path folder;
  private final HostileReading reading = new HostileReading(SafeTensors::read);

  @Test
  void randomHeaders() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Path file = folder.resolve("x.safetensors");
    reading.read(Files.write(file, file("{}", new byte[0])), "for classes to be loaded");
    for (int round = 0; round < 3_000; round++) {
      String header = header(random);
      Files.write(file, file(header, new byte[random.nextInt(5) * 4]));
      String what = "seed " + seed + ": " + header;
      assertThat(reading.read(file, what)).as(what).isLessThan(2_000_000);
    }
    assertThat(reading.good())
        .as("seed %d: files with tensors that were read", seed)
        .isGreaterThan(20);
  }

  /** A header that is right but for a few of its words: so it comes past the first checks. */
  private static String header(Random random) {
    StringJoiner entries = new StringJoiner(",", "{", "}");
    int at = 0;
    for (int i = random.nextInt(4); i > 0; i--) {
      boolean longs = random.nextBoolean();
      int end = at + (longs ? 8 : 4);
      StringJoiner shape = new StringJoiner(",", "[", "]");
      for (int d = random.nextInt(4); d > 0; d--) {
        boolean two = d == 1 && random.nextInt(3) == 0;
        end += two ? end - at : 0;
        shape.add(mutated(random, two ? "2" : "1", NUMBERS));
      }
      entries.add(
          mutated(random, "\"" + i + "\"", NAMES)
              + ":{\"dtype\":"
              + mutated(random, longs ? "\"I64\"" : "\"F32\"", TYPES)
              + ",\"shape\":"
              + mutated(random, shape.toString(), NUMBERS)
              + ",\"data_offsets\":["
              + mutated(random, Integer.toString(at), NUMBERS)
              + ","
              + mutated(random, Integer.toString(end), NUMBERS)
              + mutated(random, "]}", ENDS));
      at = end;
    }
    return entries.toString();
  }

  private static String mutated(Random random, String word, String[] others) {
    return random.nextInt(15) == 0 ? others[random.nextInt(others.length)] : word;
  }

  private static byte[] file(String header, byte[] data) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .put(data)
        .array();
  }

  /** Each costs a reader no more than some multiple of the bytes that are really there. */
  @Test
  void longHeaders() throws IOException {
    int long_ = 1_000_000;
    String entry = ":{\"dtype\":\"F32\",\"shape\":[%s],\"data_offsets\":[0,4]}}";
    String[] headers = {
      "[".repeat(long_),
      "{\"a\":".repeat(long_ / 5),
      "{\"a\":" + "[".repeat(long_),
      "{\"" + "x".repeat(long_) + "\":7}",
      "{\"" + "\\u0000".repeat(long_ / 6) + "\"" + String.format(entry, "2"),
      "{\"a\"" + String.format(entry, "1" + ",1".repeat(long_ / 2)),
      "{\"a\"" + String.format(entry, "9".repeat(long_)),
      "{\"a\":{\"dtype\":\"" + "F".repeat(long_) + "\",\"shape\":[1],\"data_offsets\":[0,4]}}",
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0"
          + ",4".repeat(long_ / 2)
          + "]}}",
      " ".repeat(long_),
      "{}" + " ".repeat(long_),
      "{\"__metadata__\":{\"k\":\"" + "v".repeat(long_) + "\"}}",
    };
    Path file = folder.resolve("x.safetensors");
    for (String header : headers) {
      Files.write(file, file(header, new byte[4]));
      String what = header.substring(0, 40);
      assertThat(reading.read(file, what)).as(what).isLessThan(60L * long_);
    }
  }

  /** A file of holes, as long as it claims to be, with a header that isn't there. */
  @Test
  void sparseFiles() throws IOException {
    Path file = folder.resolve("x.safetensors");
    for (long claim : new long[] {100_000_001, 4_000_000_000L, 1L << 35}) {
      try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
        bytes.setLength(claim + 8);
        bytes.writeLong(Long.reverseBytes(claim));
      }
      assertThat(reading.read(file, claim)).isLessThan(2_000_000);
    }
  }
}
