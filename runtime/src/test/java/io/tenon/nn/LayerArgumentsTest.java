package io.tenon.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenon.Seeds;
import io.tenon.Tensor;
import io.tenon.op.Pair;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What layers do with unusual arguments, and with wrong ones, in PyTorch's words. */
final class LayerArgumentsTest {
  private static void assertRefused(Supplier<?> call, String message) {
    assertThatThrownBy(call::get).hasMessage(message);
  }

  private static Tensor maps() {
    return Tensor.ones(1, 1, 5, 5);
  }

  @Test
  void wrongPaddingIsRefused() {
    assertRefused(
        () -> Conv1d.options().padding("full"),
        "Invalid padding string 'full', should be one of {'valid', 'same'}");
    assertRefused(
        () -> new Conv1d(3, 4, 3, Conv1d.options().padding("same").stride(2)),
        "padding='same' is not supported for strided convolutions");
    assertRefused(
        () -> new Conv2d(3, 4, 3, Conv2d.options().padding("same").stride(1, 2)),
        "padding='same' is not supported for strided convolutions");
    assertRefused(
        () -> Conv1d.options().paddingMode("mirror"),
        "padding_mode must be one of {'zeros', 'reflect', 'replicate', 'circular'}, but got"
            + " padding_mode='mirror'");
    assertRefused(
        () -> ConvTranspose2d.options().paddingMode("reflect"),
        "Only \"zeros\" padding mode is supported for ConvTranspose2d");
    Conv1d reflecting = new Conv1d(1, 1, 3, Conv1d.options().padding(5).paddingMode("reflect"));
    assertRefused(
        () -> reflecting.call(Tensor.ones(1, 1, 5)),
        "pad: padding (5, 5, 0, 0) is too large for an input of shape [1, 1, 1, 5]");
    Conv1d circular = new Conv1d(1, 1, 3, Conv1d.options().padding(6).paddingMode("circular"));
    assertRefused(
        () -> circular.call(Tensor.ones(1, 1, 5)),
        "pad: padding (6, 6, 0, 0) is too large for an input of shape [1, 1, 1, 5]");
  }

  @Test
  void aWordReplacesNumbersAndNumbersAWord() {
    assertThat(new Conv1d(1, 1, 3, Conv1d.options().padding(2).padding("valid")))
        .hasToString("Conv1d(1, 1, kernel_size=(3,), stride=(1,), padding=valid)");
    assertThat(new Conv2d(1, 1, 3, Conv2d.options().padding("same").padding(1).stride(2)))
        .hasToString("Conv2d(1, 1, kernel_size=(3, 3), stride=(2, 2), padding=(1, 1))");
  }

  @Test
  void pairsPrintAsTheyWereGiven() {
    assertThat(new AdaptiveAvgPool2d(Pair.of(1)))
        .hasToString("AdaptiveAvgPool2d(output_size=(1, 1))");
    assertThat(new AvgPool2d(Pair.of(2), AvgPool2d.options().stride(3)))
        .hasToString("AvgPool2d(kernel_size=(2, 2), stride=3, padding=0)");
    assertThat(new MaxPool2d(Pair.of(2), MaxPool2d.options().padding(1, 1)))
        .hasToString(
            "MaxPool2d(kernel_size=(2, 2), stride=(2, 2), padding=(1, 1), dilation=1,"
                + " ceil_mode=False)");
  }

