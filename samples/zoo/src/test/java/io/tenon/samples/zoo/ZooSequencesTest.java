package io.tenon.samples.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tenon.Seeds;
import io.tenon.Tensor;
import io.tenon.nn.NnModule;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What networks of sequences see and what they don't. */
final class ZooSequencesTest {
  private static final float TOLERANCE = 1e-5f;

  private static NnModule seeded(String name) throws Exception {
    Seeds.manualSeed(9);
    return ReducedZoo.get().create(name);
  }

  @Test
  void aTokenOfGpt2SeesNothingOfWhatFollows() throws Exception {
    NnModule net = seeded("Gpt2");
    Tensor tokens = ZooInput.tokens(12).draw(1, true);
    Tensor logits = net.call(tokens);
    for (int length : new int[] {1, 5, 11}) {
      Tensor prefix = net.call(tokens.narrow(1, 0, length));
      assertThat(prefix.toArray())
          .containsExactly(logits.narrow(1, 0, length).toArray(), within(TOLERANCE));
    }
    Tensor other = tokens.copy();
    other.longs()[3] = (other.longs()[3] + 1) % 10;
    Tensor changed = net.call(other);
    for (int t = 0; t < 12; t++) {
      boolean same =
          difference(changed.select(1, t).toArray(), logits.select(1, t).toArray()) < TOLERANCE;
      assertThat(same).as("token %d", t).isEqualTo(t < 3);
    }
  }

  private static float difference(float[] a, float[] b) {
    float largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }

  @Test
  void fillersOfATextDontCount() throws Exception {
    NnModule net = seeded("EncoderClassifier");
    Tensor tokens = ZooInput.tokens(12).draw(2, true);
    Tensor padding = ZooInput.padding(12).draw(2, true); // the last three of the second text
    float[] logits = net.call(tokens, padding).toArray();
    Tensor other = tokens.copy();
    other.longs()[12 + 10] = (other.longs()[12 + 10] + 1) % 10;
    assertThat(net.call(other, padding).toArray()).containsExactly(logits, within(TOLERANCE));
    other.longs()[10] = (other.longs()[10] + 1) % 10;
    float[] changed = net.call(other, padding).toArray();
    assertThat(difference(changed, logits)).isGreaterThan(TOLERANCE);
    Tensor shorter = tokens.narrow(0, 1, 1).narrow(1, 0, 9);
    assertThat(net.call(shorter, shorter.lt(0)).toArray())
        .containsExactly(Arrays.copyOfRange(logits, 10, 20), within(TOLERANCE));
  }

  @Test
  void gpt2ReadsAndWritesWithOneMatrix() throws Exception {
    NnModule net = seeded("Gpt2");
    Tensor read = net.stateDict().get("transformer.wte.weight");
    Tensor written = net.stateDict().get("lm_head.weight");
    assertThat(read.sharesStorage(written)).isTrue();
    assertThat(net.namedParameters()).doesNotContainKey("lm_head.weight");
  }
}
