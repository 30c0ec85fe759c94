package io.tenon.kernel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * A choice between the twins, and why: {@code simd} where the JVM has the vector module, the C2
 * compiler and vectors of 128 bits or more, {@code scalar} otherwise or where {@code
 * -Dtenon.kernels=scalar} asks for it. Says at debug level, once, which and why. Made when it is
 * first asked for: it loads the vector classes.
 */
record KernelChoice(Kernels kernels, String reason) {
  private static final String HINT =
      "start the JVM with --add-modules jdk.incubator.vector to run on SIMD kernels, which are several times as fast";
  private static final Logger LOG = System.getLogger("io.tenon");
  private static final String SIMD = "io.tenon.kernel.simd.SimdKernels";

  /** The choice for this JVM. */
  static final KernelChoice BEST =
      choose(
          System.getProperty("tenon.kernels", "simd"),
          ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(),
          System.getProperty("java.vm.info", ""));

  static {
    LOG.log(Level.DEBUG, "Tenon runs on " + BEST.kernels.name() + " kernels: " + BEST.reason);
  }

  /**
   * Chooses.
   *
   * @param wanted the property {@code tenon.kernels}
   * @param vectorModule whether the JVM has the vector module
   * @param vmInfo the property {@code java.vm.info}, in which HotSpot tells its compilers
   * @throws IllegalArgumentException if {@code wanted} is neither {@code simd} nor {@code scalar}
   */
  static KernelChoice choose(String wanted, boolean vectorModule, String vmInfo) {
    if (wanted.equals("scalar")) {
      return new KernelChoice(Kernels.scalar(), "tenon.kernels=scalar asks for them");
    }
    if (!wanted.equals("simd")) {
      throw new IllegalArgumentException(
          "tenon.kernels=" + wanted + ": expected 'simd' or 'scalar'");
    }
    if (!vectorModule) {
      return new KernelChoice(Kernels.scalar(), "the JVM runs without the vector module; " + HINT);
    }
    if (vmInfo.contains("emulated-client") || vmInfo.contains("interpreted")) {
      // each vector would be an object: a hundred times slower than the scalar twin
      return new KernelChoice(
          Kernels.scalar(),
          "the JVM runs without its C2 compiler ("
              + vmInfo
              + "), which alone makes SIMD code of the kernels; start it without -XX:TieredStopAtLevel or -Xint");
    }
    Kernels simd = simd();
    return simd == null
        ? new KernelChoice(Kernels.scalar(), "the JVM offers no vectors of 128 bits or more")
        : new KernelChoice(simd, "the JVM has the vector module");
  }

  /** Linked by name: the class can't even be verified where the vector module is missing. */
  private static Kernels simd() {
    try {
      Class<?> type = Class.forName(SIMD);
      return (Kernels)
          MethodHandles.publicLookup()
              .findStatic(type, "create", MethodType.methodType(Kernels.class))
              .invoke();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("the SIMD kernels could not be made", e);
    }
  }
}
