package io.tenon.onnx;

import io.tenon.graph.Node;
import io.tenon.op.AdaptivePooling;
import io.tenon.op.Affine;
import io.tenon.op.Arange;
import io.tenon.op.Arithmetic;
import io.tenon.op.AttentionValues;
import io.tenon.op.AttentionWeights;
import io.tenon.op.BatchNormalization;
import io.tenon.op.Cast;
import io.tenon.op.Compare;
import io.tenon.op.Concatenate;
import io.tenon.op.Convolution;
import io.tenon.op.DimReduction;
import io.tenon.op.Elementwise;
import io.tenon.op.Expand;
import io.tenon.op.Gather;
import io.tenon.op.HeadMean;
import io.tenon.op.LayerNormalization;
import io.tenon.op.Leak;
import io.tenon.op.Narrow;
import io.tenon.op.Op;
import io.tenon.op.Pad;
import io.tenon.op.PartialAffine;
import io.tenon.op.Permute;
import io.tenon.op.Pooling;
import io.tenon.op.Recurrence;
import io.tenon.op.ScaledDotProductAttention;
import io.tenon.op.Select;
import io.tenon.op.Shuffle;
import io.tenon.op.Softmax;
import io.tenon.op.Transpose;
import io.tenon.op.TransposedConvolution;
import io.tenon.op.View;
import java.util.HashMap;
import java.util.Map;

/** Which of our operations become ONNX operators, and how. */
final class Translations {
  /** Adds the operators that compute a node and returns the name of its value. */
  private interface Translation<O extends Op> {
    String of(O op, Node node, OnnxGraph graph);
  }

  private static final Map<Class<?>, Translation<?>> ALL = new HashMap<>();

  static {
    put(Convolution.class, MapNodes::convolution);
    put(Pooling.class, MapNodes::pooling);
    put(AdaptivePooling.class, MapNodes::adaptivePooling);
    put(TransposedConvolution.class, GrowingMapNodes::transposedConvolution);
    put(Pad.class, GrowingMapNodes::pad);
    put(Shuffle.class, GrowingMapNodes::shuffle);
    put(BatchNormalization.class, MapNodes::batchNorm);
    put(Leak.class, MapNodes::leak);
    put(Elementwise.class, ElementNodes::function);
    put(Arithmetic.class, ElementNodes::arithmetic);
    put(Cast.class, ElementNodes::cast);
    put(Compare.class, ElementNodes::compare);
    put(Affine.class, RowNodes::linear);
    put(PartialAffine.class, RowNodes::partialLinear);
    put(LayerNormalization.class, RowNodes::layerNorm);
    put(Softmax.class, RowNodes::softmax);
    put(Gather.class, RowNodes::embedding);
    put(DimReduction.class, RowNodes::reduction);
    put(View.class, OrderNodes::view);
    put(Transpose.class, OrderNodes::transpose);
    put(Select.class, OrderNodes::select);
    put(Permute.class, OrderNodes::permute);
    put(Expand.class, OrderNodes::expand);
    put(Narrow.class, OrderNodes::narrow);
    put(Arange.class, OrderNodes::arange);
    put(Concatenate.class, OrderNodes::cat);
    put(AttentionWeights.class, AttentionNodes::weights);
    put(AttentionValues.class, AttentionNodes::values);
    put(ScaledDotProductAttention.class, AttentionNodes::scaledDotProduct);
    put(HeadMean.class, AttentionNodes::headMean);
    put(Recurrence.class, RecurrentNodes::layer);
  }

  private Translations() {}

  private static <O extends Op> void put(Class<O> type, Translation<O> translation) {
    ALL.put(type, translation);
  }

  /**
   * Adds the operators that compute a node and returns the name of its value.
   *
   * @throws IllegalArgumentException if there is no translation
   */
  @SuppressWarnings("unchecked") // put() pairs a class with its translation
  static String of(Node node, OnnxGraph graph) {
    Translation<Op> translation = (Translation<Op>) ALL.get(node.op().getClass());
    if (translation == null) {
      throw graph.refused("has no translation to ONNX yet");
    }
    return translation.of(node.op(), node, graph);
  }
}
