package io.tenon.kernel;

/**
 * Functions of single elements that are made of exponentials, in {@code float} and without a table,
 * so that lanes compute them side by side: within 1e-7 or a millionth of the exact value, whichever
 * is more. Both twins use these formulas and numbers.
 *
 * <p>The polynomials are weighted least-squares fits (Lawson's iteration) of the functions
 * themselves; their own errors are below 1e-8.
 */
public enum Curve {
  /** 1 / (1 + e⁻ˣ). */
  SIGMOID {
    @Override
    public float of(float x) {
      return 1 / (1 + exp(-x));
    }
  },
  /**
   * tanh x = m / (m + 2), m = e^(2·|x|) - 1, with the sign of x. The 1 is taken from the power of
   * two alone, so that small values keep their digits.
   */
  TANH {
    @Override
    public float of(float x) {
      float v = 2 * Math.abs(x);
      v = v > TANH_ONE_ABOVE ? TANH_ONE_ABOVE : v;
      float rounded = v * LOG2E + ROUNDING;
      float n = rounded - ROUNDING;
      float r = v - n * LN2_HIGH - n * LN2_LOW;
      float q = r + r * r * (E0 + r * (E1 + r * (E2 + r * (E3 + r * E4))));
      float power = Float.intBitsToFloat(Float.floatToRawIntBits(rounded) + 127 << 23);
      float m = power * q + (power - 1);
      float t = m / (m + 2);
      return Math.copySign(t, x);
    }
  },
  /** x · σ(x). */
  SILU {
    @Override
    public float of(float x) {
      return x / (1 + exp(-x));
    }
  },
  /**
   * x · Φ(x), Φ the normal distribution function. Its tail below -z is a polynomial in z to the
   * power of eight, so small values keep their digits, without an exponential or a division.
   */
  GELU {
    @Override
    public float of(float x) {
      float z = Math.abs(x);
      float p = G4 + z * (G5 + z * (G6 + z * (G7 + z * G8)));
      p = G0 + z * (G1 + z * (G2 + z * (G3 + z * p)));
      p *= p;
      p *= p;
      float tail = z > NO_TAIL_ABOVE ? 0 : p * p;
      return x < 0 ? x * tail : x * (1 - tail);
    }
  },
  /** x/2 · (1 + tanh u) = x · σ(2·u), u = √(2/π) · (x + 0.044715·x³). */
  GELU_TANH {
    @Override
    public float of(float x) {
      return x / (1 + exp(-x * (GT0 + GT1 * x * x)));
    }
  };

  /** 1 / ln 2. */
  public static final float LOG2E = 1.44269504f;

  /** Adding it rounds to an integer, which then is the sum's last bits. */
  public static final float ROUNDING = 12_582_912f;

  /** ln 2 to 9 bits: its products with integers are exact. */
  public static final float LN2_HIGH = 0.693359375f;

  /** What is missing. */
  public static final float LN2_LOW = -2.12194440e-4f;

  /** Below, an exponential is no normal number, and taken for 0. */
  public static final float LOWEST = -87.33f;

  /** Above, it is taken for infinite. */
  public static final float HIGHEST = 88.37f;

  /** e^r = 1 + r + r² · (E0 + E1·r + …) for |r| up to ln 2 / 2. */
  public static final float E0 = 0.49999994f;

  /** The next coefficient. */
  public static final float E1 = 0.16666515f;

  /** The next coefficient. */
  public static final float E2 = 0.041668456f;

  /** The next coefficient. */
  public static final float E3 = 0.008369419f;

  /** The last coefficient. */
  public static final float E4 = 0.0013813142f;

  /** Where 2·|x| is more, tanh x is 1 in a {@code float}. */
  public static final float TANH_ONE_ABOVE = 20;

  /** Where |x| is more, what {@link #GELU} takes of the tail is below 1e-7. */
  public static final float NO_TAIL_ABOVE = 5.7f;

  /** Φ(-z) = (G0 + G1·z + … + G8·z⁸)⁸. */
  public static final float G0 = 0.91700405f;

  /** The next coefficient. */
  public static final float G1 = -0.09145776f;

  /** The next coefficient. */
  public static final float G2 = -0.031926878f;

  /** The next coefficient. */
  public static final float G3 = -6.739083e-4f;

  /** The next coefficient. */
  public static final float G4 = 0.0015060905f;

  /** The next coefficient. */
  public static final float G5 = 3.3416454e-5f;

  /** The next coefficient. */
  public static final float G6 = -6.0002094e-5f;

  /** The next coefficient. */
  public static final float G7 = 7.440156e-6f;

  /** The last coefficient. */
  public static final float G8 = -2.9339364e-7f;

  /** 2·√(2/π). */
  public static final float GT0 = 1.5957691f;

  /** That times 0.044715. */
  public static final float GT1 = 0.07135482f;

  /** The function of one number. */
  public abstract float of(float x);

  /** eˣ; 0 below {@link #LOWEST}, infinite above {@link #HIGHEST}; NaN stays NaN. */
  public static float exp(float x) {
    if (x < LOWEST) {
      return 0;
    }
    if (x > HIGHEST) {
      return Float.POSITIVE_INFINITY;
    }
    float rounded = x * LOG2E + ROUNDING;
    float n = rounded - ROUNDING;
    float r = x - n * LN2_HIGH - n * LN2_LOW;
    float p = 1 + r + r * r * (E0 + r * (E1 + r * (E2 + r * (E3 + r * E4))));
    int exponent = Float.floatToRawIntBits(rounded) + 127; // beside bits that are shifted out
    return p * Float.intBitsToFloat(exponent << 23);
  }
}
