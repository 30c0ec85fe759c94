package io.tenon.io;

import io.tenon.DType;
import io.tenon.Tensor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * The bytes before the tensors' own, and the order in which those follow: integers first, so that
 * each tensor begins at a multiple of its elements' size whatever stands before it. The header
 * names them in the order in which they were given.
 *
 * @param header the length and the JSON, padded with spaces to a multiple of 8
 * @param inOrder the tensors as their bytes follow
 */
record SafeTensorsLayout(byte[] header, List<Tensor> inOrder) {
  /**
   * The layout of these tensors and texts.
   *
   * @throws IllegalArgumentException if the format can't hold them
   */
  static SafeTensorsLayout of(Map<String, ? extends Tensor> tensors, Map<String, String> metadata) {
    List<Tensor> inOrder = new ArrayList<>();
    long floatsAt = 0;
    for (Map.Entry<String, ? extends Tensor> entry : tensors.entrySet()) {
      requireWritable(entry.getKey(), entry.getValue());
      if (entry.getValue().dtype() == DType.INT64) {
        inOrder.add(entry.getValue());
        floatsAt += bytes(entry.getValue());
      }
    }
    StringJoiner json = new StringJoiner(",", "{", "}");
    if (!metadata.isEmpty()) {
      json.add(JsonText.quoted(SafeTensorsHeader.METADATA) + ":" + object(metadata));
    }
    long longsAt = 0;
    for (Map.Entry<String, ? extends Tensor> entry : tensors.entrySet()) {
      Tensor tensor = entry.getValue();
      boolean floats = tensor.dtype() == DType.FLOAT32;
      long begin = floats ? floatsAt : longsAt;
      long end = begin + bytes(tensor);
      json.add(described(entry.getKey(), tensor, begin, end));
      if (floats) {
        inOrder.add(tensor);
        floatsAt = end;
      } else {
        longsAt = end;
      }
    }
    return new SafeTensorsLayout(padded(json.toString()), inOrder);
  }

  private static void requireWritable(String name, Tensor tensor) {
    requireText(name);
    String quoted = "'" + JsonText.shown(name) + "'";
    if (name.equals(SafeTensorsHeader.METADATA)) {
      throw new IllegalArgumentException(
          "a tensor can't be named " + quoted + ": the safetensors format has metadata there");
    }
    if (tensor == null) {
      throw new IllegalArgumentException("tensor " + quoted + " is null");
    }
    if (tensor.isShapeOnly()) {
      throw new IllegalArgumentException(
          "tensor " + quoted + " of shape " + tensor.shape() + " is shape-only: it has no data");
    }
  }

  private static void requireText(String text) {
    if (text == null) {
      throw new IllegalArgumentException("a name or text of a safetensors file can't be null");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException(
          "a name or text of a safetensors file has half a surrogate pair: "
              + JsonText.shown(text));
    }
  }

  private static String object(Map<String, String> texts) {
    StringJoiner json = new StringJoiner(",", "{", "}");
    texts.keySet().forEach(SafeTensorsLayout::requireText);
    // Sorted, for a map of constants has another order in each JVM.
    new TreeMap<>(texts)
        .forEach(
            (key, text) -> {
              requireText(text);
              json.add(JsonText.quoted(key) + ":" + JsonText.quoted(text));
            });
    return json.toString();
  }

  private static String described(String name, Tensor tensor, long begin, long end) {
    StringJoiner shape = new StringJoiner(",", "[", "]");
    for (int size : tensor.shape().toArray()) {
      shape.add(Integer.toString(size));
    }
    return JsonText.quoted(name)
        + ":{\"dtype\":\""
        + tensor.dtype().safetensorsName()
        + "\",\"shape\":"
        + shape
        + ",\"data_offsets\":["
        + begin
        + ","
        + end
        + "]}";
  }

  private static long bytes(Tensor tensor) {
    return (long) tensor.numel() * tensor.dtype().bytes();
  }

  private static byte[] padded(String json) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    int length = (text.length + 7) / 8 * 8;
    if (length > SafeTensors.LONGEST_HEADER) {
      throw new IllegalArgumentException(
          "the names and texts need a header of "
              + length
              + " bytes, but the safetensors format allows "
              + SafeTensors.LONGEST_HEADER);
    }
    ByteArrayOutputStream header = new ByteArrayOutputStream(8 + length);
    header.writeBytes(
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array());
    header.writeBytes(text);
    header.writeBytes(" ".repeat(length - text.length).getBytes(StandardCharsets.UTF_8));
    return header.toByteArray();
  }
}
