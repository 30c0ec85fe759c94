package io.tenon.onnx;

import io.tenon.DType;
import io.tenon.graph.Size;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The messages of onnx.proto3 that are written, with its numbers of fields. */
final class OnnxProto {
  /** The newest that ONNX Runtime 1.11 (2022) and later read. */
  static final int OPSET = 17;

  private static final int IR_VERSION = 8; // the one that belongs to opset 17
  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  private OnnxProto() {}

  /** TensorProto.DataType. */
  static int type(DType dtype) {
    return dtype == DType.FLOAT32 ? FLOAT : INT64;
  }

  /** ModelProto. */
  static ProtoMessage model(ProtoMessage graph) {
    ProtoMessage opset = new ProtoMessage().text(1, "").number(2, OPSET);
    return new ProtoMessage()
        .number(1, IR_VERSION)
        .text(2, "Tenon")
        .message(7, graph)
        .message(8, opset);
  }

  /** TensorProto of floats. */
  static ProtoMessage tensor(String name, float[] values, int from, int count, int... sizes) {
    byte[] bytes = new byte[Math.multiplyExact(count, Float.BYTES)];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values, from, count);
    return tensor(name, FLOAT, bytes, sizes);
  }

  /** TensorProto of integers. */
  static ProtoMessage tensor(String name, long[] values, int from, int count, int... sizes) {
    byte[] bytes = new byte[Math.multiplyExact(count, Long.BYTES)];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(values, from, count);
    return tensor(name, INT64, bytes, sizes);
  }

  private static ProtoMessage tensor(String name, int type, byte[] bytes, int... sizes) {
    ProtoMessage tensor = new ProtoMessage();
    for (int size : sizes) {
      tensor.number(1, size);
    }
    return tensor.number(2, type).text(8, name).bytes(9, bytes);
  }

  /** ValueInfoProto: an input or output with its type; a size that is unknown has a name. */
  static ProtoMessage value(String name, DType dtype, List<Size> sizes) {
    ProtoMessage shape = new ProtoMessage();
    for (Size size : sizes) {
      ProtoMessage dim = new ProtoMessage();
      shape.message(
          1, size.isConstant() ? dim.number(1, size.factor()) : dim.text(2, size.toString()));
    }
    ProtoMessage tensor = new ProtoMessage().number(1, type(dtype)).message(2, shape);
    return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensor));
  }
}
