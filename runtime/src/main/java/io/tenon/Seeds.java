package io.tenon;

/**
 * The random numbers that initial weights and dropout draw from: PyTorch's CPU generator, the
 * Mersenne Twister MT19937 (Matsumoto and Nishimura, 1998), so that the same seed gives the same
 * uniform weights. One generator for the whole process, as PyTorch has.
 */
public final class Seeds {
  private static final int SIZE = 624;
  private static final int SHIFT = 397;
  private static final int[] STATE = new int[SIZE];
  private static int next;

  static {
    manualSeed(System.nanoTime());
  }

  private Seeds() {}

  /** {@code torch.manual_seed}: of {@code seed} the lower 32 bits count. */
  public static synchronized void manualSeed(long seed) {
    STATE[0] = (int) seed;
    for (int i = 1; i < SIZE; i++) {
      STATE[i] = 1812433253 * (STATE[i - 1] ^ STATE[i - 1] >>> 30) + i;
    }
    next = SIZE;
  }

  /** A uniform number in [0, 1) with 24 random bits, one draw of 32. */
  public static double uniform() {
    return (random() & 0xffffff) * 0x1p-24;
  }

  private static synchronized int random() {
    if (next == SIZE) {
      for (int i = 0; i < SIZE; i++) {
        int y = STATE[i] & 0x80000000 | STATE[(i + 1) % SIZE] & 0x7fffffff;
        STATE[i] = STATE[(i + SHIFT) % SIZE] ^ y >>> 1 ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
      }
      next = 0;
    }
    int y = STATE[next++];
    y ^= y >>> 11;
    y ^= y << 7 & 0x9d2c5680;
    y ^= y << 15 & 0xefc60000;
    return y ^ y >>> 18;
  }
}
