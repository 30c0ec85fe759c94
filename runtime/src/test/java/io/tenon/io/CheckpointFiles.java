package io.tenon.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenon.DType;
import io.tenon.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The files that PyTorch and numpy wrote, and what is in them; make_files.py beside them says how.
 */
final class CheckpointFiles {
  private CheckpointFiles() {}

  static Path of(String name) {
    return Path.of("src/test/resources/checkpoints").resolve(name);
  }

  /** The same tensors as PyTorch has them. */
  static Map<String, Tensor> expected(String name) throws IOException {
    return SafeTensors.read(of("expected-" + name + ".safetensors"));
  }

  /** The same names in the same order, and the same numbers to the bit. */
  static void assertSame(Map<String, Tensor> actual, Map<String, Tensor> expected) {
    assertThat(actual.keySet()).containsExactlyElementsOf(expected.keySet());
    expected.forEach((name, tensor) -> assertSame(name, actual.get(name), tensor));
  }

  static void assertSame(String name, Tensor actual, Tensor expected) {
    assertThat(actual.shape()).as(name).isEqualTo(expected.shape());
    assertThat(actual.dtype()).as(name).isEqualTo(expected.dtype());
    if (expected.dtype() == DType.INT64) {
      assertThat(actual.toLongArray()).as(name).containsExactly(expected.toLongArray());
      return;
    }
    for (int i = 0; i < expected.numel(); i++) {
      assertThat(Float.floatToRawIntBits(actual.toArray()[i]))
          .as("%s, element %d", name, i)
          .isEqualTo(Float.floatToRawIntBits(expected.toArray()[i]));
    }
  }
}
