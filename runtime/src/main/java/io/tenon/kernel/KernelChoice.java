package io.tenon.kernel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Chooses between the twins: {@code simd} where the JVM has the vector module and vectors of 128
 * bits or more, {@code scalar} otherwise or where {@code -Dtenon.kernels=scalar} asks for it. Says
 * at debug level, once, which and why.
 */
final class KernelChoice {
  static final Kernels SCALAR = new ScalarKernels();
  static final String HINT =
      "start the JVM with --add-modules jdk.incubator.vector to run on SIMD kernels, which are several times as fast";

  private static final Logger LOG = System.getLogger("io.tenon");
  private static final String SIMD = "io.tenon.kernel.simd.SimdKernels";

  /** Why {@link #BEST} was chosen. */
  static final String REASON;

  static final Kernels BEST;

  static {
    String wanted = System.getProperty("tenon.kernels", "simd");
    Kernels chosen = SCALAR;
    String reason;
    if (wanted.equals("scalar")) {
      reason = "tenon.kernels=scalar asks for them";
    } else if (!wanted.equals("simd")) {
      throw new IllegalArgumentException(
          "tenon.kernels=" + wanted + ": expected 'simd' or 'scalar'");
    } else if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      reason = "the JVM runs without the vector module; " + HINT;
    } else {
      chosen = simd();
      reason = "the JVM has the vector module";
    }
    BEST = chosen;
    REASON = reason;
    LOG.log(Level.DEBUG, "Tenon runs on " + BEST.name() + " kernels: " + REASON);
  }

  private KernelChoice() {}

  /** Linked by name: the class can't even be verified where the vector module is missing. */
  private static Kernels simd() {
    try {
      Class<?> type = Class.forName(SIMD);
      return (Kernels)
          MethodHandles.publicLookup()
              .findConstructor(type, MethodType.methodType(void.class))
              .invoke();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("the SIMD kernels could not be made", e);
    }
  }
}
