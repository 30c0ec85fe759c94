package io.tenon.onnx;

import io.tenon.Shape;
import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.op.AdaptivePooling;
import io.tenon.op.BatchNormalization;
import io.tenon.op.Convolution;
import io.tenon.op.Leak;
import io.tenon.op.Padding;
import io.tenon.op.Pair;
import io.tenon.op.Pooling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Operations on maps [N, C, H, W]. */
final class MapNodes {
  private MapNodes() {}

  static String convolution(Convolution op, Node node, OnnxGraph graph) {
    Shape weight = node.inputs().get(1).shape();
    return graph
        .node("Conv", graph.inputs(node).toArray(new String[0]))
        .numbers("kernel_shape", weight.size(2), weight.size(3))
        .numbers("strides", both(op.stride()))
        .numbers("pads", pads(op.padding()))
        .numbers("dilations", both(op.dilation()))
        .number("group", op.groups())
        .output();
  }

  static long[] both(Pair pair) {
    return new long[] {pair.h(), pair.w()};
  }

  /** ONNX has the beginnings of all dimensions first. */
  static long[] pads(Padding padding) {
    return new long[] {padding.top(), padding.left(), padding.bottom(), padding.right()};
  }

  static String pooling(Pooling op, Node node, OnnxGraph graph) {
    boolean max = op.mode() == Pooling.Mode.MAX;
    if (node.shape().rank() != 4) {
      throw graph.refused("takes maps without a batch, which ONNX doesn't");
    }
    if (!max && (op.ceilMode() || op.divisorOverride() != 0)) {
      // before opset 19, engines count what lies beyond the padding differently
      throw graph.refused("has ceil_mode or divisor_override, which ONNX's AveragePool lacks");
    }
    OnnxNode pool =
        graph
            .node(max ? "MaxPool" : "AveragePool", graph.inputs(node).get(0))
            .numbers("kernel_shape", both(op.kernel()))
            .numbers("strides", both(op.stride()))
            .numbers("pads", pads(Padding.of(op.padding())))
            .number("ceil_mode", op.ceilMode() ? 1 : 0);
    return max
        ? pool.numbers("dilations", both(op.dilation())).output()
        : pool.number("count_include_pad", op.countIncludePad() ? 1 : 0).output();
  }

  /**
   * The mean of all, or, since each output is a sum of rows and columns with fixed weights, a
   * product with a matrix from either side.
   */
  static String adaptivePooling(AdaptivePooling op, Node node, OnnxGraph graph) {
    String x = graph.inputs(node).get(0);
    Shape from = node.inputs().get(0).shape();
    int height = node.shape().size(-2);
    int width = node.shape().size(-1);
    if (from.rank() == 4 && height == 1 && width == 1) {
      return graph.node("GlobalAveragePool", x).output();
    }
    if (height == from.size(-2) && width == from.size(-1)) {
      return x;
    }
    List<Size> sizes = node.inputs().get(0).sizes();
    if (!sizes.get(from.rank() - 2).isConstant() || !sizes.get(from.rank() - 1).isConstant()) {
      throw graph.refused("makes maps of one size from maps of any, which ONNX can't");
    }
    String rows = graph.decimals(means(from.size(-2), height, false), height, from.size(-2));
    String columns = graph.decimals(means(from.size(-1), width, true), from.size(-1), width);
    return graph.node("MatMul", graph.node("MatMul", rows, x).output(), columns).output();
  }

  /** [to, from] with 1/n where an input belongs to an output's n, or [from, to]. */
  private static float[] means(int from, int to, boolean transposed) {
    float[] matrix = new float[from * to];
    for (int i = 0; i < to; i++) {
      int first = i * from / to;
      int end = ((i + 1) * from + to - 1) / to;
      for (int j = first; j < end; j++) {
        matrix[transposed ? j * to + i : i * from + j] = 1f / (end - first);
      }
    }
    return matrix;
  }

  static String batchNorm(BatchNormalization op, Node node, OnnxGraph graph) {
    if (op.batchStatistics()) {
      throw graph.refused("normalizes by the batch's own statistics, which ONNX can't");
    }
    List<String> inputs = new ArrayList<>(graph.inputs(node));
    if (!op.affine()) {
      int channels = node.shape().size(1);
      float[] ones = new float[channels];
      Arrays.fill(ones, 1);
      inputs.addAll(
          1,
          List.of(graph.decimals(ones, channels), graph.decimals(new float[channels], channels)));
    }
    return graph
        .node("BatchNormalization", inputs.toArray(new String[0]))
        .decimal("epsilon", op.eps())
        .output();
  }

  static String leak(Leak op, Node node, OnnxGraph graph) {
    List<String> inputs = graph.inputs(node);
    long[] sizes = new long[Math.max(1, node.shape().rank() - 1)]; // [C, 1, 1]
    Arrays.fill(sizes, 1);
    sizes[0] = node.inputs().get(1).shape().size(0);
    String slope = graph.node("Reshape", inputs.get(1), graph.numbers(sizes)).output();
    return graph.node("PRelu", inputs.get(0), slope).output();
  }
}
