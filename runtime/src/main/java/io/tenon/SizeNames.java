package io.tenon;

import java.util.function.IntFunction;

/**
 * How sizes are written in messages. While a network is traced, a size such as the batch stands for
 * a symbol, and a message must say {@code N}, not the number that stands for it. The tracer sets
 * that reading for its own thread.
 */
public final class SizeNames {
  private static final IntFunction<String> DIGITS = Integer::toString;
  private static final ThreadLocal<IntFunction<String>> READING =
      ThreadLocal.withInitial(() -> DIGITS);

  private SizeNames() {}

  /** The text for {@code size}: its digits, or its symbols while tracing. */
  public static String of(int size) {
    return READING.get().apply(size);
  }

  /** Sets this thread's reading; {@code null} restores plain digits. For the tracer alone. */
  public static void reading(IntFunction<String> reading) {
    if (reading == null) {
      READING.remove();
    } else {
      READING.set(reading);
    }
  }
}
