package io.tenon.compiled;

import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.Tensor;
import io.tenon.graph.Graph;
import io.tenon.graph.Symbols;
import io.tenon.graph.Tracer;
import io.tenon.graph.UntraceableException;
import io.tenon.kernel.Kernels;
import io.tenon.kernel.Panel;
import io.tenon.nn.NnModule;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * One network, as the constructor of its compiled forward sees it: checks that the network is what
 * was compiled, and hands out its weights packed for the kernels.
 *
 * @param <M> the module class
 */
public final class Binding<M extends NnModule> {
  private final M net;
  private final Guards guards;
  private final boolean structureChecked;
  private final Map<String, Tensor> tensors = new HashMap<>();

  /**
   * Takes the state of {@code net} first, so that whatever changes while it is read is noticed at
   * the next call.
   */
  Binding(M net, boolean structureChecked) {
    this.net = net;
    this.guards = new Guards(net);
    this.structureChecked = structureChecked;
    tensors.putAll(net.namedParameters(false));
    tensors.putAll(net.namedBuffers(false));
  }

  Guards guards() {
    return guards;
  }

  /** The kernels that the compiled forward will run on. */
  public Kernels kernels() {
    return Kernels.active();
  }

  /**
   * Requires that the network still computes what was compiled: its own {@code forward} is traced
   * again, on shapes alone, and the graph compared. Whatever was replaced, reconfigured or
   * overridden shows there.
   *
   * @param input the input's shape, as in {@code @Shape}
   * @param fingerprint the compiled graph's {@link Graph#fingerprint}
   * @return this
   * @throws BindingException if it computes something else
   */
  public Binding<M> require(String input, String fingerprint) {
    for (NnModule module : net.modules()) {
      if (module.hasHooks()) {
        throw new BindingException(
            "a hook is registered on " + (module == net ? "it" : "'" + pathOf(module) + "'"));
      }
    }
    if (NnModule.hasGlobalHooks()) {
      throw new BindingException("a global hook is registered");
    }
    if (!structureChecked && !fingerprint.equals(fingerprint(input))) {
      throw new BindingException(
          "its structure, settings or mode are no longer those in its source, so the generated code does not apply");
    }
    return this;
  }

  private String pathOf(NnModule wanted) {
    for (Map.Entry<String, NnModule> entry : net.namedModules().entrySet()) {
      if (entry.getValue() == wanted) {
        return entry.getKey();
      }
    }
    return wanted.getClass().getSimpleName();
  }

  private String fingerprint(String input) {
    Map<Object, String> names = new IdentityHashMap<>();
    net.namedModules().forEach((path, module) -> names.put(module, path));
    tensors.forEach((path, tensor) -> names.putIfAbsent(tensor, path));
    Symbols symbols = Symbols.forTrace(0);
    int[] sizes =
        Arrays.stream(input.split(","))
            .map(String::strip)
            .mapToInt(size -> size(size, symbols))
            .toArray();
    try (Tracer tracer = Tracer.open(symbols)) {
      Tensor result = net.call(tracer.input("x", Shape.of(sizes), DType.FLOAT32));
      return tracer.finish(result, names::get).fingerprint();
    } catch (UntraceableException | IllegalArgumentException | IllegalStateException e) {
      throw new BindingException("its forward no longer takes [" + input + "]: " + e.getMessage());
    }
  }

  private static int size(String text, Symbols symbols) {
    return Character.isDigit(text.charAt(0)) ? Integer.parseInt(text) : symbols.prime(text);
  }

  /** A size of a weight, for a symbol that the constructor's arguments decide. */
  public int size(String path, int dim) {
    return tensor(path).size(dim);
  }

  /**
   * A convolution's or linear layer's weights, packed for the tiles.
   *
   * @param weight the weight's path, its outputs in dimension 0
   * @param bias the bias's path, or null
   * @param firstOutput the first output to take
   * @param outputs how many outputs to take
   * @param offsets where each term's operand lies
   * @param wholeBlocks whether results are stored in whole blocks of 16
   * @throws BindingException if the weight has not {@code offsets.length} terms for each output
   */
  public Panel panel(
      String weight,
      String bias,
      int firstOutput,
      int outputs,
      int[] offsets,
      boolean wholeBlocks) {
    Tensor w = tensor(weight);
    int terms = offsets.length;
    if (w.size(0) < firstOutput + outputs || w.numel() != w.size(0) * terms) {
      throw new BindingException(
          "'"
              + weight
              + "' has shape "
              + w.shape()
              + ", but the generated code was written for another");
    }
    Tensor b = bias == null ? null : tensor(bias);
    return new Panel(
        w.floats(),
        w.offset() + firstOutput * terms,
        b == null ? null : b.floats(),
        b == null ? 0 : b.offset() + firstOutput,
        outputs,
        offsets,
        wholeBlocks);
  }

  /**
   * A copy of a weight or buffer.
   *
   * @throws BindingException if it has not {@code elements} elements
   */
  public float[] floats(String path, int elements) {
    Tensor tensor = tensor(path);
    if (tensor.numel() != elements) {
      throw new BindingException(
          "'"
              + path
              + "' has shape "
              + tensor.shape()
              + ", but the generated code was written for another");
    }
    return tensor.toArray();
  }

  private Tensor tensor(String path) {
    Tensor tensor = tensors.get(path);
    if (tensor == null) {
      throw new BindingException("it has no '" + path + "' any more");
    }
    return tensor;
  }
}
