package io.tenon.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenon.Tensor;
import org.junit.jupiter.api.Test;

/** Layers given what they can't take, with PyTorch's words where it has some. */
final class MoreLayersTest {
  @Test
  void inputsOfOtherShapesAreRefused() {
    assertThatThrownBy(() -> new BatchNorm1d(3).call(Tensor.zeros(1, 3, 2, 2)))
        .hasMessage("batch_norm: expected 2D or 3D input (got 4D input)");
    assertThatThrownBy(() -> new BatchNorm2d(3).call(Tensor.zeros(1, 3)))
        .hasMessage("batch_norm: expected 4D input (got 2D input)");
    assertThatThrownBy(() -> new PReLU(3).call(Tensor.zeros(1, 4, 2)))
        .hasMessageStartingWith(
            "prelu: Mismatch of parameter numbers and input channel size. Found parameter numbers = 3"
                + " and channel size = 4.");
    assertThatThrownBy(() -> new GroupNorm(2, 4).call(Tensor.zeros(1, 6, 2)))
        .hasMessageStartingWith("group_norm: input has 6 channels, but the layer normalizes 4");
    assertThatThrownBy(() -> new PixelShuffle(2).call(Tensor.zeros(1, 6, 2, 2)))
        .hasMessage(
            "pixel_shuffle: expected an input [N, C, H, W] whose channels are divisible by 2², but got"
                + " [1, 6, 2, 2]");
    assertThatThrownBy(() -> new Embedding(3, 2).call(Tensor.of(new long[] {0, 3}, 2)))
        .hasMessage("embedding: id 3 at position 1 is out of range: there are 3");
    assertThatThrownBy(() -> new Embedding(3, 2).call(Tensor.zeros(2)))
        .hasMessage("embedding: expected ids of torch.int64, but got torch.float32");
  }

  @Test
  void mapsOfOtherShapesAreRefused() {
    assertThatThrownBy(() -> new ConvTranspose2d(3, 4, 2).call(Tensor.zeros(1, 2, 3, 3)))
        .hasMessageStartingWith(
            "conv_transpose2d: input has 2 channels, but the kernel expects 3 (input [1, 2, 3, 3],");
    assertThatThrownBy(() -> new InstanceNorm2d(3).call(Tensor.zeros(1, 2, 3, 3)))
        .hasMessageStartingWith(
            "instance_norm: expected an input [N, 3, H, W], but got [1, 2, 3, 3]");
    assertThatThrownBy(() -> new Upsample(2.0, "nearest", false).call(Tensor.zeros(2, 3)))
        .hasMessage("interpolate: expected an input of 4 dimensions [N, C, H, W], but got [2, 3]");
  }

  @Test
  void argumentsThatMakeNoLayerAreRefused() {
    assertThatThrownBy(
            () -> new ConvTranspose2d(2, 2, 2, ConvTranspose2d.options().outputPadding(1)))
        .hasMessage(
            "output padding must be smaller than either stride or dilation, but got"
                + " output_padding_height: 1 output_padding_width: 1 stride_height: 1 stride_width: 1"
                + " dilation_height: 1 dilation_width: 1");
    assertThatThrownBy(() -> new Upsample(2.0, "cubic", false))
        .hasMessage(
            "mode 'cubic' is not there: expected 'nearest', 'nearest-exact', 'bilinear', 'bicubic' or"
                + " 'area'");
    assertThatThrownBy(() -> new Upsample(2.0, "nearest", true))
        .hasMessageStartingWith("align_corners option can only be set");
    assertThatThrownBy(() -> new GroupNorm(3, 4))
        .hasMessage("num_channels must be divisible by num_groups");
    assertThatThrownBy(() -> new Embedding(3, 2, 3))
        .hasMessage("Padding_idx must be within num_embeddings");
  }

  @Test
  void emptyBatchesGiveEmptyResults() {
    assertThat(new GroupNorm(2, 4).call(Tensor.zeros(0, 4, 2)).shape()).hasToString("[0, 4, 2]");
    assertThat(new PReLU().call(Tensor.zeros(0, 4)).shape()).hasToString("[0, 4]");
    assertThat(new PixelShuffle(2).call(Tensor.zeros(0, 4, 2, 2)).shape())
        .hasToString("[0, 1, 4, 4]");
    assertThat(new Embedding(3, 2).call(Tensor.of(new long[0], 0)).shape()).hasToString("[0, 2]");
  }

  @Test
  void unflattenFindsOneSize() {
    assertThat(new Unflatten(-1, 2, -1).call(Tensor.zeros(3, 6)).shape()).hasToString("[3, 2, 3]");
    assertThat(new Unflatten(1, 6)).hasToString("Unflatten(dim=1, unflattened_size=(6,))");
    assertThat(new ZeroPad2d(1).call(Tensor.ones(1, 1, 2, 2)).toArray()).hasSize(16);
  }
}
