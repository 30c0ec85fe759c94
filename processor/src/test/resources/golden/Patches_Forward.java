package networks;

import io.tenon.compiled.Binding;
import io.tenon.compiled.CompiledForward;
import io.tenon.compiled.Step;
import io.tenon.kernel.AdaptiveWindows;
import io.tenon.kernel.Epilogue;
import io.tenon.kernel.Offsets;
import io.tenon.kernel.Panel;
import io.tenon.kernel.RowNorms;
import io.tenon.kernel.Rows;
import io.tenon.kernel.ScaleShift;
import io.tenon.op.Arithmetic;
import io.tenon.op.UnaryFunction;
import java.util.List;

/**
 * {@link Patches#forward} for x of [N, 3, 12, 12], as Tenon compiled it from Patches.java. Read it,
 * step through it; change Patches, not this. The steps, for one sample:
 *
 * <pre>
 * step              in                       out         parameters  multiply-adds
 * project           [3, 12, 12]            → [32, 3, 3]       1,568         13,824
 * squeezeMean       [32, 3, 3]             → [32, 1, 1]           0              0
 * squeezeFc1Gelu    [32, 1, 1]             → [8, 1, 1]          264            256
 * squeezeFc2Sigmoid [8, 1, 1]              → [32, 1, 1]         288            256
 * squeezeMul        [32, 3, 3], [32, 1, 1] → [32, 3, 3]           0              0
 * transpose         [32, 9]                → [9, 32]              0              0
 * add               [10, 32], [1, 10, 32]  → [10, 32]           320              0
 * norm              [10, 32]               → [10, 32]            64              0
 * mix               [10, 32]               → [10, 32]         1,088         10,240
 * add2Norm          2 × [10, 32]           → [10, 32]             0              0
 * head              [32]                   → [classes]   33·classes     32·classes
 * total: 3,592 + 33·classes parameters, 24,576 + 32·classes multiply-adds
 * </pre>
 *
 * <p>Between steps, maps [C, H, W] lie as [⌈C / 16⌉, H, W, 16]: 16 channels side by side, so that
 * one instruction works on all of them. {@code x} and the result lie as in PyTorch.
 *
 * <p>{@code classes} is the constructor's argument: its value is read from the weights.
 */
final class Patches_Forward extends CompiledForward<Patches> {
  private final int classes;
  private final float[] classToken;
  private final float[] positions;
  private final Panel project;
  private final AdaptiveWindows squeezeMean;
  private final Panel squeezeFc1;
  private final Panel squeezeFc2;
  private final float[] normWeight;
  private final float[] normBias;
  private final Panel mix;
  private final float[] add2NormWeight;
  private final float[] add2NormBias;
  private final Panel head;

  Patches_Forward(Binding<Patches> binding) {
    super(
        binding.require("4d3ad594e617653a", "N, 3, 12, 12"),
        new int[] {-1, binding.size("head.weight", 0)});
    classes = binding.size("head.weight", 0);
    classToken = binding.floats("classToken", 32);
    positions = binding.floats("positions", 320);
    project = binding.blockPanel(
        "project.weight", "project.bias", 32, Offsets.planes(3, 4, 4, 12, 12, 1, 1));
    squeezeMean = new AdaptiveWindows(3, 3, 1, 1);
    squeezeFc1 = binding.blockPanel(
        "squeeze.fc1.weight", "squeeze.fc1.bias", 8, Offsets.blocks(32, 1, 1, 1, 1, 1, 1));
    squeezeFc2 = binding.blockPanel(
        "squeeze.fc2.weight", "squeeze.fc2.bias", 32, Offsets.blocks(8, 1, 1, 1, 1, 1, 1));
    normWeight = binding.floats("norm.weight", 32);
    normBias = binding.floats("norm.bias", 32);
    ScaleShift mixScale = ScaleShift.none(32).times(binding.floats("scale", 32));
    mix = binding.rowPanel("mix.weight", "mix.bias", 32, Offsets.contiguous(32), mixScale);
    add2NormWeight = binding.floats("norm.weight", 32);
    add2NormBias = binding.floats("norm.bias", 32);
    head = binding.blockPanel("head.weight", "head.bias", classes, Offsets.contiguous(32));
  }

