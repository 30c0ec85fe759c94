package networks;

import io.tenon.compiled.Binding;
import io.tenon.compiled.CompiledForward;
import io.tenon.compiled.Step;
import io.tenon.kernel.Epilogue;
import io.tenon.kernel.Offsets;
import io.tenon.kernel.Panel;
import io.tenon.op.UnaryFunction;
import java.util.List;

/**
 * {@link Elements#forward} for x of [N, 20], as Tenon compiled it from Elements.java. Read it, step
 * through it; change Elements, not this. The steps, for one sample:
 *
 * <pre>
 * step              in         out   parameters  multiply-adds
 * fc                [20]     → [20]         420            400
 * mulNumber         [20]     → [20]           0              0
 * divNumber         [20]     → [20]           0              0
 * mulHardtanhRelu   2 × [20] → [20]           0              0
 * divTanh           2 × [20] → [20]           0              0
 * addRelu6MulNumber 2 × [20] → [20]           0              0
 * sub               2 × [20] → [20]           0              0
 * sub2              2 × [20] → [20]           0              0
 * total: 420 parameters, 400 multiply-adds
 * </pre>
 */
final class Elements_Forward extends CompiledForward<Elements> {
  private final Panel fc;

  Elements_Forward(Binding<Elements> binding) {
    super(binding.require("0f26886ad1f58b0a", "N, 20"), new int[] {-1, 20});
    fc = binding.rowPanel("fc.weight", "fc.bias", 20, Offsets.contiguous(20));
  }

  @Override
  protected void forward(int N, float[] x, int xAt, float[] workspace, float[] y, int yAt) {
    int fcAt = 0; // N of [20]
    int mulNumberAt = 20 * N; // N of [20]
    int divNumberAt = 40 * N; // N of [20]
    int mulAt = 60 * N; // N of [20]
    int divAt = 80 * N; // N of [20]
    int addAt = 60 * N; // N of [20]
    int subAt = 0; // N of [20]
    fc(N, x, xAt, workspace, fcAt);
    mulNumber(N, x, xAt, workspace, mulNumberAt);
    divNumber(N, workspace, fcAt, workspace, divNumberAt);
    mulHardtanhRelu(N, workspace, fcAt, workspace, mulNumberAt, workspace, mulAt);
    divTanh(N, workspace, mulNumberAt, workspace, divNumberAt, workspace, divAt);
    addRelu6MulNumber(N, workspace, mulAt, workspace, divAt, workspace, addAt);
    sub(N, workspace, fcAt, workspace, mulNumberAt, workspace, subAt);
    sub2(N, workspace, addAt, workspace, subAt, y, yAt);
  }

  /**
   * {@code fc.call(x)}, Elements.java:24: [20] → [20].
   *
   * <p>For all samples at once, so that each weight is read once for several of them.
   */
  private void fc(int N, float[] x, int xAt, float[] y, int yAt) {
    kernels.rows(fc, x, xAt, 20, N, y, yAt, 20, 16, Epilogue.NONE);
  }

  /**
   * {@code leakyRelu(x.mul(4), 0.25).add(-1)}, Elements.java:25: [20] → [20].
   */
  private void mulNumber(int N, float[] x, int xAt, float[] y, int yAt) {
    for (int i = 0; i < N * 20; i++) {
      float v = x[xAt + i];
      v = v * 4;
      v = v < 0 ? v * 0.25f : v;
      y[yAt + i] = v + -1;
    }
  }

  /**
   * {@code hardswish(gelu(hardsigmoid(a.div(0.125f)).sub(0.5f)))}, {@code c.add(2)},
   * Elements.java:26-28: [20] → [20].
   */
  private void divNumber(int N, float[] x, int xAt, float[] y, int yAt) {
    for (int i = 0; i < N * 20; i++) {
      float v = x[xAt + i];
      v = v / 0.125f;
      v = v <= -3 ? 0 : v >= 3 ? 1 : (v + 3) / 6;
      y[yAt + i] = v - 0.5f;
    }
    UnaryFunction.GELU.apply(y, yAt, y, yAt, N * 20, 0, 0);
    for (int i = 0; i < N * 20; i++) {
      float v = y[yAt + i];
      v = v <= -3 ? 0 : v >= 3 ? v : v * (v + 3) / 6;
      y[yAt + i] = v + 2;
    }
  }

  /**
   * {@code relu(hardtanh(a.mul(b), -0.5, 2))}, Elements.java:27: [20], [20] → [20].
   */
  private void mulHardtanhRelu(int N, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt) {
    for (int i = 0; i < N * 20; i++) {
      float v = a[aAt + i] * b[bAt + i];
      v = v < -0.5f ? -0.5f : v > 2 ? 2 : v;
      y[yAt + i] = v < 0 ? 0 : v;
    }
  }

  /**
   * {@code tanh(b.div(c.add(2)))}, Elements.java:28: [20], [20] → [20].
   */
  private void divTanh(int N, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt) {
    for (int i = 0; i < N * 20; i++) {
      y[yAt + i] = a[aAt + i] / b[bAt + i];
    }
    UnaryFunction.TANH.apply(y, yAt, y, yAt, N * 20, 0, 0);
  }

  /**
   * {@code relu6(d.add(e)).mul(3)}, Elements.java:29: [20], [20] → [20].
   */
  private void addRelu6MulNumber(
      int N, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt) {
    kernels.add(a, aAt, b, bAt, y, yAt, N * 20, Epilogue.RELU6);
    for (int i = 0; i < N * 20; i++) {
      float v = y[yAt + i];
      y[yAt + i] = v * 3;
    }
  }

  /**
   * {@code a.sub(b)}, Elements.java:29: [20], [20] → [20].
   */
  private void sub(int N, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt) {
    for (int i = 0; i < N * 20; i++) {
      y[yAt + i] = a[aAt + i] - b[bAt + i];
    }
  }

  /**
   * {@code relu6(d.add(e)).mul(3).sub(a.sub(b))}, Elements.java:29: [20], [20] → [20].
   */
  private void sub2(int N, float[] a, int aAt, float[] b, int bAt, float[] y, int yAt) {
    for (int i = 0; i < N * 20; i++) {
      y[yAt + i] = a[aAt + i] - b[bAt + i];
    }
  }

  @Override
  protected int workspace(int N) {
    return 100 * N;
  }

  @Override
  protected List<Step> steps() {
    return List.of(
        new Step("fc", "[20]", "[20]", 420, 400),
        new Step("mulNumber", "[20]", "[20]", 0, 0),
        new Step("divNumber", "[20]", "[20]", 0, 0),
        new Step("mulHardtanhRelu", "[20], [20]", "[20]", 0, 0),
        new Step("divTanh", "[20], [20]", "[20]", 0, 0),
        new Step("addRelu6MulNumber", "[20], [20]", "[20]", 0, 0),
        new Step("sub", "[20], [20]", "[20]", 0, 0),
        new Step("sub2", "[20], [20]", "[20]", 0, 0));
  }
}
