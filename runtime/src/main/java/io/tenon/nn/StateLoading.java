package io.tenon.nn;

import io.tenon.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Copies a state dict into a module: everything is checked first, then everything is copied. */
final class StateLoading {
  private StateLoading() {}

  static IncompatibleKeys load(
      NnModule module, Map<String, ? extends Tensor> state, boolean strict) {
    Map<String, Tensor> own = module.stateDict();
    List<String> missing = new ArrayList<>();
    List<String> unexpected = new ArrayList<>();
    List<String> mismatched = new ArrayList<>();
    Map<Tensor, Tensor> copies = new LinkedHashMap<>();
    own.forEach(
        (key, to) -> {
          Tensor from = state.get(key);
          if (from == null) {
            missing.add(key);
          } else if (!from.shape().equals(to.shape())) {
            mismatched.add(
                String.format(
                    Locale.ROOT,
                    "size mismatch for %s: copying a param with shape %s from checkpoint, the shape in current model is %s.",
                    key,
                    torchSize(from),
                    torchSize(to)));
          } else if (from.dtype() != to.dtype()) {
            mismatched.add(
                String.format(
                    Locale.ROOT,
                    "While copying the parameter named \"%s\", the checkpoint has %s, but the model has %s.",
                    key,
                    from.dtype(),
                    to.dtype()));
          } else {
            copies.put(to, from);
          }
        });
    state.keySet().stream().filter(key -> !own.containsKey(key)).forEach(unexpected::add);
    List<String> problems = new ArrayList<>();
    if (strict && !missing.isEmpty()) {
      problems.add("Missing key(s) in state_dict: " + quoted(missing) + ". ");
    }
    if (strict && !unexpected.isEmpty()) {
      problems.add("Unexpected key(s) in state_dict: " + quoted(unexpected) + ". ");
    }
    problems.addAll(mismatched);
    if (!problems.isEmpty()) {
      throw new StateDictException(module.typeName(), problems);
    }
    copies.forEach(Tensor::copy_);
    return new IncompatibleKeys(List.copyOf(missing), List.copyOf(unexpected));
  }

  private static String torchSize(Tensor tensor) {
    return "torch.Size(" + tensor.shape() + ")";
  }

  private static String quoted(List<String> keys) {
    return keys.stream().map(key -> "\"" + key + "\"").collect(Collectors.joining(", "));
  }
}
