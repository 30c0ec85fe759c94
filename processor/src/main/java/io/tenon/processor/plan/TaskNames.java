package io.tenon.processor.plan;

import io.tenon.graph.Node;
import io.tenon.op.AttentionWeights;
import io.tenon.op.Elementwise;
import io.tenon.op.PartialAffine;
import io.tenon.op.Pooling;
import io.tenon.op.Recurrence;
import io.tenon.op.ScaledDotProductAttention;
import io.tenon.processor.pass.Group;
import java.util.List;
import java.util.Locale;

/**
 * What tasks are called: after the layer or function that a group begins with, and what follows.
 */
final class TaskNames {
  private static final int MOST = 4; // names in a name

  private TaskNames() {}

  /** A layer's path; a function that a module of the user's calls has its name behind it. */
  static String wanted(Node anchor) {
    String module = anchor.module();
    if (anchor.op() instanceof PartialAffine part && !module.isEmpty()) {
      return module + (part.part() == 0 ? ".in_proj" : part.part() == 1 ? ".k_proj" : ".v_proj");
    }
    if (anchor.op() instanceof AttentionWeights
        || anchor.op() instanceof ScaledDotProductAttention) {
      return module.isEmpty() ? "attention" : module;
    }
    if (anchor.op() instanceof Recurrence) { // gru.weight_ih_l0_reverse is gruL0Reverse
      return anchor.inputs().get(1).name().replace("weight_ih_", "");
    }
    if (module.isEmpty()) {
      return anchor.name();
    }
    boolean layer = anchor.inputs().stream().anyMatch(in -> in.name().startsWith(module + "."));
    String last = module.substring(module.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    String function = anchor.name().replace("_", "");
    boolean alike = last.contains(function) || function.contains(last.replaceAll("[0-9_]", "x"));
    return layer || alike ? module : module + "." + anchor.name();
  }

  /** What comes after the anchor: {@code ReluMaxPool}; the last of many: {@code ToAdd}. */
  static String suffix(Group group) {
    if (group.computed().size() > MOST) {
      return "To" + Names.upper(Names.camel(group.last().name()));
    }
    StringBuilder suffix = new StringBuilder();
    for (Node node : group.computed()) {
      if (node.op() instanceof Pooling) {
        suffix.append("MaxPool");
      } else {
        suffix.append(Names.upper(Names.camel(node.name())));
      }
    }
    return suffix.toString();
  }

  /** The functions of single elements in a group that no weights take. */
  static List<Elementwise> functions(Group group) {
    List<Node> folded = group.folded();
    return group.nodes().stream()
        .filter(node -> !folded.contains(node))
        .map(Node::op)
        .filter(Elementwise.class::isInstance)
        .map(Elementwise.class::cast)
        .toList();
  }
}
