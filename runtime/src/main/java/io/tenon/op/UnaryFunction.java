package io.tenon.op;

import io.tenon.kernel.Curve;
import io.tenon.kernel.Kernels;
import java.util.Locale;

/**
 * The functions that {@link Elementwise} applies; formulas are those of PyTorch's documentation.
 */
public enum UnaryFunction {
  /** max(0, x). */
  RELU((x, a, b) -> x < 0 ? 0 : x),
  /** min(6, max(0, x)). */
  RELU6((x, a, b) -> x < 0 ? 0 : x > 6 ? 6 : x),
  /** x below zero times a. */
  LEAKY_RELU((x, a, b) -> x < 0 ? x * a : x),
  /** a · (eˣ - 1) below zero. */
  ELU((x, a, b) -> x < 0 ? (float) (a * Math.expm1(x)) : x),
  /** 1.0507 · ELU with 1.6733. */
  SELU(
      (x, a, b) -> (float) (1.0507009873554805 * (x < 0 ? 1.6732632423543772 * Math.expm1(x) : x))),
  /** x · Φ(x), Φ the normal distribution function. */
  GELU(Curve.GELU),
  /** x/2 · (1 + tanh(√(2/π) · (x + 0.044715·x³))). */
  GELU_TANH(Curve.GELU_TANH),
  /** x · σ(x). */
  SILU(Curve.SILU),
  /** 1 / (1 + e⁻ˣ). */
  SIGMOID(Curve.SIGMOID),
  /** tanh x. */
  TANH(Curve.TANH),
  /** x · relu6(x + 3) / 6. */
  HARDSWISH((x, a, b) -> x <= -3 ? 0 : x >= 3 ? x : x * (x + 3) / 6),
  /** relu6(x + 3) / 6. */
  HARDSIGMOID((x, a, b) -> x <= -3 ? 0 : x >= 3 ? 1 : (x + 3) / 6),
  /** min(b, max(a, x)). */
  HARDTANH((x, a, b) -> x < a ? a : x > b ? b : x),
  /** log(1 + e^(a·x)) / a, or x where a·x is above b. */
  SOFTPLUS((x, a, b) -> x * a > b ? x : (float) (Math.log1p(Math.exp(x * a)) / a)),
  /** x · tanh(softplus(x)). */
  MISH((x, a, b) -> (float) (x * Math.tanh(Math.log1p(Math.exp(x))))),
  /** eˣ. */
  EXP((x, a, b) -> (float) Math.exp(x)),
  /** √x. */
  SQRT((x, a, b) -> (float) Math.sqrt(x)),
  /** -x. */
  NEG((x, a, b) -> -x),
  /** x + a. */
  ADD_NUMBER((x, a, b) -> x + a),
  /** x - a. */
  SUB_NUMBER((x, a, b) -> x - a),
  /** x · a. */
  MUL_NUMBER((x, a, b) -> x * a),
  /** x / a. */
  DIV_NUMBER((x, a, b) -> x / a);

  private interface Formula {
    float of(float x, float a, float b);
  }

  private final Formula formula;
  private final Curve curve; // the kernels' form; null where they have none

  UnaryFunction(Formula formula) {
    this.formula = formula;
    this.curve = null;
  }

  UnaryFunction(Curve curve) {
    this.formula = (x, a, b) -> curve.of(x);
    this.curve = curve;
  }

  /** PyTorch's name of the function. */
  public String torchName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Applies the function to {@code count} elements; {@code y} may be {@code x}. */
  public void apply(float[] x, int xAt, float[] y, int yAt, int count, float a, float b) {
    if (this == RELU) { // much the most frequent: a loop of its own, which C2 vectorises
      for (int i = 0; i < count; i++) {
        float v = x[xAt + i];
        y[yAt + i] = v < 0 ? 0 : v;
      }
      return;
    }
    if (curve != null) {
      Kernels.active().curve(curve, x, xAt, y, yAt, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      y[yAt + i] = formula.of(x[xAt + i], a, b);
    }
  }
}
