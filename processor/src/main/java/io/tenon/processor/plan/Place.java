package io.tenon.processor.plan;

/**
 * A stretch of an array that one value, and its views, lie in. Found by {@link PlanBuffers}; a part
 * of another place lies where that does.
 */
public final class Place {
  /** In which array. */
  public enum Where {
    /** The argument of {@code forward}. */
    INPUT,
    /** One of the results of {@code forward}. */
    RESULT,
    /** A field of the generated class: a weight as it is. */
    FIELD,
    /** The scratch that each member of a team has for itself. */
    OWN,
    /** The workspace, once for all samples. */
    SHARED,
    /** The workspace, one sample at a time. */
    SAMPLE,
    /** The workspace, all samples of the batch. */
    BATCH
  }

  private final String name;
  private final boolean shared;
  private Where where;
  private Amount at = Amount.ZERO;
  private String result;
  private Place around;
  private Amount aroundFloats;

  Place(String name, boolean shared) {
    this.name = name;
    this.shared = shared;
  }

  /** The name of the value. */
  public String name() {
    return name;
  }

  /** Whether what lies in it is the same for all samples. */
  boolean isShared() {
    return shared;
  }

  /** In which array it is. */
  public Where where() {
    return isPart() ? around.where() : where;
  }

  /** Where it begins there, in floats; for a sample or a batch as a whole. */
  public Amount at() {
    return isPart() ? around.at().plus(at) : at;
  }

  /** Whether it is a part of another place: its value is one of several that are concatenated. */
  public boolean isPart() {
    return around != null;
  }

  /** The place that it is a part of; null if it is none. */
  public Place around() {
    return around;
  }

  /** The place that all around it are a part of, or itself. */
  public Place whole() {
    return isPart() ? around.whole() : this;
  }

  /** How many floats the whole takes for a sample; known for a part. */
  Amount wholeFloats() {
    return around.isPart() ? around.wholeFloats() : aroundFloats;
  }

  /** Whether it lies where the first line of the cache begins in a large workspace. */
  public boolean beginsFirstLine() {
    return where() == Where.SAMPLE && at().equals(Amount.of(PlanBuffers.FIRST));
  }

  /** Whether it is in the workspace, or scratch. */
  public boolean inWorkspace() {
    return where() != Where.INPUT && where() != Where.RESULT && where() != Where.FIELD;
  }

  /** Whether what lies in it is needed for one sample at a time. */
  public boolean isOfOneSample() {
    return where() == Where.SAMPLE || where() == Where.OWN;
  }

  /** Moves it into another value's place, {@code offset} floats from where a sample begins. */
  void moveInto(Value other, Amount offset) {
    around = other.place();
    aroundFloats = other.floats();
    at = offset;
  }

  /** The name of the array, if it is a result. */
  public String result() {
    return whole().result;
  }

  /** Makes it the result that {@code forward} knows by this name. */
  void putResult(String name) {
    where = Where.RESULT;
    result = name;
  }

  void put(Where array, Amount offset) {
    where = array;
    at = offset;
  }
}
