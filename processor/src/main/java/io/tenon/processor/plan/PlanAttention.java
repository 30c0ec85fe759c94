package io.tenon.processor.plan;

import io.tenon.DType;
import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.kernel.AttentionHead;
import io.tenon.op.AttentionValues;
import io.tenon.op.AttentionWeights;
import io.tenon.op.Gather;
import io.tenon.op.Narrow;
import io.tenon.op.ScaledDotProductAttention;
import io.tenon.processor.pass.FuseHeads;
import io.tenon.processor.pass.Group;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Embeddings, and attention of all heads as one task. */
final class PlanAttention {
  private PlanAttention() {}

  static void embedding(Planned planned, Group group, Gather op) {
    Node anchor = group.anchor();
    Node weight = anchor.inputs().get(1);
    Planned.require(weight.kind() == Node.Kind.WEIGHT, anchor, "an embedding of no weight");
    Value ids = planned.integers(anchor, 0);
    Value rows = planned.operand(anchor, 1);
    Task.Common common = planned.common(group, "", Layout.PLANES);
    planned.put(group, new Task.Embed(common, ids, rows));
  }

  static void valuesAlone(Planned planned, Group group, AttentionValues op) {
    throw new NotCompiledException(group.anchor(), "attention whose weights are used elsewhere");
  }

  static void attention(Planned planned, Group group, AttentionWeights op) {
    Node anchor = group.anchor();
    Planned.require(
        group.last().op() instanceof AttentionValues,
        anchor,
        "attention whose weights are used elsewhere");
    Planned.require(
        anchor.inputs().get(0).sizes().get(2).isConstant()
            && group.last().sizes().get(2).isConstant(),
        anchor,
        "attention of unknown width");
    Value q = rows(planned, anchor, 0);
    Value k = rows(planned, anchor, 1);
    Value v = rows(planned, group.last(), 1);
    Planned.require(
        q.size(1) == v.size(1), anchor, "attention whose values are wider than its queries");
    Value mask = op.mask() ? mask(planned, anchor, 2) : null;
    Value padding = op.padding() ? mask(planned, anchor, anchor.inputs().size() - 1) : null;
    Task.Common common = planned.common(group, "", Layout.PLANES);
    Size keys = k.sizes().get(0);
    Map<String, Value> beside = scratch(planned, common, q.size(1) / op.heads(), keys);
    if (mask != null && mask.dtype() == DType.INT64) {
      add(planned, common, beside, "maskAdded", q.sizes().get(0), keys);
    }
    if (padding != null && padding.dtype() == DType.INT64) {
      add(planned, common, beside, "paddingAdded", keys);
    }
    planned.put(
        group,
        new Task.Attend(common, op.heads(), op.causal(), false, q, k, v, mask, padding, beside));
  }

  static void dotProduct(Planned planned, Group group, ScaledDotProductAttention op) {
    Node anchor = group.anchor();
    Planned.require(!op.mask(), anchor, op.name() + " with a mask");
    List<Size> shape = anchor.inputs().get(0).sizes();
    Planned.require(
        shape.size() == 4 && shape.get(1).isConstant() && shape.get(3).isConstant(),
        anchor,
        op.name() + " of " + shape);
    boolean apart = group.nodes().size() == 1;
    List<Value> operands = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      operands.add(
          apart
              ? planned.toPlanes(planned.value(anchor, i))
              : rows(planned, FuseHeads.rows(anchor.inputs().get(i))));
    }
    Value k = operands.get(1);
    Task.Common common = planned.common(group, "", Layout.PLANES);
    Size keys = k.sizes().get(apart ? 1 : 0);
    Map<String, Value> beside = scratch(planned, common, shape.get(3).factor(), keys);
    planned.put(
        group,
        new Task.Attend(
            common,
            shape.get(1).factor(),
            op.causal(),
            apart,
            operands.get(0),
            k,
            operands.get(2),
            null,
            null,
            beside));
  }

  private static Map<String, Value> scratch(
      Planned planned, Task.Common common, int width, Size keys) {
    Map<String, Value> beside = new LinkedHashMap<>();
    add(planned, common, beside, "packed", Size.of(width), keys);
    add(planned, common, beside, "scores", Size.of(AttentionHead.QUERIES), keys);
    return beside;
  }

  private static void add(
      Planned planned, Task.Common common, Map<String, Value> to, String name, Size... sizes) {
    String unique = planned.unique(common.base() + Names.upper(name));
    to.put(name, common.out().scratch(unique, new ArrayList<>(List.of(sizes))));
  }

  /** Rows of features, which may be columns of wider ones. */
  private static Value rows(Planned planned, Node node, int operand) {
    planned.raw(node, operand);
    return rows(planned, node.inputs().get(operand));
  }

  private static Value rows(Planned planned, Node node) {
    if (FuseHeads.isNarrow(node) && planned.of(node) == null) {
      Narrow narrow = (Narrow) node.op();
      Value wide = planned.toPlanes(planned.raw(node, 0));
      return wide.columns(Amount.of(narrow.start()), node.sizes().get(narrow.dim()));
    }
    Value value = planned.of(node);
    return value.layout() == Layout.COLUMNS ? value : planned.toPlanes(value);
  }

  private static Value mask(Planned planned, Node node, int operand) {
    return node.inputs().get(operand).dtype() == DType.INT64
        ? planned.integers(node, operand)
        : planned.operand(node, operand);
  }
}
