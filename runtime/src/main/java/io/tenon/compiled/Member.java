package io.tenon.compiled;

/**
 * One thread's place in the team that computes a forward: which part of each step is its own. All
 * members run the same generated code over the same workspace; each does its part of a step, then
 * they {@link #meet}, so that a step finds all of what the step before made. A team may have just
 * one member, whose part is everything.
 */
public final class Member {
  /** Some 20 µs: members end a step together, unless one of them lost its core. */
  private static final int SPINS = 1_000;

  private final Team team;
  private final int index;
  private final Patience patience = new Patience(SPINS);
  private float[] scratch = new float[0];

  Member(Team team, int index) {
    this.team = team;
    this.index = index;
  }

  /** Where the member's part of {@code count} equal pieces of work begins. */
  public int first(int count) {
    return before(index, count);
  }

  /** Where it ends; the next member's begins there. */
  public int end(int count) {
    return before(index + 1, count);
  }

  /**
   * {@link #first} where every {@code together} pieces stay together, and what is left over with
   * the last of them: so no part has fewer, unless all are.
   */
  public int first(int count, int together) {
    return before(index, count, together);
  }

  /** {@link #end} where {@code together} pieces stay together. */
  public int end(int count, int together) {
    return before(index + 1, count, together);
  }

  private int before(int other, int count) {
    return (int) ((long) count * other / team.size());
  }

  private int before(int other, int count, int together) {
    return other == team.size() ? count : before(other, Math.max(1, count / together)) * together;
  }

  /** Whether it does what isn't divided: it is true of one member. */
  public boolean isFirst() {
    return index == 0;
  }

  /** Waits until all members are here; then each sees what the others have written. */
  public void meet() {
    if (team.size() > 1) {
      team.meet(this);
    }
  }

  /** Scratch of its own, as large as the forward said. */
  public float[] scratch() {
    return scratch;
  }

  /** Makes room for at least so many floats of scratch. */
  void reserve(int floats) {
    if (scratch.length < floats) {
      scratch = new float[floats];
    }
  }

  int index() {
    return index;
  }

  Patience patience() {
    return patience;
  }
}
