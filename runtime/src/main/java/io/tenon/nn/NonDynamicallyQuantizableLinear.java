package io.tenon.nn;

/** A {@link Linear} under the name that PyTorch's attention prints for its output projection. */
final class NonDynamicallyQuantizableLinear extends Linear {
  NonDynamicallyQuantizableLinear(int inFeatures, int outFeatures, boolean bias) {
    super(inFeatures, outFeatures, bias);
  }
}
