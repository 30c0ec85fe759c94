package io.tenon.kernel;

/**
 * Functions of single elements that need an exponential, in {@code float} and without a table, so
 * that lanes compute them side by side: within 1e-7 or a millionth of the exact value, whichever is
 * more. Both twins use these formulas and numbers.
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
   * x · Φ(x), Φ the normal distribution function. Its tail below -z is e^(-z²/2) times a function
   * that is nearly t = 1 / (1 + 0.3·z), a polynomial in t: so small values keep their digits.
   */
  GELU {
    @Override
    public float of(float x) {
      float z = Math.abs(x);
      float t = 1 / (1 + G * z);
      float m = G5 + t * (G6 + t * (G7 + t * (G8 + t * G9)));
      m = G0 + t * (G1 + t * (G2 + t * (G3 + t * (G4 + t * m))));
      float tail = exp(-0.5f * z * z) * t * m;
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

  /** In {@link #GELU}, t = 1 / (1 + G·z). */
  public static final float G = 0.3f;

  /** The first coefficient. */
  public static final float G0 = 0.119686455f;

  /** The next coefficient. */
  public static final float G1 = 0.11957618f;

  /** The next coefficient. */
  public static final float G2 = 0.11020112f;

  /** The next coefficient. */
  public static final float G3 = 0.07854136f;

  /** The next coefficient. */
  public static final float G4 = 0.09573982f;

  /** The next coefficient. */
  public static final float G5 = -0.07868306f;

  /** The next coefficient. */
  public static final float G6 = 0.19093342f;

  /** The next coefficient. */
  public static final float G7 = -0.22760156f;

  /** The next coefficient. */
  public static final float G8 = 0.112185255f;

  /** The last coefficient. */
  public static final float G9 = -0.020579001f;

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
