package io.tenon.kernel;

/** Holds the kernels in use: an interface can't have a field that changes. */
final class ActiveKernels {
  /** {@code scalar} or {@code simd}: the twin that a process runs on from its first sum. */
  private static final String WANTED = System.getProperty("tenon.kernels");

  static volatile Kernels active = WANTED == null ? new StartingKernels() : Kernels.best();

  private ActiveKernels() {}

  /** Sets the kernels in use. */
  static synchronized void use(Kernels kernels) {
    active = kernels;
  }

  /** Sets the kernels in use, unless others than {@code before} are meanwhile. */
  static synchronized void replace(Kernels before, Kernels kernels) {
    if (active == before) {
      active = kernels;
    }
  }
}
