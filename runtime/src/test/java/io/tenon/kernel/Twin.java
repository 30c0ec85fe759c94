package io.tenon.kernel;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The two implementations of {@link Kernels}, for tests that hold for both. */
enum Twin {
  SCALAR,
  SIMD;

  /** The twin; skips the test where this JVM has none. */
  Kernels kernels() {
    if (this == SCALAR) {
      return Kernels.scalar();
    }
    assumeTrue(Kernels.best() != Kernels.scalar(), "no SIMD kernels: " + Kernels.reason());
    return Kernels.best();
  }
}