  @Override
  protected void forward(int N, float[] x, int xAt, float[] workspace, float[] y, int yAt) {
    int projectAt = 0; // [2, 3, 3, 16]
    int squeezeMeanAt = 288; // [2, 1, 1, 16]
    int squeezeFc1At = 320; // [1, 1, 1, 16]
    int squeezeFc2At = 288; // [2, 1, 1, 16]
    int squeezeMulAt = 0; // [2, 3, 3, 16]
    int transposeAt = 288; // [9, 32]
    int catAt = 576; // [10, 32]
    int addAt = 576; // [10, 32]
    int normAt = 0; // [10, 32]
    int mixAt = 896; // [10, 32]
    int add2At = 1_216; // N of [10, 32]
    int selectAt = 1_216; // N of [32], a part of add2
    int headBesideAt = 1_216 + 320 * N; // N of [head.stored]
    // One sample at a time: the 5 KB between the steps stay in the cache.
    for (int n = 0; n < N; n++) {
      project(x, xAt + n * 432, workspace, projectAt);
      squeezeMean(workspace, projectAt, workspace, squeezeMeanAt);
      squeezeFc1Gelu(workspace, squeezeMeanAt, workspace, squeezeFc1At);
      squeezeFc2Sigmoid(workspace, squeezeFc1At, workspace, squeezeFc2At);
      squeezeMul(workspace, projectAt, workspace, squeezeFc2At, workspace, squeezeMulAt);
      transpose(workspace, squeezeMulAt, workspace, transposeAt);
      // Into its part of cat, from 0 on.
      System.arraycopy(classToken, 0, workspace, catAt, 32);
      // Into its part of cat, from 1 on.
      System.arraycopy(workspace, transposeAt, workspace, catAt + 32, 288);
      add(workspace, catAt, positions, 0, workspace, addAt);
      norm(workspace, addAt, workspace, normAt);
      mix(workspace, normAt, workspace, mixAt);
      add2Norm(workspace, addAt, workspace, mixAt, workspace, add2At + n * 320);
    }
    head(N, workspace, selectAt, workspace, headBesideAt, y, yAt);
  }

  /**
   * {@code project.call(x)}, Patches.java:49: [3, 12, 12] → [32, 3, 3].
   *
   * <p>A row is one call of the tile: for several positions and 16 channels at a time, sums of 48
   * products stay in registers.
   */
  private void project(float[] x, int xAt, float[] y, int yAt) {
    int xStep = 4; // in x, from a window to the next,
    int xRow = 48; // and from a row of windows to the next
    int yRow = 48; // in y, from a row of 3 positions of 16 channels to the next,
    int yBlock = 144; // and from 16 channels to the next 16
    for (int h = 0; h < 3; h++) {
      kernels.rows(
          project, x, xAt + h * xRow, xStep, 3, y, yAt + h * yRow, 16, yBlock, Epilogue.NONE);
    }
  }

  /**
   * x.mean(new int[] &#123;2, 3&#125;, true), Patches.java:29: [32, 3, 3] → [32, 1, 1].
   *
   * <p>16 channels lie side by side, so a window is a loop over them.
   */
  private void squeezeMean(float[] x, int xAt, float[] y, int yAt) {
    squeezeMean.run(x, xAt, 2, 16, y, yAt);
  }

  /**
   * gelu(fc1.call(x.mean(new int[] &#123;2, 3&#125;, true))), Patches.java:29: [32, 1, 1] →
   * [8, 1, 1].
   *
   * <p>The map is one call of the tile: for several positions and 16 channels at a time, sums of 32
   * products stay in registers.
   */
  private void squeezeFc1Gelu(float[] x, int xAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next
    int yBlock = 16; // in y, from 16 channels to the next 16
    kernels.rows(squeezeFc1, x, xAt, xStep, 1, y, yAt, 16, yBlock, Epilogue.NONE);
    UnaryFunction.GELU.apply(y, yAt, y, yAt, 16, 0, 0);
  }

  /**
   * {@code sigmoid(fc2.call(scale))}, Patches.java:30: [8, 1, 1] → [32, 1, 1].
   *
   * <p>The map is one call of the tile: for several positions and 16 channels at a time, sums of 8
   * products stay in registers.
   */
  private void squeezeFc2Sigmoid(float[] x, int xAt, float[] y, int yAt) {
    int xStep = 16; // in x, from a window to the next
    int yBlock = 16; // in y, from 16 channels to the next 16
    kernels.rows(squeezeFc2, x, xAt, xStep, 1, y, yAt, 16, yBlock, Epilogue.NONE);
    UnaryFunction.SIGMOID.apply(y, yAt, y, yAt, 32, 0, 0);
  }

