package networks;

import io.tenon.compiled.Binding;
import io.tenon.compiled.CompiledForward;
import io.tenon.compiled.Step;
import io.tenon.kernel.Epilogue;
import io.tenon.kernel.Offsets;
import io.tenon.kernel.Panel;
import io.tenon.op.Arithmetic;
import io.tenon.op.UnaryFunction;
import java.util.List;

/**
 * {@link Elements#forward} for x of [N, 20], as Tenon compiled it from Elements.java. Read it, step
 * through it; change Elements, not this. The steps, for one sample:
 *
 * <pre>
 * step      in         out   parameters  multiply-adds
 * fc        [20]     → [20]         420            400
 * mulNumber [20]     → [20]           0              0
 * divNumber [20]     → [20]           0              0
 * mulToSub  3 × [20] → [20]           0              0
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
    int fcAt = 1_024; // N of [20]
    int mulNumberAt = 1_024 + 20 * N; // N of [20]
    int divNumberAt = 1_024 + 40 * N; // N of [20]
    int mulStripsAt = 0; // [1, 1024]
    fc(N, x, xAt, workspace, fcAt);
    mulNumber(N, x, xAt, workspace, mulNumberAt);
    divNumber(N, workspace, fcAt, workspace, divNumberAt);
    mulToSub(
        N,
        workspace, fcAt,
        workspace, mulNumberAt,
        workspace, divNumberAt,
        workspace, mulStripsAt,
        y, yAt);
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
   * {@code relu(hardtanh(a.mul(b), -0.5, 2))}, {@code tanh(b.div(c.add(2)))},
   * {@code relu6(d.add(e)).mul(3).sub(a.sub(b))}, Elements.java:27-29: [20], [20], [20] → [20].
   *
   * <p>{@code y = relu6(relu(hardtanh(a * b)) + tanh(b / c)) * 3 - (a - b)} in one pass: each strip
   * stays in L1 from one operation to the next, and what lies between them is never stored.
   */
  private void mulToSub(
      int N, float[] a, int aAt, float[] b, int bAt, float[] c, int cAt,
      float[] strips, int stripsAt, float[] y, int yAt) {
    for (int i = 0; i < 20 * N; i += 1_024) {
      int count = Math.min(1_024, 20 * N - i);
      kernels.combine(Arithmetic.Operator.MUL, a, aAt + i, b, bAt + i, y, yAt + i, count);
      for (int j = 0; j < count; j++) {
        float v = y[yAt + i + j];
        y[yAt + i + j] = v < -0.5f ? -0.5f : v > 2 ? 2 : v;
      }
      for (int j = 0; j < count; j++) {
        float v = y[yAt + i + j];
        y[yAt + i + j] = v < 0 ? 0 : v;
      }
      kernels.combine(Arithmetic.Operator.DIV, b, bAt + i, c, cAt + i, strips, stripsAt, count);
      UnaryFunction.TANH.apply(strips, stripsAt, strips, stripsAt, count, 0, 0);
      kernels.add(y, yAt + i, strips, stripsAt, y, yAt + i, count, Epilogue.RELU6);
      kernels.combine(Arithmetic.Operator.MUL, y, yAt + i, 3, y, yAt + i, count);
      kernels.combine(Arithmetic.Operator.SUB, a, aAt + i, b, bAt + i, strips, stripsAt, count);
      kernels.combine(Arithmetic.Operator.SUB, y, yAt + i, strips, stripsAt, y, yAt + i, count);
    }
  }

  @Override
  protected int workspace(int N) {
    return 1_024 + 60 * N;
  }

  @Override
  protected List<Step> steps() {
    return List.of(
        new Step("fc", "[20]", "[20]", 420, 400),
        new Step("mulNumber", "[20]", "[20]", 0, 0),
        new Step("divNumber", "[20]", "[20]", 0, 0),
        new Step("mulToSub", "[20], [20], [20]", "[20]", 0, 0));
  }
}