  @Test
  void windowsThatCannotStepAreRefused() {
    assertRefused(
        () -> new Conv2d(1, 1, 3, Conv2d.options().stride(0, 1)).call(maps()),
        "conv2d: non-positive stride is not supported, but got (0, 1)");
    assertRefused(
        () -> new Conv2d(1, 1, 3, Conv2d.options().padding(-1)).call(maps()),
        "conv2d: negative padding is not supported, but got (-1, -1, -1, -1)");
    assertRefused(
        () -> new Conv2d(1, 1, 3, Conv2d.options().dilation(0)).call(maps()),
        "conv2d: dilation should be greater than zero, but got (0, 0)");
    assertRefused(
        () -> new ConvTranspose2d(1, 1, 3, ConvTranspose2d.options().stride(0)).call(maps()),
        "conv_transpose2d: non-positive stride is not supported, but got (0, 0)");
    assertThatThrownBy(
            () ->
                new ConvTranspose2d(1, 1, 1, ConvTranspose2d.options().padding(3))
                    .call(Tensor.ones(1, 1, 2, 2)))
        .hasMessageStartingWith(
            "conv_transpose2d: Calculated output size per channel: (-4 x -4). Output size is too"
                + " small");
    assertRefused(
        () -> new MaxPool2d(2, 0, 0).call(maps()),
        "max_pool2d: stride should be greater than zero, but got (0, 0)\n"
            + "  Fix: give it a stride of at least 1");
    assertRefused(
        () -> new AvgPool2d(0, 1, 0).call(maps()),
        "avg_pool2d: kernel size should be greater than zero, but got (0, 0)\n"
            + "  Fix: give it a kernel size of at least 1");
    assertRefused(
        () -> new MaxPool2d(2, 2, -1).call(maps()),
        "max_pool2d: pad must be non-negative, but got pad: -1\n"
            + "  Fix: give it a padding of 0 or more");
    assertRefused(
        () -> new MaxPool2d(3, 2, 2).call(maps()),
        "max_pool2d: pad should be at most half of effective kernel size, but got pad=(2, 2),"
            + " kernel_size=(3, 3) and dilation=(1, 1)\n"
            + "  Fix: give it a padding of at most (1, 1), or a kernel_size of at least (4, 4)");
    assertRefused(() -> AvgPool2d.options().divisorOverride(0), "divisor must be not zero");
    assertRefused(
        () -> new AdaptiveAvgPool2d(-1),
        "adaptive_avg_pool2d: elements of output_size must be greater than or equal to 0 but"
            + " received {-1, -1}");
    AvgPool2d negative = new AvgPool2d(2, AvgPool2d.options().divisorOverride(-4));
    assertThat(negative.call(Tensor.ones(1, 1, 2, 2)).toArray()).containsExactly(-1);
  }

  @Test
  void samplingIsOneOfPyTorchs() {
    assertRefused(
        () -> new Upsample(Upsample.options()), "either size or scale_factor should be defined");
    assertRefused(
        () -> new Upsample(Upsample.options().size(4).scaleFactor(2)),
        "only one of size or scale_factor should be defined");
    assertRefused(
        () -> new Upsample(Upsample.options().size(4).recomputeScaleFactor(true)),
        "recompute_scale_factor is not meaningful with an explicit size.");
    assertRefused(
        () -> new Upsample(Upsample.options().size(4).alignCorners(false)),
        "align_corners option can only be set with the interpolating modes: linear | bilinear"
            + " | bicubic | trilinear");
    assertRefused(
        () -> Upsample.options().mode("trilinear"),
        "Got 4D input, but trilinear mode needs 5D input");
    assertRefused(
        () -> new Upsample(0.1).call(Tensor.ones(1, 1, 2, 2)),
        "interpolate: Input and output sizes should be greater than 0, but got input (H: 2, W: 2)"
            + " output (H: 0, W: 0)");
  }

  @Test
  void normsRefuseWhatHasNoVariance() {
    assertRefused(
        () -> new InstanceNorm2d(3).call(Tensor.ones(1, 3)),
        "instance_norm: expected 3D or 4D input (got 2D input)");
    assertRefused(
        () -> new InstanceNorm2d(3).call(Tensor.ones(1, 3, 1, 1)),
        "instance_norm: Expected more than 1 spatial element when training, got input size [1, 3,"
            + " 1, 1]");
    assertRefused(() -> new GroupNorm(0, 4), "num_groups must be a positive integer, but got 0");
    assertRefused(
        LayerNorm::new,
        "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one"
            + " element, but got normalized_shape = []");
  }

