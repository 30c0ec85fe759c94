package io.tenon.processor.emit;

import com.palantir.javapoet.CodeBlock;
import io.tenon.kernel.Panel;
import io.tenon.processor.plan.Amount;

/**
 * A member's part of a number of rows, for a call that takes any number: {@code from} and {@code
 * count}; all of them if the forward is not split.
 */
final class Share {
  /** Positions that no tile leaves over. */
  static final int TILE = 4;

  /** Outputs that are enough blocks to divide. */
  static final int MANY_OUTPUTS = 4 * Panel.LANES;

  private final boolean split;
  private final String all;
  private final int together;

  /** A part of {@code all} rows. */
  Share(Scope scope, String all) {
    this(scope, all, 1);
  }

  /**
   * @param together how many stay together
   */
  Share(Scope scope, String all, int together) {
    this(scope.inTeams() && !all.equals("1"), all, together);
  }

  private Share(boolean split, String all, int together) {
    this.split = split;
    this.all = all;
    this.together = together;
  }

  /** All rows, for every member. */
  static Share whole(String all) {
    return new Share(false, all, 1);
  }

  /** A member's part of a panel's blocks: {@code first} to before {@code end}. */
  static CodeBlock blocks(String panel) {
    return CodeBlock.builder()
        .addStatement("int first = member.first($L.blocks)", panel)
        .addStatement("int end = member.end($L.blocks)", panel)
        .build();
  }

  /** The local variables. */
  CodeBlock code() {
    if (!split) {
      return CodeBlock.of("");
    }
    String args = together == 1 ? all : all + ", " + together;
    return CodeBlock.builder()
        .addStatement("int from = member.first($L)", args)
        .addStatement("int count = member.end($L) - from", args)
        .build();
  }

  /** How many rows. */
  String count() {
    return split ? "count" : all;
  }

  /** Where the first one is, if that of all is at {@code at}. */
  String at(String at, Amount step) {
    return at(at, Operand.times("from", step));
  }

  /** The same with {@code step} from one to the next: {@code from * xStep}. */
  String at(String at, String step) {
    return split ? at + " + " + step : at;
  }
}
