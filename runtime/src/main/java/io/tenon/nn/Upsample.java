package io.tenon.nn;

import io.tenon.Tensor;
import io.tenon.op.Ops;
import io.tenon.op.Pair;
import io.tenon.op.Resample;

/**
 * {@code torch.nn.Upsample}: maps of another size; input [N, C, H, W], result [N, C, H', W'] with
 * H' as given or ⌊H · scaleFactor⌋.
 */
public final class Upsample extends NnModule {
  private final Resample op;
  private final String how;

  /** Maps {@code scaleFactor} times as large, of the nearest pixels. */
  public Upsample(double scaleFactor) {
    this(options().scaleFactor(scaleFactor));
  }

  /**
   * Maps {@code scaleFactor} times as large.
   *
   * @param mode as {@link Options#mode} says
   */
  public Upsample(double scaleFactor, String mode, boolean alignCorners) {
    this(options().scaleFactor(scaleFactor).mode(mode).cornersIf(alignCorners));
  }

  /** Maps of a size. */
  public Upsample(Pair size, String mode, boolean alignCorners) {
    this(options().size(size.h(), size.w()).mode(mode).cornersIf(alignCorners));
  }

  /**
   * Maps as the options say.
   *
   * @throws IllegalArgumentException if they contradict each other, in PyTorch's words
   */
  public Upsample(Options options) {
    if (options.size == null && options.scale == null) {
      throw new IllegalArgumentException("either size or scale_factor should be defined");
    }
    if (options.size != null && options.scale != null) {
      throw new IllegalArgumentException("only one of size or scale_factor should be defined");
    }
    if (options.size != null && options.recompute) {
      throw new IllegalArgumentException(
          "recompute_scale_factor is not meaningful with an explicit size.");
    }
    boolean interpolates =
        options.mode == Resample.Mode.BILINEAR || options.mode == Resample.Mode.BICUBIC;
    if (!interpolates && options.alignCorners != null) {
      throw new IllegalArgumentException(
          "align_corners option can only be set with the interpolating modes: linear | bilinear"
              + " | bicubic | trilinear");
    }
    double[] scale = options.scale == null ? new double[2] : options.scale;
    boolean align = options.alignCorners != null && options.alignCorners;
    op = new Resample(options.mode, options.size, scale[0], scale[1], align, options.recompute);
    how = options.how;
  }

  /** The options, PyTorch's keyword arguments; each method returns this. */
  public static final class Options {
    private Pair size;
    private double[] scale;
    private String how;
    private Resample.Mode mode = Resample.Mode.NEAREST;
    private Boolean alignCorners;
    private boolean recompute;

    /** The result's height and width. */
    public Options size(int both) {
      size = Pair.of(both);
      how = "size=" + both;
      return this;
    }

    /** The result's height and width. */
    public Options size(int h, int w) {
      size = new Pair(h, w);
      how = "size=" + size;
      return this;
    }

    /** How many times as high and wide the result is. */
    public Options scaleFactor(double both) {
      scale = new double[] {both, both};
      how = "scale_factor=" + Reprs.number(both);
      return this;
    }

    /** How many times as high and wide the result is. */
    public Options scaleFactor(double h, double w) {
      scale = new double[] {h, w};
      how = "scale_factor=(" + Reprs.number(h) + ", " + Reprs.number(w) + ")";
      return this;
    }

    /**
     * Where pixels come from: {@code nearest}, {@code nearest-exact}, {@code bilinear}, {@code
     * bicubic} or {@code area}; the nearest unless set.
     *
     * @throws IllegalArgumentException for any other word
     */
    public Options mode(String name) {
      mode =
          switch (name) {
            case "nearest" -> Resample.Mode.NEAREST;
            case "nearest-exact" -> Resample.Mode.NEAREST_EXACT;
            case "bilinear" -> Resample.Mode.BILINEAR;
            case "bicubic" -> Resample.Mode.BICUBIC;
            case "area" -> Resample.Mode.AREA;
            case "linear" ->
                throw new IllegalArgumentException("Got 4D input, but linear mode needs 3D input");
            case "trilinear" ->
                throw new IllegalArgumentException(
                    "Got 4D input, but trilinear mode needs 5D input");
            default ->
                throw new IllegalArgumentException(
                    "mode '"
                        + name
                        + "' is not there: expected 'nearest', 'nearest-exact', 'bilinear',"
                        + " 'bicubic' or 'area'");
          };
      return this;
    }

    /** Whether corner pixels keep their places, rather than the maps' edges; false unless set. */
    public Options alignCorners(boolean align) {
      alignCorners = align;
      return this;
    }

    /** Whether pixels lie as the rounded sizes say, rather than the scale; false unless set. */
    public Options recomputeScaleFactor(boolean wanted) {
      recompute = wanted;
      return this;
    }

    private Options cornersIf(boolean align) {
      return align ? alignCorners(true) : this;
    }
  }

  /** No options set. */
  public static Options options() {
    return new Options();
  }

  @Override
  public Tensor forward(Tensor x) {
    return Ops.apply(op, x);
  }

  @Override
  protected String extraRepr() {
    return how + ", mode=" + op.mode();
  }
}
