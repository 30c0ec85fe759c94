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

  /** The second of two numbers that {@link #normal} made at once; NaN if it was taken. */
  private static double spare = Double.NaN;

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
    spare = Double.NaN;
  }

  /** A uniform number in [0, 1) with 24 random bits, one draw of 32. */
  public static double uniform() {
    return (random() & 0xffffff) * 0x1p-24;
  }

  /**
   * {@code count} numbers as {@link #uniform()} gives them, each {@code step} behind the one
   * before; nobody else's come between. A float holds all 24 bits.
   */
  public static synchronized void uniform(float[] y, int yAt, int step, int count) {
    for (int i = 0; i < count; i++) {
      y[yAt + i * step] = (random() & 0xffffff) * 0x1p-24f;
    }
  }

  /** A uniform number in [0, 1) with 53 random bits, two draws of 32. */
  private static double uniform53() {
    long high = random();
    long low = random() & 0xffffffffL;
    return ((high << 32 | low) & (1L << 53) - 1) * 0x1p-53;
  }

  /**
   * A normal number of mean 0 and deviation 1, by the method of Box and Muller (1958), two at a
   * time, as PyTorch draws few of them.
   */
  public static synchronized double normal() {
    if (!Double.isNaN(spare)) {
      double second = spare;
      spare = Double.NaN;
      return second;
    }
    double angle = 2 * Math.PI * uniform53();
    double radius = Math.sqrt(-2 * Math.log1p(-uniform53()));
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /** A number from 0 to {@code bound - 1}, one draw of 32, as PyTorch draws permutations. */
  public static int below(int bound) {
    return (int) ((random() & 0xffffffffL) % bound);
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
