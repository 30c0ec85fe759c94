package io.tenon.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenon.DType;
import io.tenon.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that numpy wrote, and files that are written for it. */
final class NumpyFilesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"arrays.npz", "arrays-compressed.npz"})
  void readsNumpysArrays(String name) throws IOException {
    Path file = CheckpointFiles.of(name);
    CheckpointFiles.assertSame(Npz.read(file), CheckpointFiles.expected("numpy"));
    CheckpointFiles.assertSame(Checkpoints.load(file), CheckpointFiles.expected("numpy"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void readsEachVersion(int version) throws IOException {
    Path file = CheckpointFiles.of("version" + version + ".npy");
    Tensor expected = CheckpointFiles.expected("numpy").get("fortran");
    CheckpointFiles.assertSame(file.toString(), Npy.read(file), expected);
    assertThat(Checkpoints.load(file)).containsOnlyKeys("");
  }

  private static Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("w", Tensor.of(new float[] {1, -0f, Float.NaN, 4, 5, 6}, 2, 3));
    tensors.put("größe/日本", Tensor.of(new long[] {Long.MIN_VALUE, 7}, 2));
    tensors.put("scalar", Tensor.of(new float[] {2.5f}));
    tensors.put("empty", Tensor.of(new long[0], 0, 3));
    tensors.put("", tensors.get("w").select(0, 1));
    // More than is moved at once.
    float[] many = new float[40_000];
    many[39_999] = 1;
    tensors.put("many", Tensor.of(many, 200, 200));
    return tensors;
  }

  @Test
  void readsWhatItWrites() throws IOException {
    Path stored = folder.resolve("stored");
    Path deflated = folder.resolve("deflated");
    Npz.write(stored, tensors());
    Npz.writeCompressed(deflated, tensors());
    CheckpointFiles.assertSame(Npz.read(stored), tensors());
    CheckpointFiles.assertSame(Npz.read(deflated), tensors());
    assertThat(Files.size(deflated)).isLessThan(Files.size(stored) / 10);
    byte[] bytes = Files.readAllBytes(stored);
    Npz.write(stored, tensors());
    assertThat(stored).hasBinaryContent(bytes);
    Npz.write(stored, Map.of());
    assertThat(Npz.read(stored)).isEmpty();
    Path one = folder.resolve("one");
    for (Tensor tensor : tensors().values()) {
      Npy.write(one, tensor);
      CheckpointFiles.assertSame("one", Npy.read(one), tensor);
    }
  }

  /** Python's zipfile refuses it too. */
  @Test
  void aDamagedNumberIsNoticed() throws IOException {
    Path file = folder.resolve("x");
    Npz.write(file, Map.of("w", Tensor.of(new float[] {1, 2}, 2)));
    byte[] bytes = Files.readAllBytes(file);
    int number = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\u0080?\0\0\0@");
    bytes[number] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> Npz.read(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(file + ": its entry 'w.npy' is damaged");
  }

  @Test
  void writesNumpysHeader() throws IOException {
    Path file = folder.resolve("x");
    Npy.write(file, Tensor.of(new float[] {1, 2, 3}, 3));
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertThat(text)
        .hasSize(140)
        .startsWith(
            "\u0093NUMPY\1\0v\0{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }   ")
        .contains("   \n\0\0\u0080?");
  }

  @Test
  void refusesWhatCantBeWritten() {
    Path file = folder.resolve("x");
    Tensor none = Tensor.shapeOnly(Tensor.zeros(1).shape(), DType.FLOAT32);
    assertThatThrownBy(() -> Npz.write(file, Map.of("w", none)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tensor 'w' of shape [1] is shape-only: it has no data");
    assertThatThrownBy(() -> Npy.write(file, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the tensor is null");
    for (String name : List.of("x" + (char) 0xd83d, "x".repeat(1_001))) {
      assertThatThrownBy(() -> Npz.write(file, Map.of(name, Tensor.zeros(1))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("a name in a .npz file can't be null,");
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void refusesWhatIsNoArrayOfNumbers() {
    String header = "its array at byte 128: the header is not what it should be: ";
    assertRefused(
        "objects.npy",
        header
            + "arrays of objects are pickles and not read. Fix: save numbers, with"
            + " array.astype('float32')");
    assertRefused(
        "records.npy", header + "arrays of records are not read. Fix: save each field as an array");
    assertRefused("large.npy", "a tensor of type U64 has a number that torch.int64 can't hold");
    assertRefused("arrays.npz", "it is no .npy file: it is a zip archive");
    Path file = CheckpointFiles.of("state.pt");
    assertThatThrownBy(() -> Npz.read(file))
        .hasMessage(file + ": it is a file of torch.save; read it with TorchCheckpoint.read");
  }

  private static void assertRefused(String name, String problem) {
    Path file = CheckpointFiles.of(name);
    assertThatThrownBy(() -> Npy.read(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(file + ": " + problem);
  }

  /** A header that Python's eval might understand is not enough. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), ",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'x': 1}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'shape': (1,)}",
        "{'descr': '<f4', 'fortran_order': 0, 'shape': (1,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1 1), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (0x1,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (٠,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999999,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (65536, 65536, 65536), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }",
        "{'descr': '\\x3cf4', 'fortran_order': False, 'shape': (1,), }",
        "{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }",
        "{'descr': '|f4', 'fortran_order': False, 'shape': (1,), }",
        "{'descr': 'f4', 'fortran_order': False, 'shape': (1,), }",
        "{'descr': '<f4\", 'fortran_order': False, 'shape': (1,), }",
        "dict(descr='<f4', fortran_order=False, shape=(1,))",
      })
  void refusesOtherHeaders(String header) throws IOException {
    Path file = Files.write(folder.resolve("x"), npy(header));
    assertThatThrownBy(() -> Npy.read(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessageStartingWith(file + ": its array at byte ");
  }

  private static byte[] npy(String header) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(10 + text.length + 4)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
        .putShort((short) text.length)
        .put(text)
        .array();
  }

  @Test
  void readsHeadersOfOtherWriters() throws IOException {
    String header = "{\"shape\":(1L,),\"fortran_order\":True,\"descr\":\">f4\"}\n";
    Path file = Files.write(folder.resolve("x"), npy(header));
    assertThat(Npy.read(file).toArray()).containsExactly(0);
    Files.write(file, npy("{'descr': '<i2', 'fortran_order': False, 'shape': (2, 1), }"));
    assertThat(Npy.read(file).toLongArray()).containsExactly(0, 0);
  }

  @Test
  void unknownFilesSayWhatTheyBeginWith() throws IOException {
    Path file = Files.write(folder.resolve("x.pt"), "hello, \1\n".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> Checkpoints.load(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(
            file
                + ": it begins with the bytes 68 65 6c 6c 6f 2c 20 01 0a (hello, ..); the formats"
                + " that are read are safetensors, torch.save's .pt and numpy's .npz and .npy");
    Path safetensors = CheckpointFiles.of("expected-state.safetensors");
    CheckpointFiles.assertSame(Checkpoints.load(safetensors), CheckpointFiles.expected("state"));
    assertThatThrownBy(() -> Checkpoints.load(folder))
        .hasMessage(folder + ": expected a file of tensors, but it is a folder");
  }
}
