package io.tenon.optim;

/**
 * Adam's running averages of a parameter's gradients and of their squares: {@code m = β1 m + (1 -
 * β1) g} and {@code v = β2 v + (1 - β2) g²}.
 */
final class Moments {
  final float[] means;
  final float[] squares;
  private final float takenMean;
  private final float kept;
  private final float takenSquare;

  Moments(Update one) {
    means = one.buffer("exp_avg");
    squares = one.buffer("exp_avg_sq");
    takenMean = (float) (1 - one.get(Setting.BETA1));
    kept = (float) one.get(Setting.BETA2);
    takenSquare = (float) (1 - one.get(Setting.BETA2));
  }

  void take(int i, float gradient) {
    means[i] += takenMean * (gradient - means[i]);
    squares[i] = squares[i] * kept + takenSquare * gradient * gradient;
  }
}
