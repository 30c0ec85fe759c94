package io.tenon.nn;

import java.util.List;

/**
 * A state that does not fit a module; the message lists everything that is wrong, in PyTorch's
 * words and order.
 */
public final class StateDictException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  StateDictException(String module, List<String> problems) {
    super("Error(s) in loading state_dict for " + module + ":\n\t" + String.join("\n\t", problems));
  }
}
