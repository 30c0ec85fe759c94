package io.tenon.nn;

import io.tenon.Tensor;
import io.tenon.op.Pad;
import io.tenon.op.Padding;

/** {@code torch.nn.ZeroPad2d}: zeros around the last two dimensions. */
public final class ZeroPad2d extends NnModule {
  private final Padding padding;

  /** The same on all sides. */
  public ZeroPad2d(int padding) {
    this(padding, padding, padding, padding);
  }

  /** In the order of {@code F.pad}. */
  public ZeroPad2d(int left, int right, int top, int bottom) {
    this.padding = new Padding(left, right, top, bottom);
  }

  @Override
  public Tensor forward(Tensor x) {
    return Functional.pad(x, padding, Pad.Mode.CONSTANT, 0);
  }

  @Override
  protected String extraRepr() {
    return padding.toString();
  }
}
