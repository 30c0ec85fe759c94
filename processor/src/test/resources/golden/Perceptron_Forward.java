package networks;

import io.tenon.compiled.Binding;
import io.tenon.compiled.CompiledForward;
import io.tenon.compiled.Step;
import io.tenon.kernel.Epilogue;
import io.tenon.kernel.Offsets;
import io.tenon.kernel.Panel;
import io.tenon.kernel.RowNorms;
import io.tenon.kernel.Rows;
import io.tenon.kernel.ScaleShift;
import io.tenon.op.UnaryFunction;
import java.util.List;

/**
 * {@link Perceptron#forward} for features of [B, 12], as Tenon compiled it from Perceptron.java.
 * Read it, step through it; change Perceptron, not this. The steps, for one sample:
 *
 * <pre>
 * step        in           out             parameters  multiply-adds
 * layers0Gelu [12]       → [24]                   312            288
 * layers1Gelu [24]       → [24]                   576            576
 * layers2Gelu [24]       → [24]                   600            576
 * norm        [24]       → [24]                    48              0
 * upGelu      [24]       → [2·hidden]       54·hidden      48·hidden
 * down        [2·hidden] → [5]         15 + 10·hidden      10·hidden
 * softmax     [5]        → [5]                      0              0
 * total: 1,551 + 64·hidden parameters, 1,440 + 58·hidden multiply-adds
 * </pre>
 *
 * <p>{@code hidden} is the constructor's argument: its value is read from the weights.
 */
final class Perceptron_Forward extends CompiledForward<Perceptron> {
  private final int hidden;
  private final Panel layers0;
  private final Panel layers1;
  private final Panel layers2;
  private final float[] normWeight;
  private final float[] normBias;
  private final Panel up;
  private final Panel down;

  Perceptron_Forward(Binding<Perceptron> binding) {
    super(binding.require("2c1099b4b4cdcf63", "B, 12"), new int[] {-1, 5});
    hidden = binding.size("up.weight", 0) / 2;
    layers0 = binding.rowPanel("layers.0.weight", "layers.0.bias", 24, Offsets.contiguous(12));
    layers1 = binding.rowPanel("layers.1.weight", null, 24, Offsets.contiguous(24));
    layers2 = binding.rowPanel("layers.2.weight", "layers.2.bias", 24, Offsets.contiguous(24));
    normWeight = binding.floats("norm.weight", 24);
    normBias = binding.floats("norm.bias", 24);
    ScaleShift upNorm = binding.batchNorm("upNorm", 1e-5, 2 * hidden);
    ScaleShift upInput = ScaleShift.none(24).times(0.5f).plus(1).dividedBy(3).minus(0.1f);
    up = binding.behind(upInput).blockPanel(
        "up.weight", "up.bias", 2 * hidden, Offsets.contiguous(24), upNorm);
    ScaleShift downNorm = binding.batchNorm("downNorm", 1e-5, 5);
    down = binding.blockPanel(
        "down.weight", "down.bias", 5, Offsets.contiguous(2 * hidden), downNorm);
  }

  @Override
  protected void forward(
      int B, float[] features, int featuresAt, float[] workspace, float[] y, int yAt) {
    int layers0At = 0; // B of [24]
    int layers1At = 24 * B; // B of [24]
    int layers2At = 0; // B of [24]
    int normAt = 24 * B; // B of [24]
    int upBesideAt = 48 * B; // B of [up.stored]
    int upAt = 48 * B + B * up.stored; // B of [2·hidden]
    int downBesideAt = 0; // B of [16]
    int downAt = 16 * B; // B of [5]
    layers0Gelu(B, features, featuresAt, workspace, layers0At);
    layers1Gelu(B, workspace, layers0At, workspace, layers1At);
    layers2Gelu(B, workspace, layers1At, workspace, layers2At);
    norm(B, workspace, layers2At, workspace, normAt);
    upGelu(B, workspace, normAt, workspace, upBesideAt, workspace, upAt);
    down(B, workspace, upAt, workspace, downBesideAt, workspace, downAt);
    softmax(B, workspace, downAt, y, yAt);
  }

  /**
   * {@code layer.call(y)}, {@code gelu(x)}, Perceptron.java:39-46: [12] → [24].
   *
   * <p>For all samples at once, so that each weight is read once for several of them.
   */
  private void layers0Gelu(int B, float[] x, int xAt, float[] y, int yAt) {
    kernels.rows(layers0, x, xAt, 12, B, y, yAt, 24, 16, Epilogue.NONE);
    UnaryFunction.GELU.apply(y, yAt, y, yAt, B * 24, 0, 0);
  }

