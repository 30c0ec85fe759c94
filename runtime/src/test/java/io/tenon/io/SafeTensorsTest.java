package io.tenon.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.tenon.Seeds;
import io.tenon.Tensor;
import io.tenon.nn.Init;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SafeTensorsTest {
  @TempDir Path folder;

  private static Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Seeds.manualSeed(1);
    tensors.put("conv1.weight", Init.uniform_(Tensor.zeros(3, 2, 5, 5), -1, 1));
    tensors.put("num_batches_tracked", Tensor.of(new long[] {-7}));
    tensors.put("empty", Tensor.zeros(4, 0));
    tensors.put("ids", Tensor.of(new long[] {1, Long.MIN_VALUE, Long.MAX_VALUE}, 3));
    tensors.put("größe \"é\" \\ \n 😀", Tensor.of(new float[] {Float.NaN, -0f}, 2));
    tensors.put("long", Init.uniform_(Tensor.zeros(50_001), -1, 1));
    return tensors;
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("x.safetensors"), bytes);
  }

  private static byte[] file(String header, int data) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    Path file = folder.resolve("x.safetensors");
    SafeTensors.write(file, tensors(), Map.of("format", "pt"));
    Map<String, Tensor> read = SafeTensors.read(file);
    assertThat(read.keySet()).containsExactlyElementsOf(tensors().keySet());
    tensors()
        .forEach(
            (name, tensor) -> {
              assertThat(read.get(name).shape()).isEqualTo(tensor.shape());
              assertThat(read.get(name).dtype()).isEqualTo(tensor.dtype());
              assertThat(read.get(name).toString()).isEqualTo(tensor.toString());
            });
    assertThat(read.get("long").toArray()).isEqualTo(tensors().get("long").toArray());
    assertThat(SafeTensors.readMetadata(file)).containsExactly(Map.entry("format", "pt"));
    byte[] first = Files.readAllBytes(file);
    SafeTensors.write(file, tensors(), Map.of("format", "pt"));
    assertThat(Files.readAllBytes(file)).isEqualTo(first);
    assertThat(folder).isDirectoryContaining(path -> path.equals(file));
    assertThat(Files.list(folder)).hasSize(1);
  }

  @Test
  void aWriteThatFailsLeavesTheOldFile() throws IOException {
    Path file = folder.resolve("x.safetensors");
    SafeTensors.write(file, tensors());
    byte[] before = Files.readAllBytes(file);
    Map<String, Tensor> bad = tensors();
    bad.put("shape only", Tensor.shapeOnly(Tensor.zeros(2).shape(), Tensor.zeros(2).dtype()));
    assertThatThrownBy(() -> SafeTensors.write(file, bad)).isInstanceOf(RuntimeException.class);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(Files.list(folder)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | 1 | its tensors end at byte 0 of 1: it is cut off, or longer than it says",
        "[] | 0 | the header is not the JSON it should be: expected '{' at character 0",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} | 7 |"
            + " tensor 'a' claims bytes 0 to 8 of 7",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}} | 4 |"
            + " tensor 'a' has 4 bytes, but a shape of [2] and F32 need 8",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | 8 |"
            + " tensor 'a' begins at byte 4, but the one before it ends at 0",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} | 4 |"
            + " tensor 'b' begins at byte 0, but the one before it ends at 4",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | 8 |"
            + " the header is not the JSON it should be: the key \"a\" stands there twice, again at"
            + " character 54",
        "{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[1],\"data_offsets\":[0,4]}} | 4 |"
            + " tensor 'a' has the type F8_E4M3, but only F32, F16, BF16, F64, BOOL and integers are read;"
            + " convert it with .float() or .long() before it is saved",
        "{\"a\\n\\u2028b\":7} | 0 | tensor 'a\\u000a\\u2028b' is not described by dtype, shape and two"
            + " data_offsets",
        "{\"\\uD83D\":7} | 0 | the header is not the JSON it should be: expected no half of a"
            + " surrogate pair before this, at character 9",
        "{\"\\u٠٠٤١\":7} | 0 | the header is not the JSON it should be: expected four hexadecimal"
            + " digits at character 5",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[[]],\"data_offsets\":[0,4]}} | 4 |"
            + " tensor 'a' has a shape of other than numbers",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647,0],\"data_offsets\":[0,0]}} | 0 |"
            + " tensor 'a': a tensor of shape [2147483647, 2147483647, 0] has more than"
            + " 2,147,483,647 elements",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4.0]}} | 4 |"
            + " the header is not the JSON it should be: expected ',' or ']' at character 51",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,9223372036854775808]}} | 4 |"
            + " the header is not the JSON it should be: expected a whole number that fits a file"
            + " at character 50",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}} | 4 |"
            + " tensor 'a' claims bytes 4 to 0 of 4",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[65536,65536],\"data_offsets\":[0,4]}} | 4 |"
            + " tensor 'a': a tensor of shape [65536, 65536] has more than 2,147,483,647 elements",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999],\"data_offsets\":[0,4]}} | 4 |"
            + " tensor 'a' has a shape of [99999999999], which is none",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}} | 4 |"
            + " the header is not the JSON it should be: expected a whole number that fits a file at"
            + " character 29",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}} | 4 |"
            + " tensor 'a' is not described by dtype, shape and two data_offsets",
        "{\"a\":7} | 0 | tensor 'a' is not described by dtype, shape and two data_offsets",
        "{\"__metadata__\":{\"a\":7}} | 0 | its __metadata__ is no map from strings to strings",
        "{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{\"f\":{\"g\":{\"h\":{\"i\":{\"j\":{}}}}}}}}}}} | 0 |"
            + " the header is not the JSON it should be: it is nested too deeply at character 45",
      })
  void lyingHeadersAreRefused(String header, int data, String message) throws IOException {
    Path file = write(file(header, data));
    assertThatThrownBy(() -> SafeTensors.read(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(file + ": " + message);
  }

  @Test
  void filesThatAreNoneAreRefused() throws IOException {
    Path missing = folder.resolve("missing.safetensors");
    assertThatThrownBy(() -> SafeTensors.read(missing))
        .hasMessage(missing + ": there is no such file");
    assertThatThrownBy(() -> SafeTensors.read(folder))
        .hasMessage(folder + ": expected a safetensors file, but it is a folder");
    Path empty = write(new byte[3]);
    assertThatThrownBy(() -> SafeTensors.read(empty))
        .hasMessage(
            empty + ": it is no safetensors file: it has 3 bytes, the format begins with 8");
    byte[] badText = file("{\"a\u0001\"}", 0);
    badText[10] = (byte) 0xff;
    Path notUtf8 = write(badText);
    assertThatThrownBy(() -> SafeTensors.read(notUtf8)).hasMessageContaining("not UTF-8");
  }

  @ParameterizedTest
  @ValueSource(longs = {1L << 40, Long.MAX_VALUE, -1, Long.MIN_VALUE, 90_000_000})
  void aHeaderThatClaimsTooMuchAllocatesNothing(long claim) throws IOException {
    byte[] bytes = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).putLong(claim).array();
    Path file = write(bytes);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThatThrownBy(() -> SafeTensors.read(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("its header claims");
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(5_000_000);
  }

  @Test
  void cutFilesAreRefusedWhereverTheyAreCut() throws IOException {
    Map<String, Tensor> few = new LinkedHashMap<>(tensors());
    few.remove("long");
    Path whole = folder.resolve("whole.safetensors");
    SafeTensors.write(whole, few);
    byte[] bytes = Files.readAllBytes(whole);
    for (int length = 0; length < bytes.length; length++) {
      Path cut = write(java.util.Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> SafeTensors.read(cut))
          .as("the first %d bytes", length)
          .isInstanceOf(FileFormatException.class);
    }
  }

  @Test
  void damagedFilesAreRefusedOrRead() throws IOException {
    Path whole = folder.resolve("whole.safetensors");
    Map<String, Tensor> few = new LinkedHashMap<>(tensors());
    few.remove("long");
    SafeTensors.write(whole, few);
    byte[] bytes = Files.readAllBytes(whole);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 3_000; round++) {
      byte[] damaged = bytes.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        damaged[random.nextInt(600)] ^= (byte) (1 << random.nextInt(8));
      }
      Path file = write(damaged);
      try {
        SafeTensors.read(file);
      } catch (FileFormatException e) {
        assertThat(e.getMessage()).as("seed %d", seed).startsWith(file + ": ");
      }
    }
  }
}
