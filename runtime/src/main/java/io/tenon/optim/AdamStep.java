package io.tenon.optim;

/** The step that {@link Adam} and {@link AdamW} have in common. */
final class AdamStep {
  private AdamStep() {}

  static void update(Update one) {
    double correction1 = 1 - Math.pow(one.get(Setting.BETA1), one.state.step);
    double correction2 = 1 - Math.pow(one.get(Setting.BETA2), one.state.step);
    float lr = (float) (one.get(Setting.LR) / correction1);
    float root = (float) Math.sqrt(correction2);
    float eps = (float) one.get(Setting.EPS);
    Moments moments = new Moments(one);
    float[] largest = one.is(Setting.AMSGRAD) ? one.buffer("max_exp_avg_sq") : null;
    for (int i = 0; i < one.count; i++) {
      moments.take(i, one.gradient(i));
      float square = moments.squares[i];
      if (largest != null) {
        largest[i] = Math.max(largest[i], square);
        square = largest[i];
      }
      one.add(i, -lr * moments.means[i] / ((float) Math.sqrt(square) / root + eps));
    }
  }
}
