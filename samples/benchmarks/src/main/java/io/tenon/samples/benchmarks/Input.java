package io.tenon.samples.benchmarks;

import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.Tensor;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * One input of a network: floats from -1 to 1, or integers from 0 to below a limit.
 *
 * @param below the limit; 0 for floats
 * @param sample the sizes of one sample
 */
record Input(int below, int... sample) {
  private static final int SEED = 1;

  /** Floats. */
  static Input floats(int... sample) {
    return new Input(0, sample);
  }

  /** Integers from 0 to below {@code below}. */
  static Input ids(int below, int... sample) {
    return new Input(below, sample);
  }

  /** The type of the elements. */
  DType dtype() {
    return below > 0 ? DType.INT64 : DType.FLOAT32;
  }

  /** The shape of a batch. */
  Shape shape(int batch) {
    int[] sizes = new int[sample.length + 1];
    Arrays.setAll(sizes, d -> d == 0 ? batch : sample[d - 1]);
    return Shape.of(sizes);
  }

  /** The shape of a batch as an ONNX file is written for it. */
  String text(int batch) {
    String sizes =
        Arrays.stream(shape(batch).toArray())
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", "));
    return below > 0 ? "int64 " + sizes : sizes;
  }

  /** A batch, the same each time and in every process. */
  Tensor values(int batch) {
    Shape shape = shape(batch);
    Random random = new Random(SEED);
    if (below > 0) {
      return Tensor.of(random.longs(shape.elements(), 0, below).toArray(), shape.toArray());
    }
    float[] values = new float[shape.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = 2 * random.nextFloat() - 1;
    }
    return Tensor.of(values, shape.toArray());
  }
}
