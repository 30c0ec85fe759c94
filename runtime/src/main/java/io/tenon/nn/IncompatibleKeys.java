package io.tenon.nn;

import java.util.List;

/** What a load that is not strict left out, as PyTorch's {@code load_state_dict} returns it. */
public record IncompatibleKeys(List<String> missingKeys, List<String> unexpectedKeys) {}
