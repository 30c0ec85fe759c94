package io.tenon.kernel;

/** Holds the kernels in use: an interface can't have a field that changes. */
final class ActiveKernels {
  static volatile Kernels active = Kernels.best();

  private ActiveKernels() {}
}
