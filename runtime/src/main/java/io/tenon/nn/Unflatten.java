package io.tenon.nn;

import io.tenon.ShapeError;
import io.tenon.SizeNames;
import io.tenon.Tensor;
import java.util.Arrays;

/** {@code torch.nn.Unflatten}: one dimension made several, of which one size may be -1. */
public final class Unflatten extends NnModule {
  private final int dim;
  private final int[] sizes;

  /**
   * Dimension {@code dim} as these sizes.
   *
   * @throws IllegalArgumentException if there are none, in PyTorch's words
   */
  public Unflatten(int dim, int... unflattenedSize) {
    if (unflattenedSize.length == 0) {
      throw new IllegalArgumentException("unflatten: sizes must be non-empty");
    }
    this.dim = dim;
    this.sizes = unflattenedSize.clone();
  }

  @Override
  public Tensor forward(Tensor x) {
    int at = x.shape().dimension(dim);
    requireProduct(x, at);
    int[] all = new int[x.dim() - 1 + sizes.length];
    int[] before = x.shape().toArray();
    System.arraycopy(before, 0, all, 0, at);
    System.arraycopy(sizes, 0, all, at, sizes.length);
    System.arraycopy(before, at + 1, all, at + sizes.length, before.length - at - 1);
    return x.view(all);
  }

  private void requireProduct(Tensor x, int at) {
    int product = 1;
    boolean open = false;
    for (int size : sizes) {
      product *= size == -1 ? 1 : size;
      open |= size == -1;
    }
    boolean fits = open ? product > 0 && x.size(at) % product == 0 : x.size(at) == product;
    if (!fits) {
      throw new ShapeError(
          "unflatten: Provided sizes "
              + Arrays.toString(sizes)
              + " don't multiply up to the size of dim "
              + at
              + " ("
              + SizeNames.of(x.size(at))
              + ") in the input tensor");
    }
  }

  @Override
  protected String extraRepr() {
    String tuple = Arrays.toString(sizes).replace('[', '(').replace(']', ')');
    return "dim="
        + dim
        + ", unflattened_size="
        + (sizes.length == 1 ? tuple.replace(")", ",)") : tuple);
  }
}
