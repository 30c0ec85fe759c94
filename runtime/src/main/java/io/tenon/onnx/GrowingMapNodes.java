package io.tenon.onnx;

import io.tenon.Shape;
import io.tenon.graph.Node;
import io.tenon.op.Pad;
import io.tenon.op.Padding;
import io.tenon.op.Shuffle;
import io.tenon.op.TransposedConvolution;

/** Operations that make maps larger. */
final class GrowingMapNodes {
  private GrowingMapNodes() {}

  static String transposedConvolution(TransposedConvolution op, Node node, OnnxGraph graph) {
    Shape weight = node.inputs().get(1).shape();
    return graph
        .node("ConvTranspose", graph.inputs(node).toArray(new String[0]))
        .numbers("kernel_shape", weight.size(2), weight.size(3))
        .numbers("strides", MapNodes.both(op.stride()))
        .numbers("pads", MapNodes.pads(Padding.of(op.padding())))
        .numbers("output_padding", MapNodes.both(op.outputPadding()))
        .numbers("dilations", MapNodes.both(op.dilation()))
        .number("group", op.groups())
        .output();
  }

  static String pad(Pad op, Node node, OnnxGraph graph) {
    String mode =
        switch (op.mode()) {
          case CONSTANT -> "constant";
          case REFLECT -> "reflect";
          case REPLICATE -> "edge";
          case CIRCULAR ->
              throw graph.refused("wraps around, which ONNX's Pad doesn't before opset 19");
        };
    int rank = node.shape().rank();
    long[] pads = new long[2 * rank]; // the beginnings of all dimensions, then their ends
    pads[rank - 2] = op.padding().top();
    pads[rank - 1] = op.padding().left();
    pads[2 * rank - 2] = op.padding().bottom();
    pads[2 * rank - 1] = op.padding().right();
    String x = graph.inputs(node).get(0);
    String value = op.mode() == Pad.Mode.CONSTANT ? graph.decimal(op.value()) : "";
    return graph.node("Pad", x, graph.numbers(pads), value).text("mode", mode).output();
  }

  static String shuffle(Shuffle op, Node node, OnnxGraph graph) {
    if (node.shape().rank() != 4) {
      throw graph.refused("takes maps without a batch, which ONNX doesn't");
    }
    return graph
        .node("DepthToSpace", graph.inputs(node).get(0))
        .number("blocksize", op.factor())
        .text("mode", "CRD")
        .output();
  }
}
