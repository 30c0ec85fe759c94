package io.tenon.samples.zoo;

import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.Tensor;
import io.tenon.nn.Init;

/**
 * An input of a network.
 *
 * @param kind what it holds
 * @param sample the sizes of one sample
 */
record ZooInput(Kind kind, int... sample) {
  /** What an input holds. */
  enum Kind {
    /** Images, or other numbers. */
    FLOATS,
    /** Numbers of words. */
    TOKENS,
    /** Which tokens only fill a text up. */
    PADDING
  }

  /** Length of the texts of a reduced network. */
  private static final int LENGTH = 12;

  static ZooInput floats(int... sample) {
    return new ZooInput(Kind.FLOATS, sample);
  }

  static ZooInput tokens(int length) {
    return new ZooInput(Kind.TOKENS, length);
  }

  static ZooInput padding(int length) {
    return new ZooInput(Kind.PADDING, length);
  }

  DType dtype() {
    return kind == Kind.FLOATS ? DType.FLOAT32 : DType.INT64;
  }

  /** The shape of a batch, smaller than the published one where {@code reduced}. */
  Shape shape(int N, boolean reduced) {
    int[] sizes = new int[sample.length + 1];
    sizes[0] = N;
    for (int d = 0; d < sample.length; d++) {
      int least = kind == Kind.FLOATS ? ReducedZoo.RESOLUTION : LENGTH;
      boolean fixed = kind == Kind.FLOATS && sample.length < 3 || sample[d] <= least;
      sizes[d + 1] = reduced && !fixed ? least : sample[d];
    }
    return Shape.of(sizes);
  }

  /** Values for a batch: floats drawn by the seed, the others as make_files.py has them. */
  Tensor draw(int N, boolean reduced) {
    Tensor x = Tensor.zeros(shape(N, reduced), dtype());
    if (kind == Kind.FLOATS) {
      return Init.uniform_(x, -1, 1);
    }
    for (int i = 0; i < x.numel(); i++) {
      x.longs()[i] = kind == Kind.TOKENS ? (31L * i * i + 7L * i + 3) % 10 : filler(i, x.size(1));
    }
    return x;
  }

  /** Three tokens more in each text. */
  private static int filler(int i, int length) {
    return i % length >= length - 3 * (i / length) ? 1 : 0;
  }
}
