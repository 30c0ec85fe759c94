package io.tenon.processor.plan;

import io.tenon.graph.Node;
import io.tenon.kernel.Panel;
import java.util.List;

/**
 * Operations on elements of several values, all done to a strip of them while it is in the cache.
 *
 * @param operands whose values are the inputs
 * @param lines the operations in their order
 * @param strips where results of operations lie that don't lie in the result; null for none
 */
public record Pointwise(
    Common common, List<Value> inputs, List<Node> operands, List<Line> lines, Value strips)
    implements Task {
  /** How many elements are a strip: some 4 KB of each value, so that several of them stay in L1. */
  public static final int STRIP = 1_024;

  private static final String NAMES = "abcdef";

  /**
   * One operation.
   *
   * @param from where its operands are: the number of an input, or one more for the result and more
   *     for strips
   * @param to where its result goes
   */
  public record Line(Node node, List<Integer> from, int to) {}

  /**
   * Whether the two innermost loops go through positions of 16 channels, and some operand has one
   * number for each channel.
   */
  public static boolean isOfLanes(List<Axis> axes) {
    if (axes.size() < 2) {
      return false;
    }
    Axis lane = axes.get(axes.size() - 1);
    Axis position = axes.get(axes.size() - 2);
    Amount lanes = Amount.of(Panel.LANES);
    boolean fits = lane.count().equals(lanes);
    for (int value = 0; fits && value < lane.steps().size(); value++) {
      boolean still = position.step(value).equals(Amount.ZERO);
      boolean each = lane.step(value).equals(Amount.of(1));
      boolean same = still && lane.step(value).equals(Amount.ZERO);
      fits = same || each && (still || position.step(value).equals(lanes));
    }
    return fits;
  }

  /** The first input, if only the first operation reads it: the result may lie in its place. */
  Value replaceable() {
    Node first = lines.get(0).node().inputs().get(0);
    int at = operands.indexOf(first);
    boolean again = lines.stream().skip(1).anyMatch(line -> line.from().contains(at));
    return again ? null : inputs.get(at);
  }

  @Override
  public List<String> inputNames() {
    return List.of(NAMES.split("")).subList(0, inputs.size());
  }

  @Override
  public List<Value> scratch() {
    return strips == null ? List.of() : List.of(strips);
  }

  @Override
  public List<Value> ownScratch() {
    return scratch();
  }

  @Override
  public List<String> scratchNames() {
    return strips == null ? List.of() : List.of("strips");
  }
}
