package io.tenon.op;

import static io.tenon.nn.Functional.channelShuffle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenon.ShapeError;
import io.tenon.Tensor;
import org.junit.jupiter.api.Test;

/** Channels dealt out in turn, as PyTorch does. */
final class ChannelShuffleTest {
  @Test
  void channelsOfAllGroupsComeInTurn() {
    Tensor x = Tensor.of(new float[] {0, 1, 2, 3, 4, 5, 6, 7}, 1, 4, 1, 2);
    assertThat(channelShuffle(x, 2).toArray()).containsExactly(0, 1, 4, 5, 2, 3, 6, 7);
    assertThat(channelShuffle(x, 1).toArray()).containsExactly(x.toArray());
  }

  @Test
  void whatCanNotBeShuffledIsToldInPyTorchsWords() {
    assertThatThrownBy(() -> channelShuffle(Tensor.zeros(1, 4, 1, 1), 3))
        .isInstanceOf(ShapeError.class)
        .hasMessageContaining(
            "Number of channels must be divisible by groups. Got 4 channels and 3 groups.");
    assertThatThrownBy(() -> channelShuffle(Tensor.zeros(1, 4, 1, 1), 0))
        .hasMessageContaining("Number of groups to divide channels in must be positive.");
    assertThatThrownBy(() -> channelShuffle(Tensor.zeros(4, 2), 2))
        .hasMessageContaining("channel_shuffle expects input with > 2 dims");
  }
}
