package io.tenon.processor.pass;

import io.tenon.graph.Node;
import io.tenon.op.PartialAffine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Projections of the same input by parts of one weight that follow each other, such as attention's
 * queries, keys and values, are one product: the input is read once.
 */
final class FuseProjections {
  private FuseProjections() {}

  static Groups apply(Groups groups) {
    Set<Node> joined = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Group> result = new ArrayList<>();
    for (Group group : groups.all()) {
      if (!joined.contains(group.anchor())) {
        result.add(isProjection(group) ? longest(group, groups.all(), joined) : group);
      }
    }
    return groups.with(result);
  }

  /** The group with the next parts as long as there are some; all need the input alone. */
  private static Group longest(Group group, List<Group> all, Set<Node> joined) {
    Group longer = group;
    for (Group other : all) {
      if (isProjection(other) && follows(longer.last(), other.anchor())) {
        longer = longer.and(other.anchor());
        joined.add(other.anchor());
      }
    }
    return longer;
  }

  private static boolean isProjection(Group group) {
    return group.nodes().size() == 1
        && group.anchor().op() instanceof PartialAffine affine
        && !affine.wholeWeight();
  }

  private static boolean follows(Node node, Node next) {
    PartialAffine a = (PartialAffine) node.op();
    PartialAffine b = (PartialAffine) next.op();
    boolean follows = a.parts() == b.parts() && a.part() + 1 == b.part();
    for (int i = 0; follows && i < node.inputs().size(); i++) {
      follows = node.inputs().get(i) == next.inputs().get(i);
    }
    return follows && node.inputs().size() == next.inputs().size();
  }
}