  /**
   * {@code x.mul(sigmoid(fc2.call(scale)))}, Patches.java:30: [32, 3, 3], [32, 1, 1] → [32, 3, 3].
   *
   * <p>16 channels lie side by side, and what each is combined with stays in a vector for all
   * positions.
   */
  private void squeezeMul(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt) {
    for (int i = 0; i < 2; i++) {
      kernels.lanes(
          Arithmetic.Operator.MUL, a, aAt + i * 144, 9, b, bAt + i * 16, y, yAt + i * 144);
    }
  }

  /**
   * {@code squeeze.call(project.call(x)).flatten(2).transpose(1, 2)}, Patches.java:49: [32, 9] →
   * [9, 32].
   *
   * <p>Out of blocks of 16 channels. Runs of 16 numbers stay together, and are copied at once.
   */
  private void transpose(float[] x, int xAt, float[] y, int yAt) {
    for (int i = 0; i < 9; i++) {
      for (int j = 0; j < 2; j++) {
        int xRow = xAt + i * 16 + j * 144;
        int yRow = yAt + i * 32 + j * 16;
        System.arraycopy(x, xRow, y, yRow, 16);
      }
    }
  }

  /**
   * {@code tokens.add(positions)}, Patches.java:51: [10, 32], [1, 10, 32] → [10, 32].
   */
  private void add(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt) {
    kernels.add(a, aAt, b, bAt, y, yAt, 320, Epilogue.NONE);
  }

  /**
   * {@code norm.call(tokens)}, Patches.java:52: [10, 32] → [10, 32].
   */
  private void norm(float[] x, int xAt, float[] y, int yAt) {
    RowNorms.layerNorm(kernels, x, xAt, 10, 32, normWeight, normBias, 1e-5f, y, yAt);
  }

  /**
   * {@code mix.call(norm.call(tokens)).mul(scale)}, Patches.java:52: [10, 32] → [10, 32].
   *
   * <p>What scales or shifts each feature is part of the weights.
   */
  private void mix(float[] x, int xAt, float[] y, int yAt) {
    kernels.rows(mix, x, xAt, 32, 10, y, yAt, 32, 16, Epilogue.NONE);
  }

  /**
   * {@code tokens.add(mix.call(norm.call(tokens)).mul(scale))}, Patches.java:52-53: [10, 32],
   * [10, 32] → [10, 32].
   *
   * <p>Each row of the sum is normalised while it is in the cache.
   */
  private void add2Norm(float[] a, int aAt, float[] b, int bAt, float[] y, int yAt) {
    RowNorms.addLayerNorm(
        kernels, a, aAt, b, bAt, 10, 32, add2NormWeight, add2NormBias, 1e-5f, y, yAt);
  }

  /**
   * {@code head.call(norm.call(tokens).select(1, 0))}, Patches.java:53: [32] → [classes].
   *
   * <p>For all samples at once, so that each weight is read once for several of them. The tile
   * stores 16 numbers at a time, which may be more than a row has: they go beside the result first.
   */
  private void head(int N, float[] x, int xAt, float[] beside, int besideAt, float[] y, int yAt) {
    kernels.rows(head, x, xAt, 320, N, beside, besideAt, head.stored, 16, Epilogue.NONE);
    Rows.copy(N, beside, besideAt, head.stored, y, yAt, classes, classes);
  }

  @Override
  protected int workspace(int N) {
    return 1_216 + 320 * N + N * head.stored;
  }

  @Override
  protected List<Step> steps() {
    return List.of(
        new Step("project", "[3, 12, 12]", "[32, 3, 3]", 1_568, 13_824),
        new Step("squeezeMean", "[32, 3, 3]", "[32, 1, 1]", 0, 0),
        new Step("squeezeFc1Gelu", "[32, 1, 1]", "[8, 1, 1]", 264, 256),
        new Step("squeezeFc2Sigmoid", "[8, 1, 1]", "[32, 1, 1]", 288, 256),
        new Step("squeezeMul", "[32, 3, 3], [32, 1, 1]", "[32, 3, 3]", 0, 0),
        new Step("transpose", "[32, 9]", "[9, 32]", 0, 0),
        new Step("add", "[10, 32], [1, 10, 32]", "[10, 32]", 320, 0),
        new Step("norm", "[10, 32]", "[10, 32]", 64, 0),
        new Step("mix", "[10, 32]", "[10, 32]", 1_088, 10_240),
        new Step("add2Norm", "[10, 32], [10, 32]", "[10, 32]", 0, 0),
        new Step("head", "[32]", "[" + classes + "]", 33L * classes, 32L * classes));
  }
}
