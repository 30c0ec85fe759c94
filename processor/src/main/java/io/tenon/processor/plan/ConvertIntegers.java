package io.tenon.processor.plan;

import io.tenon.op.Compare;
import java.util.List;

/**
 * Integers as floats, or 1 where a comparison holds.
 *
 * @param relation null for none
 */
public record ConvertIntegers(Common common, Value in, Compare relation) implements Task {
  @Override
  public List<Value> inputs() {
    return List.of(in);
  }
}
