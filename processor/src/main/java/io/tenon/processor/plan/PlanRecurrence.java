package io.tenon.processor.plan;

import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.kernel.Panel;
import io.tenon.kernel.StripedPanel;
import io.tenon.op.Recurrence;
import io.tenon.processor.pass.Group;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Recurrent layers, one direction of one layer a task, and what is taken of their results. */
final class PlanRecurrence {
  private PlanRecurrence() {}

  static void recurrence(Planned planned, Group group, Recurrence op) {
    Node anchor = group.anchor();
    Value in = planned.toPlanes(planned.value(anchor, 0));
    int states = op.bias() ? 5 : 3;
    Value h0 = op.initial() ? planned.toPlanes(planned.value(anchor, states)) : null;
    boolean memory = op.cell().hasMemory();
    Value c0 = op.initial() && memory ? planned.toPlanes(planned.value(anchor, states + 1)) : null;
    Task.Common common = planned.common(group, "", Layout.PLANES);
    Size hidden = anchor.inputs().get(2).sizes().get(1);
    Size gates = anchor.inputs().get(2).sizes().get(0);
    Map<String, Value> beside = new LinkedHashMap<>();
    Size ofX = ofX(gates, common.base());
    List<Size> steps = new ArrayList<>(List.of(anchor.inputs().get(0).sizes().get(1), ofX));
    beside.put("ofX", scratch(planned, common, "Inputs", steps));
    beside.put("ofH", scratch(planned, common, "States", List.of(ofH(gates, common.base()))));
    beside.put("h", scratch(planned, common, "H", List.of(hidden)));
    if (memory) {
      beside.put("c", scratch(planned, common, "C", List.of(hidden)));
    }
    boolean wholeMemory = memory && group.nodes().size() == 1;
    planned.put(group, new SequenceTask.Recur(common, op, anchor, in, h0, c0, wholeMemory, beside));
  }

  /** How many products with an input are stored. */
  private static Size ofX(Size gates, String base) {
    if (!gates.isConstant()) {
      return new Size(1, List.of(base + "OfX.stored"));
    }
    return gates.factor() >= Panel.LANES ? gates : Size.of(Panel.LANES);
  }

  /** How many products with a state are stored. */
  private static Size ofH(Size gates, String base) {
    if (!gates.isConstant()) {
      return new Size(1, List.of(base + "OfH.stored"));
    }
    return Size.of(StripedPanel.stored(gates.factor()));
  }

  private static Value scratch(Planned planned, Task.Common common, String name, List<Size> sizes) {
    return common.out().scratch(planned.unique(common.base() + name), sizes);
  }
}
