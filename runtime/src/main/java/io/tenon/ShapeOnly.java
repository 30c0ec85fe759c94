package io.tenon;

/**
 * A scope in which new tensors hold no data, PyTorch's {@code torch.device("meta")}. The compiler
 * builds whole networks in it inside javac, where a VGG-16's half gigabyte of weights would be
 * useless. For its own thread only.
 */
public final class ShapeOnly implements AutoCloseable {
  private static final ThreadLocal<ShapeOnly> CURRENT = new ThreadLocal<>();

  private final ShapeOnly outer;

  private ShapeOnly() {
    outer = CURRENT.get();
    CURRENT.set(this);
  }

  /** Opens the scope; close it in the same thread. */
  public static ShapeOnly open() {
    return new ShapeOnly();
  }

  /** Whether this thread is in the scope. */
  public static boolean active() {
    return CURRENT.get() != null;
  }

  @Override
  public void close() {
    if (outer == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(outer);
    }
  }
}
