package io.tenon.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenon.Tensor;
import org.junit.jupiter.api.Test;

/** Losses given extremes, and what they can't take, with PyTorch's words where it has some. */
final class LossesTest {
  private static Tensor row(float... values) {
    return Tensor.of(values, 1, values.length);
  }

  @Test
  void extremesStayFinite() {
    Tensor label = Tensor.of(new long[] {1}, 1);
    assertThat(new CrossEntropyLoss().call(row(10_000, -10_000), label).item()).isEqualTo(20_000);
    assertThat(new CrossEntropyLoss().call(row(-10_000, 10_000), label).item()).isZero();
    assertThat(new BCEWithLogitsLoss().call(row(-10_000), row(1)).item()).isEqualTo(10_000);
    assertThat(new BCELoss().call(row(0), row(1)).item()).isEqualTo(100);
    assertThat(new KLDivLoss("sum", false).call(row(-1), row(0)).item()).isZero();
  }

  @Test
  void theMeanOfNothingIsNaN() {
    assertThat(new MSELoss().call(Tensor.zeros(0), Tensor.zeros(0)).item()).isNaN();
    assertThat(new MSELoss("sum").call(Tensor.zeros(0), Tensor.zeros(0)).item()).isZero();
    Tensor ignored = Tensor.of(new long[] {-100}, 1);
    assertThat(new CrossEntropyLoss().call(row(1, 2), ignored).item()).isNaN();
  }

  @Test
  void wrongArgumentsAreRefused() {
    assertThatThrownBy(() -> new MSELoss("avg"))
        .hasMessage("avg is not a valid value for reduction");
    assertThatThrownBy(() -> new CrossEntropyLoss(null, -100, "mean", 2))
        .hasMessage("label_smoothing must be between 0.0 and 1.0. Got: 2");
    assertThatThrownBy(() -> new CrossEntropyLoss().call(row(1, 2), Tensor.of(new long[] {2}, 1)))
        .hasMessage("Target 2 is out of bounds.");
    assertThatThrownBy(
            () -> new CrossEntropyLoss().call(row(1, 2), Tensor.of(new long[] {1, 1}, 2)))
        .hasMessage("cross_entropy: an input of [1, 2] needs a target of [1], but got [2]");
    assertThatThrownBy(() -> new BCELoss().call(row(2), row(1)))
        .hasMessage("all elements of input should be between 0 and 1");
    assertThatThrownBy(() -> new MSELoss().call(row(1, 2), row(1)))
        .hasMessageStartingWith("mse_loss: the input has shape [1, 2], but the target [1, 1]");
    assertThatThrownBy(() -> new NLLLoss().call(row(1, 2), row(1, 2)))
        .hasMessageStartingWith("nll_loss: expected logits");
  }

  @Test
  void argumentsOfLossesAreChecked() {
    assertThatThrownBy(() -> new MSELoss("batchmean"))
        .hasMessage("batchmean is not a valid value for reduction");
    assertThatThrownBy(() -> new KLDivLoss("median", false))
        .hasMessage("median is not a valid value for reduction");
    assertThatThrownBy(() -> new HuberLoss("mean", 0))
        .hasMessage("huber_loss does not support non-positive values for delta.");
    assertThatThrownBy(() -> new SmoothL1Loss("mean", -1))
        .hasMessage("smooth_l1_loss does not support negative values for beta.");
    Tensor pair = Tensor.of(new float[] {1, 2}, 2);
    Tensor label = Tensor.of(new long[] {1}, 1);
    assertThatThrownBy(() -> new CrossEntropyLoss(pair, -100, "mean", 0).call(row(1, 2, 3), label))
        .hasMessage(
            "cross_entropy: weight tensor should be defined either for all 3 classes or no classes"
                + " but got weight tensor of shape: [2]");
    assertThatThrownBy(
            () -> new CrossEntropyLoss(null, 0, "mean", 0).call(row(1, 2), row(0.5f, 0.5f)))
        .hasMessage("ignore_index is not supported for floating point target");
    assertThatThrownBy(() -> new BCELoss(Tensor.ones(2, 1), "mean").call(row(1), row(1)))
        .hasMessage("binary_cross_entropy: a weight of [2, 1] is larger than the input [1, 1]");
  }
}
