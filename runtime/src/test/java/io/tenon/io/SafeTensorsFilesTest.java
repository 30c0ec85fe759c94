package io.tenon.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tenon.DType;
import io.tenon.ShapeOnly;
import io.tenon.Tensor;
import io.tenon.nn.Functional;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that PyTorch wrote, and what a file system does to files. */
final class SafeTensorsFilesTest {
  @TempDir Path folder;

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(SafeTensorsFilesTest.class.getResource("/safetensors/" + name).toURI());
  }

  private static void assertBits(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.dtype()).isEqualTo(DType.FLOAT32);
    for (int i = 0; i < expected.numel(); i++) {
      assertThat(Float.floatToIntBits(actual.toArray()[i]))
          .as("element %d", i)
          .isEqualTo(Float.floatToIntBits(expected.toArray()[i]));
    }
  }

  @Test
  void readsPyTorchsTypes() throws Exception {
    Path file = resource("pytorch-types.safetensors");
    Map<String, Tensor> tensors = SafeTensors.read(file);
    assertThat(tensors.keySet())
        .containsExactly(
            "f64",
            "f64.expected",
            "f16",
            "f16.expected",
            "bf16",
            "bf16.expected",
            "scalar",
            "count",
            "empty",
            "größe.日本");
    for (String type : List.of("f64", "f16", "bf16")) {
      assertBits(tensors.get(type), tensors.get(type + ".expected"));
    }
    assertThat(tensors.get("scalar").shape().rank()).isZero();
    assertThat(tensors.get("scalar").item()).isEqualTo(2.5f);
    assertThat(tensors.get("count").shape().rank()).isZero();
    assertThat(tensors.get("count").toLongArray()).containsExactly(-3);
    assertThat(tensors.get("empty").shape().toArray()).containsExactly(0, 3);
    assertThat(tensors.get("größe.日本").toLongArray()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(SafeTensors.readMetadata(file))
        .containsExactly(Map.entry("format", "pt"), Map.entry("z", "größe \"x\"\n"));
  }

  @Test
  void readsPyTorchsNumbers() throws Exception {
    Map<String, Tensor> linear = SafeTensors.read(resource("pytorch-linear.safetensors"));
    Tensor output =
        Functional.linear(
            linear.get("input.0"), linear.get("state.weight"), linear.get("state.bias"));
    for (int i = 0; i < output.numel(); i++) {
      assertThat(output.toArray()[i]).isCloseTo(linear.get("output").toArray()[i], within(1e-6f));
    }
    Map<String, Tensor> embedding = SafeTensors.read(resource("pytorch-embedding.safetensors"));
    long[] ids = embedding.get("input.0").toLongArray();
    float[] rows = embedding.get("state.weight").toArray();
    for (int i = 0; i < ids.length; i++) {
      int row = (int) ids[i] * 6;
      assertThat(Arrays.copyOfRange(embedding.get("output").toArray(), i * 6, i * 6 + 6))
          .containsExactly(Arrays.copyOfRange(rows, row, row + 6));
    }
  }

  @Test
  void everyHalfIsItsFloat() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      int exponent = bits >> 10 & 31;
      double fraction = (bits & 1023) / 1024.0;
      double magnitude =
          exponent == 31
              ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN
              : exponent == 0 ? Math.scalb(fraction, -14) : Math.scalb(1 + fraction, exponent - 15);
      float expected = (float) (bits >> 15 == 0 ? magnitude : -magnitude);
      assertThat(StoredType.half((short) bits)).as("%x", bits).isEqualTo((Float) expected);
    }
  }

  @Test
  void readsDataWhereTensorsHaveNone() throws Exception {
    Path file = resource("pytorch-types.safetensors");
    try (ShapeOnly scope = ShapeOnly.open()) {
      assertThat(scope).isNotNull();
      assertThat(SafeTensors.read(file).get("scalar").item()).isEqualTo(2.5f);
    }
  }

  @Test
  void eachTensorBeginsAtAMultipleOfItsElements() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("one", Tensor.of(new float[] {1}, 1));
    tensors.put("ids", Tensor.of(new long[] {1, 2}, 2));
    tensors.put("three", Tensor.of(new float[] {1, 2, 3}, 3));
    tensors.put("count", Tensor.of(new long[] {4}));
    Path file = folder.resolve("x.safetensors");
    SafeTensors.write(file, tensors, Map.of("b", "2", "a", "1", "c", "3"));
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertThat(text.substring(8, text.lastIndexOf('}') + 1))
        .isEqualTo(
            "{\"__metadata__\":{\"a\":\"1\",\"b\":\"2\",\"c\":\"3\"},"
                + "\"one\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[24,28]},"
                + "\"ids\":{\"dtype\":\"I64\",\"shape\":[2],\"data_offsets\":[0,16]},"
                + "\"three\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[28,40]},"
                + "\"count\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[16,24]}}");
    assertThat((text.length() - 40) % 8).isZero();
    assertThat(SafeTensors.read(file).toString()).isEqualTo(tensors.toString());
  }

  @Test
  void refusesWhatTheFormatCantHold() {
    Path file = folder.resolve("x.safetensors");
    Tensor tensor = Tensor.zeros(1);
    Map<String, Tensor> none = new LinkedHashMap<>();
    none.put("a\nb", null);
    assertWriteRefused(none, Map.of(), "tensor 'a\\u000ab' is null");
    assertWriteRefused(
        Map.of("w", Tensor.shapeOnly(tensor.shape(), DType.FLOAT32)),
        Map.of(),
        "tensor 'w' of shape [1] is shape-only: it has no data");
    assertWriteRefused(
        Map.of("__metadata__", tensor),
        Map.of(),
        "a tensor can't be named '__metadata__': the safetensors format has metadata there");
    String half = "x" + (char) 0xd83d;
    String message = "a name or text of a safetensors file has half a surrogate pair: ";
    assertWriteRefused(Map.of(half, tensor), Map.of(), message + half);
    assertWriteRefused(Map.of("w", tensor), Map.of("k", half), message + half);
    assertWriteRefused(Map.of("w", tensor), Map.of(half, "v"), message + half);
    assertThat(file).doesNotExist();
  }

  private void assertWriteRefused(
      Map<String, Tensor> tensors, Map<String, String> metadata, String message) {
    assertThatThrownBy(() -> SafeTensors.write(folder.resolve("x"), tensors, metadata))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void replacesFilesOnly() throws IOException {
    Map<String, Tensor> tensors = Map.of("w", Tensor.zeros(1));
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> SafeTensors.write(empty, tensors))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(empty + ": is a directory or a device and can't be replaced by a file");
    assertThat(empty).isDirectory();
    Path nowhere = folder.resolve("none").resolve("x");
    assertThatThrownBy(() -> SafeTensors.write(nowhere, tensors))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(
            nowhere + ": there is no directory " + folder.resolve("none") + "; create it first");
    // The temporary file's name has nothing of the file's: it may be as long as a name may be.
    Path longest = folder.resolve("x".repeat(255));
    SafeTensors.write(longest, tensors);
    assertThat(SafeTensors.read(longest)).containsOnlyKeys("w");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(empty, longest);
    }
  }

  @Test
  void aFailureInTheMidstLeavesTheOldFile() throws IOException {
    Path file = Files.writeString(folder.resolve("x"), "old");
    assertThatThrownBy(
            () ->
                Replacement.write(
                    file,
                    channel -> {
                      channel.write(StandardCharsets.UTF_8.encode("new"));
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");
    assertThat(file).hasContent("old");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void keepsLinksAndPermissionsAndOpensNoPipe() throws Exception {
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Map<String, Tensor> tensors = Map.of("w", Tensor.zeros(1));
    Path plain = Files.createFile(folder.resolve("plain"));
    Path target = folder.resolve("target");
    SafeTensors.write(target, tensors);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
        .isEqualTo(PosixFilePermissions.toString(Files.getPosixFilePermissions(plain)));
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);
    SafeTensors.write(link, Map.of("v", Tensor.zeros(2)));
    assertThat(link).isSymbolicLink();
    assertThat(SafeTensors.read(target)).containsOnlyKeys("v");
    Path pipe = folder.resolve("pipe");
    Process mkfifo = new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start();
    assertThat(mkfifo.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> SafeTensors.read(pipe))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(pipe + ": expected a safetensors file, but it is a device or a pipe");
    assertThatThrownBy(() -> SafeTensors.write(pipe, tensors))
        .isInstanceOf(FileSystemException.class);
  }

  @Test
  void saysWhatElseAFileIs() throws IOException {
    Path zip = Files.write(folder.resolve("a\nb"), new byte[] {'P', 'K', 3, 4, 0, 0, 8, 8, 0, 0});
    assertThatThrownBy(() -> SafeTensors.read(zip))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(
            folder.resolve("a?b")
                + ": it is no safetensors file but a zip archive, as torch.save and numpy.savez write;"
                + " read it with Checkpoints.load");
    Path pointer =
        Files.writeString(folder.resolve("p"), "version https://git-lfs.github.com/spec/v1\n");
    assertThatThrownBy(() -> SafeTensors.read(pointer))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(
            pointer
                + ": it is no safetensors file but, it seems, a Git LFS pointer; run git lfs pull");
  }
}
