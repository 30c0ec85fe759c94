package io.tenon.processor.plan;

import io.tenon.graph.Size;
import io.tenon.kernel.Panel;
import java.util.ArrayList;
import java.util.List;

/**
 * One loop of a nest: how often it turns, and how far each value moves with a turn; 0 where its
 * elements are used again.
 *
 * @param steps of the operands, and last of the result
 */
public record Axis(Amount count, List<Amount> steps) {
  private static final Amount ONE = Amount.of(1);

  /** How far a value moves. */
  public Amount step(int value) {
    return steps.get(value);
  }

  /** The loops over a result whose operands have its sizes, or 1 where they are used again. */
  public static List<Axis> broadcast(List<Value> operands, Value out) {
    boolean inBlocks = out.layout() == Layout.BLOCKS;
    List<List<Amount>> steps = new ArrayList<>();
    for (int i = 0; i <= operands.size(); i++) {
      Value value = i < operands.size() ? operands.get(i) : out;
      steps.add(inBlocks ? inBlocks(value, out) : inPlanes(value, out.rank()));
    }
    List<Amount> counts = new ArrayList<>();
    if (inBlocks) {
      counts.add(out.blocks());
      counts.add(Amount.of(out.sizes().get(1)));
      counts.add(Amount.of(out.sizes().get(2)));
      counts.add(Amount.of(Panel.LANES));
    } else {
      out.sizes().forEach(size -> counts.add(Amount.of(size)));
    }
    List<Axis> axes = new ArrayList<>();
    for (int d = 0; d < counts.size(); d++) {
      int dim = d;
      axes.add(new Axis(counts.get(d), steps.stream().map(each -> each.get(dim)).toList()));
    }
    return merged(axes);
  }

  /** Along the last {@code rank} dimensions: 0 where the value has none, or one of size 1. */
  static List<Amount> inPlanes(Value value, int rank) {
    List<Amount> steps = new ArrayList<>();
    Amount step = ONE;
    for (int d = 1; d <= rank; d++) {
      Size size = d <= value.rank() ? value.sizes().get(value.rank() - d) : Size.of(1);
      steps.add(0, size.equals(Size.of(1)) ? Amount.ZERO : step);
      step = step.times(Amount.of(size));
    }
    return steps;
  }

  /** Along blocks, rows, columns and lanes. */
  private static List<Amount> inBlocks(Value value, Value out) {
    boolean oneMap = value.rank() < 3 || !value.sizes().get(0).equals(out.sizes().get(0));
    int height = value.rank() < 2 ? 1 : value.size(value.rank() - 2);
    int width = value.rank() < 1 ? 1 : value.size(value.rank() - 1);
    long lanes = value.layout() == Layout.BLOCKS ? Panel.LANES : 1;
    return List.of(
        Amount.of(oneMap ? 0 : lanes * height * width),
        Amount.of(height == 1 ? 0 : width * lanes),
        Amount.of(width == 1 ? 0 : lanes),
        Amount.of(oneMap ? 0 : 1));
  }

  /** The loops over a result in planes, where each of its dimensions moves so far in an operand. */
  static List<Axis> copy(List<Size> sizes, List<Amount> steps) {
    List<Axis> axes = new ArrayList<>();
    for (int d = 0; d < sizes.size(); d++) {
      axes.add(new Axis(Amount.of(sizes.get(d)), List.of(steps.get(d))));
    }
    return written(axes);
  }

  /** Loops over an operand, in the order in which the result is written without gaps. */
  static List<Axis> written(List<Axis> read) {
    List<Axis> axes = new ArrayList<>();
    Amount step = ONE;
    for (int d = read.size() - 1; d >= 0; d--) {
      Axis axis = read.get(d);
      axes.add(0, new Axis(axis.count, List.of(axis.step(0), step)));
      step = step.times(axis.count);
    }
    return merged(axes);
  }

  /** Fewer loops: one that turns once goes, and two that all values go through as one are one. */
  public static List<Axis> merged(List<Axis> axes) {
    List<Axis> merged = new ArrayList<>();
    for (Axis axis : axes) {
      if (axis.count.equals(ONE)) {
        continue;
      }
      Axis outer = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      if (outer != null && outer.continues(axis)) {
        merged.set(merged.size() - 1, new Axis(outer.count.times(axis.count), axis.steps));
      } else {
        merged.add(axis);
      }
    }
    return List.copyOf(merged);
  }

  private boolean continues(Axis inner) {
    for (int i = 0; i < steps.size(); i++) {
      if (!steps.get(i).equals(inner.steps.get(i).times(inner.count))) {
        return false;
      }
    }
    return true;
  }
}