  @Test
  void runningStatisticsOfAnEmptyBatchStay() {
    InstanceNorm2d norm = new InstanceNorm2d(2, 1e-5, 0.1, false, true);
    assertThat(norm.call(Tensor.zeros(0, 2, 3, 3)).shape()).hasToString("[0, 2, 3, 3]");
    assertThat(norm.runningVar.toArray()).containsExactly(1, 1);
  }

  @Test
  void layerNormNeedsNoBias() {
    Seeds.manualSeed(3);
    Tensor x = Init.normal_(Tensor.zeros(2, 4), 0, 1);
    LayerNorm without = new LayerNorm(new int[] {4}, 1e-5, true, false);
    assertThat(without.stateDict().keySet()).containsExactly("weight");
    Init.normal_(without.weight, 0, 1);
    LayerNorm with = new LayerNorm(4);
    with.weight = without.weight;
    assertThat(without.call(x).toArray()).isEqualTo(with.call(x).toArray());
  }

  @Test
  void maxNormShortensTheWeightsRowsThatAreAskedFor() {
    Embedding layer = new Embedding(3, 2, null, 1.0, 2);
    layer.weight.set(3, 0, 0).set(4, 0, 1).set(3, 1, 0).set(4, 1, 1).set(0.5f, 2, 0);
    layer.weight.set(0, 2, 1);
    assertThatThrownBy(() -> layer.call(Tensor.of(new long[] {0, 3}, 2)))
        .hasMessageStartingWith("embedding: id 3 at position 1 is out of range");
    assertThat(layer.weight.toArray()).containsExactly(3, 4, 3, 4, 0.5f, 0);
    layer.call(Tensor.of(new long[] {0, 2, 0}, 3));
    assertThat(layer.weight.get(0, 0))
        .isEqualTo(0.6f, org.assertj.core.api.Assertions.within(1e-6f));
    assertThat(layer.weight.get(1, 0)).isEqualTo(3);
    assertThat(layer.weight.get(2, 0)).isEqualTo(0.5f);
  }

  @Test
  void pretrainedRowsAreTakenAsTheyAre() {
    Tensor rows = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
    Embedding layer = Embedding.fromPretrained(rows);
    assertThat(layer.weight.requiresGrad()).isFalse();
    assertThat(layer.call(Tensor.of(new long[] {1}, 1)).toArray()).containsExactly(3, 4);
    assertThat(Embedding.fromPretrained(rows, false, -1, null, 2))
        .hasToString("Embedding(2, 2, padding_idx=1)");
    assertRefused(
        () -> Embedding.fromPretrained(Tensor.ones(2)),
        "Embeddings parameter is expected to be 2-dimensional");
  }

  @Test
  void otherWrongArgumentsAreRefused() {
    assertRefused(
        () -> new Hardtanh(1, 1),
        "hardtanh: max_val must be larger than min_val, but got min_val=1.0, max_val=1.0");
    assertRefused(
        () -> new PixelShuffle(0), "pixel_shuffle expects a positive upscale_factor, but got 0");
    assertRefused(() -> new Unflatten(1), "unflatten: sizes must be non-empty");
    assertRefused(
        () -> new Unflatten(1, 2, 3).call(Tensor.ones(2, 5)),
        "unflatten: Provided sizes [2, 3] don't multiply up to the size of dim 1 (5) in the input"
            + " tensor");
    assertRefused(
        () -> new Unflatten(-1, -1, 3).call(Tensor.ones(2, 5)),
        "unflatten: Provided sizes [-1, 3] don't multiply up to the size of dim 1 (5) in the input"
            + " tensor");
    assertRefused(
        () -> new Flatten(2, 1).call(Tensor.ones(2, 3, 4)),
        "flatten() has invalid args: start_dim cannot come after end_dim");
    assertRefused(
        () -> new Softmax(3).call(Tensor.ones(2, 3)),
        "Dimension out of range (expected to be in range of [-2, 1], but got 3)");
    assertRefused(
        () -> new GELU("erf").call(Tensor.ones(2)),
        "approximate argument must be either none or tanh.");
    assertRefused(
        () -> new Dropout(1.5), "dropout probability has to be between 0 and 1, but got 1.5");
  }
}
