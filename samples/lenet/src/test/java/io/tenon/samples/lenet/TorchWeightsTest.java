package io.tenon.samples.lenet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenon.Tensor;
import io.tenon.io.Checkpoints;
import io.tenon.io.SafeTensors;
import io.tenon.io.TorchCheckpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code torch.save} wrote is the same network as what safetensors wrote. */
final class TorchWeightsTest {
  private static final Path DATA = Path.of("data");
  private static final Path TORCH = DATA.resolve("lenet-fashion.pt");
  private static final Path SAFETENSORS = DATA.resolve("lenet-fashion.safetensors");

  @Test
  void bothFilesHoldTheSameTensors() throws IOException {
    assertSame(TorchCheckpoint.read(TORCH), SafeTensors.read(SAFETENSORS));
    assertSame(Checkpoints.load(TORCH), Checkpoints.load(SAFETENSORS));
  }

  @Test
  void bothAreTheSameNetwork() throws IOException {
    LeNet torch = network(TORCH);
    LeNet safetensors = network(SAFETENSORS);
    assertSame(torch.stateDict(), safetensors.stateDict());
    Classification found = Classification.of(samples(), 64, torch::call, done -> {});
    Tensor logits = SafeTensors.read(DATA.resolve("expected-logits.safetensors")).get("logits");
    assertThat(found.correct()).isEqualTo(908);
    assertThat(found.largestDifference(logits)).isLessThan(1e-4f);
    Classification other = Classification.of(samples(), 64, safetensors::call, done -> {});
    assertThat(other.largestDifference(logits)).isEqualTo(found.largestDifference(logits));
  }

  private static LeNet network(Path weights) throws IOException {
    LeNet network = new LeNet(Samples.CLASSES);
    network.loadStateDict(Checkpoints.load(weights));
    network.eval();
    return network;
  }

  private static Samples samples() {
    return new Samples(
        IdxFile.read(DATA.resolve("test-1000-images-idx3-ubyte.gz"), "images", 3),
        IdxFile.read(DATA.resolve("test-1000-labels-idx1-ubyte.gz"), "labels", 1));
  }

  /** To the bit, whatever the order: safetensors sorts by name. */
  private static void assertSame(
      Map<String, ? extends Tensor> actual, Map<String, ? extends Tensor> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet()).hasSize(10);
    expected.forEach(
        (name, tensor) -> {
          assertThat(actual.get(name).shape()).as(name).isEqualTo(tensor.shape());
          assertThat(bits(actual.get(name))).as(name).isEqualTo(bits(tensor));
        });
  }

  private static int[] bits(Tensor tensor) {
    float[] floats = tensor.toArray();
    int[] bits = new int[floats.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(floats[i]);
    }
    return bits;
  }
}