  /**
   * {@code layer.call(y)}, {@code gelu(x)}, Perceptron.java:39-46: [24] → [24].
   *
   * <p>For all samples at once, so that each weight is read once for several of them.
   */
  private void layers1Gelu(int B, float[] x, int xAt, float[] y, int yAt) {
    kernels.rows(layers1, x, xAt, 24, B, y, yAt, 24, 16, Epilogue.NONE);
    UnaryFunction.GELU.apply(y, yAt, y, yAt, B * 24, 0, 0);
  }

  /**
   * {@code layer.call(y)}, {@code gelu(x)}, Perceptron.java:39-46: [24] → [24].
   *
   * <p>For all samples at once, so that each weight is read once for several of them.
   */
  private void layers2Gelu(int B, float[] x, int xAt, float[] y, int yAt) {
    kernels.rows(layers2, x, xAt, 24, B, y, yAt, 24, 16, Epilogue.NONE);
    UnaryFunction.GELU.apply(y, yAt, y, yAt, B * 24, 0, 0);
  }

  /**
   * {@code norm.call(y)}, Perceptron.java:48: [24] → [24].
   */
  private void norm(int B, float[] x, int xAt, float[] y, int yAt) {
    RowNorms.layerNorm(kernels, x, xAt, B, 24, normWeight, normBias, 1e-5f, y, yAt);
  }

  /**
   * {@code norm.call(y).mul(0.5f).add(1).div(3).sub(0.1f)}, {@code upNorm.call(up.call(y))},
   * {@code gelu(x)}, Perceptron.java:39-49: [24] → [2·hidden].
   *
   * <p>For all samples at once, so that each weight is read once for several of them. The tile
   * stores 16 numbers at a time, which may be more than a row has: they go beside the result first.
   * The batch normalization is part of the weights: it scales and shifts each feature, and so does
   * the layer. x is read as it is: what scales or shifts it first is part of the weights.
   */
  private void upGelu(int B, float[] x, int xAt, float[] beside, int besideAt, float[] y, int yAt) {
    kernels.rows(up, x, xAt, 24, B, beside, besideAt, up.stored, 16, Epilogue.NONE);
    Rows.copy(B, beside, besideAt, up.stored, y, yAt, 2 * hidden, 2 * hidden);
    UnaryFunction.GELU.apply(y, yAt, y, yAt, B * 2 * hidden, 0, 0);
  }

  /**
   * {@code downNorm.call(down.call(activate(upNorm.call(up.call(y)))))}, Perceptron.java:49:
   * [2·hidden] → [5].
   *
   * <p>For all samples at once, so that each weight is read once for several of them. The tile
   * stores 16 numbers at a time, which may be more than a row has: they go beside the result first.
   * The batch normalization is part of the weights: it scales and shifts each feature, and so does
   * the layer.
   */
  private void down(int B, float[] x, int xAt, float[] beside, int besideAt, float[] y, int yAt) {
    kernels.rows(down, x, xAt, 2 * hidden, B, beside, besideAt, 16, 16, Epilogue.NONE);
    Rows.copy(B, beside, besideAt, 16, y, yAt, 5, 5);
  }

  /**
   * {@code softmax(y, -1)}, Perceptron.java:50: [5] → [5].
   */
  private void softmax(int B, float[] x, int xAt, float[] y, int yAt) {
    RowNorms.softmax(kernels, false, x, xAt, B, 5, 1, y, yAt);
  }

  @Override
  protected int workspace(int B) {
    return 48 * B + 2 * B * hidden + B * up.stored;
  }

  @Override
  protected List<Step> steps() {
    return List.of(
        new Step("layers0Gelu", "[12]", "[24]", 312, 288),
        new Step("layers1Gelu", "[24]", "[24]", 576, 576),
        new Step("layers2Gelu", "[24]", "[24]", 600, 576),
        new Step("norm", "[24]", "[24]", 48, 0),
        new Step("upGelu", "[24]", "[" + (2 * hidden) + "]", 54L * hidden, 48L * hidden),
        new Step("down", "[" + (2 * hidden) + "]", "[5]", 15 + 10L * hidden, 10L * hidden),
        new Step("softmax", "[5]", "[5]", 0, 0));
  }
}
