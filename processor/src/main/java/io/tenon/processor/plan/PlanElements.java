package io.tenon.processor.plan;

import io.tenon.DType;
import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.op.Arithmetic;
import io.tenon.op.BatchNormalization;
import io.tenon.op.Elementwise;
import io.tenon.op.LayerNormalization;
import io.tenon.op.Padding;
import io.tenon.processor.pass.Group;
import java.util.ArrayList;
import java.util.List;

/** What is done to elements by themselves, and to channels by factors that are known. */
final class PlanElements {
  private PlanElements() {}

  static void function(Planned planned, Group group, Elementwise op) {
    if (PlanPointwise.fuses(group)) {
      PlanPointwise.chain(planned, group);
      return;
    }
    Node anchor = group.anchor();
    boolean weight = anchor.inputs().get(0).kind() == Node.Kind.WEIGHT;
    Value in = weight ? planned.operand(anchor, 0) : planned.value(anchor, 0);
    Task.Common common = planned.common(group, "", in.layout());
    planned.put(group, new Task.Map(common, List.of(in), null, TaskNames.functions(group)));
  }

  /**
   * Two values, each of them weights as they are, the same for all samples, or smaller where its
   * elements are used again. Maps stay in blocks if one that is as large as the result lies so.
   */
  static void arithmetic(Planned planned, Group group, Arithmetic arithmetic) {
    Node anchor = group.anchor();
    if (group.last().op() instanceof LayerNormalization norm) {
      PlanRows.sumNorm(planned, group, norm);
      return;
    }
    if (PlanPointwise.fuses(group)) {
      PlanPointwise.chain(planned, group);
      return;
    }
    List<Value> operands = new ArrayList<>();
    for (int i = 0; i < anchor.inputs().size(); i++) {
      operands.add(operand(planned, anchor, i));
    }
    Layout layout = alike(planned, operands, planned.sample(anchor));
    Task.Common common = planned.common(group, TaskNames.suffix(group), layout);
    planned.put(group, new Task.Map(common, operands, arithmetic, TaskNames.functions(group)));
  }

  /** An operand, in whatever layout it has, with as many dimensions as the result. */
  static Value operand(Planned planned, Node node, int operand) {
    Node input = node.inputs().get(operand);
    Planned.require(input.dtype() == DType.FLOAT32, node, node.name() + " of " + input.dtype());
    Value value = planned.any(node, operand);
    boolean ofBatch = value.rank() > planned.sample(node).size(); // 1 where others have N
    return ofBatch ? value.view(value.sizes().subList(1, value.rank())) : value;
  }

  /** Makes operands lie alike, in the layout that is returned. */
  static Layout alike(Planned planned, List<Value> operands, List<Size> sizes) {
    boolean inBlocks =
        operands.stream().anyMatch(v -> v.layout() == Layout.BLOCKS && v.sizes().equals(sizes));
    operands.replaceAll(
        value ->
            inBlocks && hasChannels(value, sizes)
                ? planned.toBlocks(value)
                : inBlocks && value.layout() == Layout.BLOCKS || value.isStrided()
                    ? value
                    : planned.toPlanes(value));
    return inBlocks ? Layout.BLOCKS : Layout.PLANES;
  }

  private static boolean hasChannels(Value value, List<Size> sizes) {
    return value.rank() == 3 && value.sizes().get(0).equals(sizes.get(0));
  }

  static void batchNorm(Planned planned, Group group, BatchNormalization norm) {
    Node anchor = group.anchor();
    planned.requireMaps(anchor);
    if (norm.batchStatistics()) {
      PlanBatches.batchNorm(planned, group, norm);
      return;
    }
    Value in = perChannel(planned, anchor);
    boolean blocks = in.layout() == Layout.BLOCKS;
    Padding border = blocks ? PlanBorders.around(planned.groups(), group) : Padding.NONE;
    Task.Common common = planned.common(group, TaskNames.suffix(group), in.layout(), border);
    planned.put(group, new Task.Normalize(common, in, anchor, TaskNames.functions(group)));
  }

  /** An operand in blocks or in planes, where one channel lies after the other. */
  static Value perChannel(Planned planned, Node node) {
    Value in = planned.value(node, 0);
    return in.layout() == Layout.BLOCKS ? in : planned.toPlanes(in);
  }
}
