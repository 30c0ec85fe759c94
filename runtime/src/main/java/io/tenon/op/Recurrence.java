package io.tenon.op;

import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.SizeNames;
import io.tenon.Tensor;
import io.tenon.kernel.Kernels;
import io.tenon.kernel.TimeSteps;
import java.util.List;
import java.util.Locale;

/**
 * One layer of a recurrent network in one direction, over all time steps: input x [N, T, I], {@code
 * weight_ih} [G·H, I], {@code weight_hh} [G·H, H], then with {@code bias} {@code bias_ih} and
 * {@code bias_hh} [G·H], then with {@code initial} the state before the first step, h [N, H] and
 * for an LSTM c [N, H]. G is the number of gates. The result is h after each step, [N, T, H]; an
 * LSTM's is [N, 2, T, H], h and then c. A reversed one begins at the last step; its results lie at
 * the steps of their inputs.
 */
public record Recurrence(RecurrentCell cell, boolean bias, boolean initial, boolean reverse)
    implements Op {
  @Override
  public String name() {
    return cell.torchName();
  }

  @Override
  public String attributes() {
    return "bias=" + bias + ", initial=" + initial + ", reverse=" + reverse;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    Shape weight = inputs.get(1);
    int hidden = inputs.get(2).size(1);
    int rows = Math.multiplyExact(cell.gates(), hidden);
    if (x.rank() != 3) {
      throw new ShapeError(
          name() + ": expected an input of 3 dimensions [N, T, I], but got " + x,
          x.rank() == 2 ? "add the batch dimension: x.view(1, ...)" : null);
    }
    if (x.size(2) != weight.size(1)) {
      throw new ShapeError(
          String.format(
              Locale.ROOT,
              "%s: input has %s features, but the weight expects %s (input %s, weight_ih %s)",
              name(),
              SizeNames.of(x.size(2)),
              SizeNames.of(weight.size(1)),
              x,
              weight),
          "give the layer " + SizeNames.of(x.size(2)) + " input features");
    }
    require("weight_ih", weight, Shape.of(rows, x.size(2)));
    require("weight_hh", inputs.get(2), Shape.of(rows, hidden));
    int next = 3;
    if (bias) {
      require("bias_ih", inputs.get(next++), Shape.of(rows));
      require("bias_hh", inputs.get(next++), Shape.of(rows));
    }
    Shape state = Shape.of(x.size(0), hidden);
    if (initial) {
      require("the initial hidden state", inputs.get(next++), state);
      if (cell.hasMemory()) {
        require("the initial cell state", inputs.get(next), state);
      }
    }
    return cell.hasMemory()
        ? Shape.of(x.size(0), 2, x.size(1), hidden)
        : Shape.of(x.size(0), x.size(1), hidden);
  }

  private void require(String what, Shape actual, Shape expected) {
    if (!actual.equals(expected)) {
      throw new ShapeError(
          name() + ": " + what + " has shape " + actual + ", but " + expected + " is expected");
    }
  }

  @Override
  public long multiplyAdds(List<Shape> inputs, Shape result) {
    long steps = (long) inputs.get(0).size(0) * inputs.get(0).size(1);
    return steps * (inputs.get(1).elements() + inputs.get(2).elements());
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    int states = bias ? 5 : 3;
    TimeSteps.run(
        Kernels.active(),
        this,
        inputs.get(0),
        inputs.get(1),
        inputs.get(2),
        bias ? inputs.get(3) : null,
        bias ? inputs.get(4) : null,
        initial ? inputs.get(states) : null,
        initial && cell.hasMemory() ? inputs.get(states + 1) : null,
        result);
  }
}
