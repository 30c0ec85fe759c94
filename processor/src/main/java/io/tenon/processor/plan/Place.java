package io.tenon.processor.plan;

/** A stretch of an array that one value, and its views, lie in. Found by {@link PlanBuffers}. */
public final class Place {
  /** In which array. */
  public enum Where {
    /** The argument of {@code forward}. */
    INPUT,
    /** What {@code forward} returns. */
    RESULT,
    /** The workspace, one sample at a time. */
    SAMPLE,
    /** The workspace, all samples of the batch. */
    BATCH
  }

  private final String name;
  private Where where;
  private Amount at = Amount.ZERO;

  Place(String name) {
    this.name = name;
  }

  /** The name of the value. */
  public String name() {
    return name;
  }

  /** In which array it is. */
  public Where where() {
    return where;
  }

  /** Where it begins there, in floats; for a sample or a batch as a whole. */
  public Amount at() {
    return at;
  }

  /** Whether it is in the workspace. */
  public boolean inWorkspace() {
    return where == Where.SAMPLE || where == Where.BATCH;
  }

  void put(Where array, Amount offset) {
    where = array;
    at = offset;
  }
}
