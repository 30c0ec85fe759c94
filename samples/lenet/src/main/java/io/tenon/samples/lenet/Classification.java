package io.tenon.samples.lenet;

import io.tenon.Tensor;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;

/**
 * What a network made of all samples.
 *
 * @param logits [samples, classes]
 * @param correct how many it got right
 */
record Classification(Tensor logits, int correct) {
  /**
   * Classifies all samples, so many at a time.
   *
   * @param progress told how many are done
   */
  static Classification of(
      Samples samples, int batch, UnaryOperator<Tensor> network, IntConsumer progress) {
    Tensor logits = Tensor.zeros(samples.count(), Samples.CLASSES);
    for (int from = 0; from < samples.count(); from += batch) {
      int count = Math.min(batch, samples.count() - from);
      float[] result = network.apply(samples.input(from, count)).toArray();
      System.arraycopy(result, 0, logits.floats(), from * Samples.CLASSES, result.length);
      progress.accept(from + count);
    }
    int correct = 0;
    for (int i = 0; i < samples.count(); i++) {
      correct += largest(logits, i) == samples.label(i) ? 1 : 0;
    }
    return new Classification(logits, correct);
  }

  private static int largest(Tensor logits, int row) {
    int largest = 0;
    for (int k = 1; k < Samples.CLASSES; k++) {
      largest = logits.get(row, k) > logits.get(row, largest) ? k : largest;
    }
    return largest;
  }

  /** The largest difference to other logits of the same shape; NaN if one is NaN. */
  float largestDifference(Tensor others) {
    float largest = 0;
    float[] expected = others.toArray();
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(logits.floats()[i] - expected[i]));
    }
    return largest;
  }
}
