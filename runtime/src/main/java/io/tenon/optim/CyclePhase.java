package io.tenon.optim;

import java.util.List;

/**
 * A part of {@link OneCycleLR}'s way between two levels; 0, 1 and 2 are the first, the one at the
 * largest rate and the last. Steps are fractions where PyTorch's are.
 */
record CyclePhase(double startStep, double endStep, int from, int to) {

  /** What a rate or momentum is at the beginning, at the largest rate and at the end. */
  record Levels(double first, double turn, double last) {
    private double get(int number) {
      return number == 0 ? first : number == 1 ? turn : last;
    }
  }

  static List<CyclePhase> of(double share, int totalSteps, boolean three) {
    double top = share * totalSteps - 1;
    double end = totalSteps - 1;
    if (!three) {
      return List.of(new CyclePhase(0, top, 0, 1), new CyclePhase(top, end, 1, 2));
    }
    double back = 2 * share * totalSteps - 2;
    return List.of(
        new CyclePhase(0, top, 0, 1),
        new CyclePhase(top, back, 1, 0),
        new CyclePhase(back, end, 0, 2));
  }

  static CyclePhase at(int step, List<CyclePhase> phases) {
    for (CyclePhase phase : phases) {
      if (step <= phase.endStep) {
        return phase;
      }
    }
    return phases.get(phases.size() - 1);
  }

  double rate(int step, boolean linear, Levels levels) {
    double start = levels.get(from);
    double end = levels.get(to);
    // A phase of no length is at its end.
    double done = endStep == startStep ? 1 : (step - startStep) / (endStep - startStep);
    if (linear) {
      return (end - start) * done + start;
    }
    return end + (start - end) / 2 * (Math.cos(Math.PI * done) + 1);
  }
}
