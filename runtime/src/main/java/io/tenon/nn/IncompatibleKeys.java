package io.tenon.nn;

import java.util.List;
import java.util.stream.Collectors;

/** What a load that is not strict left out, as PyTorch's {@code load_state_dict} returns it. */
public record IncompatibleKeys(List<String> missingKeys, List<String> unexpectedKeys) {
  /** PyTorch's text. */
  @Override
  public String toString() {
    return missingKeys.isEmpty() && unexpectedKeys.isEmpty()
        ? "<All keys matched successfully>"
        : "_IncompatibleKeys(missing_keys="
            + list(missingKeys)
            + ", unexpected_keys="
            + list(unexpectedKeys)
            + ")";
  }

  private static String list(List<String> keys) {
    return keys.stream().map(key -> "'" + key + "'").collect(Collectors.joining(", ", "[", "]"));
  }
}
