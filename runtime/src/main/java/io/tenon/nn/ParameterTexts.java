package io.tenon.nn;

import io.tenon.DType;
import io.tenon.Parameter;
import io.tenon.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the containers of weights have in common beside their protocols. */
final class ParameterTexts {
  private ParameterTexts() {}

  /** The tensor itself if it is a weight, a new weight that shares its storage otherwise. */
  static Parameter parameter(Tensor tensor) {
    return tensor == null || tensor instanceof Parameter
        ? (Parameter) tensor
        : new Parameter(tensor);
  }

  static Map<String, Parameter> parameters(Map<String, ? extends Tensor> tensors) {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> parameters.put(name, parameter(tensor)));
    return parameters;
  }

  /** PyTorch's {@code extra_repr}, a line for each, indented once more than a child. */
  static String extraRepr(Dictionary<Parameter> parameters, Function<DType, String> type) {
    return parameters.names().stream()
        .map(name -> "  (" + name + "): " + text(parameters.get(name), type))
        .collect(Collectors.joining("\n"));
  }

  private static String text(Parameter parameter, Function<DType, String> type) {
    if (parameter == null) {
      return "Object of type: NoneType";
    }
    String size =
        Arrays.stream(parameter.shape().toArray())
            .mapToObj(Integer::toString)
            .collect(Collectors.joining("x"));
    return "Parameter containing: [" + type.apply(parameter.dtype()) + " of size " + size + "]";
  }
}
