package io.tenon.processor.pass;

import io.tenon.op.Recurrence;
import io.tenon.op.Select;

/** Of an LSTM whose hidden states alone are needed, the cell states of all steps are not stored. */
final class FuseCellStates {
  private static final Select HIDDEN = new Select(1, 0);

  private FuseCellStates() {}

  static Groups apply(Groups groups) {
    return groups.join(
        (group, next) ->
            group.nodes().size() == 1
                && group.anchor().op() instanceof Recurrence layer
                && layer.cell().hasMemory()
                && next.op().equals(HIDDEN));
  }
}
