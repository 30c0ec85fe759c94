package io.tenon.compiled;

import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.Tensor;
import io.tenon.graph.Symbols;
import java.util.ArrayList;
import java.util.List;

/**
 * The inputs that a forward was compiled for, as {@code @Shape} says: {@code "N, 3, 32, 32"}, or
 * {@code "int64 N, T"} for integers. Equal names are equal sizes, of all inputs.
 */
final class InputSpec {
  private static final int BATCH = -1; // the first name
  private static final String INTEGERS = "int64 ";

  private final DType[] dtypes;
  private final int[][] sizes; // a number, or minus one less the index of a name
  private final List<String> names = new ArrayList<>();
  private final int[] firstInput; // where each name's size is read
  private final int[] firstDim;

  InputSpec(String... texts) {
    dtypes = new DType[texts.length];
    sizes = new int[texts.length][];
    List<Integer> inputs = new ArrayList<>();
    List<Integer> dims = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      boolean integers = texts[i].startsWith(INTEGERS);
      dtypes[i] = integers ? DType.INT64 : DType.FLOAT32;
      String[] parts = texts[i].substring(integers ? INTEGERS.length() : 0).split(", *");
      sizes[i] = new int[parts.length];
      for (int d = 0; d < parts.length; d++) {
        if (Character.isDigit(parts[d].charAt(0))) {
          sizes[i][d] = Integer.parseInt(parts[d]);
          continue;
        }
        if (!names.contains(parts[d])) {
          inputs.add(i);
          dims.add(d);
          names.add(parts[d]);
        }
        sizes[i][d] = -1 - names.indexOf(parts[d]);
      }
    }
    firstInput = new int[inputs.size()];
    firstDim = new int[dims.size()];
    for (int i = 0; i < firstInput.length; i++) {
      firstInput[i] = inputs.get(i);
      firstDim[i] = dims.get(i);
    }
  }

  /** How many inputs there are. */
  int count() {
    return sizes.length;
  }

  /** The sizes of an input of a trace. */
  Shape traced(int input, Symbols symbols) {
    int[] traced = sizes[input].clone();
    for (int d = 0; d < traced.length; d++) {
      traced[d] = traced[d] >= 0 ? traced[d] : symbols.prime(names.get(-1 - traced[d]));
    }
    return Shape.of(traced);
  }

  /** The type of an input. */
  DType dtype(int input) {
    return dtypes[input];
  }

  /** Whether these are inputs of the types and shapes. Allocates nothing. */
  boolean fits(Inputs inputs) {
    if (inputs.count() != sizes.length) {
      return false;
    }
    for (int i = 0; i < sizes.length; i++) {
      Tensor x = inputs.tensor(i);
      if (x == null || x.dtype() != dtypes[i] || x.isShapeOnly() || x.dim() != sizes[i].length) {
        return false;
      }
    }
    for (int i = 0; i < sizes.length; i++) {
      for (int d = 0; d < sizes[i].length; d++) {
        int size = sizes[i][d];
        int expected =
            size >= 0
                ? size
                : inputs.tensor(firstInput[-1 - size]).shape().size(firstDim[-1 - size]);
        boolean empty = expected == 0 && size != BATCH; // an empty batch has an empty result
        if (empty || inputs.tensor(i).shape().size(d) != expected) {
          return false;
        }
      }
    }
    return true;
  }

  /** {@code [N, 3, 32, 32]}, or several with commas between. */
  @Override
  public String toString() {
    List<String> texts = new ArrayList<>();
    for (int[] shape : sizes) {
      List<String> text = new ArrayList<>();
      for (int size : shape) {
        text.add(size >= 0 ? "" + size : names.get(-1 - size));
      }
      texts.add(text.toString());
    }
    return String.join(", ", texts);
  }
}
