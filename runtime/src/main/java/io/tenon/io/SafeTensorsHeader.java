package io.tenon.io;

import io.tenon.Shape;
import io.tenon.ShapeError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the header of a safetensors file says, checked: every tensor's bytes have the size that its
 * shape and type ask for, and together they fill the file, without holes and without overlaps.
 */
record SafeTensorsHeader(Map<String, Entry> tensors, Map<String, String> metadata, long end) {
  /** One tensor; its bytes begin at {@code begin}, counted from the end of the header. */
  record Entry(String name, StoredType type, Shape shape, long begin, long end) {}

  /** The name under which the metadata stand among the tensors. */
  static final String METADATA = "__metadata__";

  /** PyTorch's limit, and short enough for a message. */
  private static final int MOST_DIMENSIONS = 64;

  /**
   * Reads and checks a header.
   *
   * @param end where it ends in the file
   * @param bytes how many bytes of data follow it
   * @throws IllegalArgumentException if it is wrong; the message says what
   */
  static SafeTensorsHeader of(String json, long end, long bytes) {
    Map<String, Object> object;
    try {
      object = JsonText.object(json);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the header is not the JSON it should be: " + e.getMessage());
    }
    Map<String, Entry> tensors = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    object.forEach(
        (name, value) -> {
          if (name.equals(METADATA)) {
            metadata.putAll(metadata(value));
          } else {
            tensors.put(name, entry(name, value, bytes));
          }
        });
    requireFilled(tensors, bytes);
    return new SafeTensorsHeader(tensors, metadata, end);
  }

  private static Map<String, String> metadata(Object value) {
    Map<String, String> metadata = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, text) -> metadata.put((String) key, text instanceof String s ? s : null));
    }
    if (!(value instanceof Map) || metadata.containsValue(null)) {
      throw new IllegalArgumentException("its " + METADATA + " is no map from strings to strings");
    }
    return metadata;
  }

  private static Entry entry(String name, Object value, long bytes) {
    if (!(value instanceof Map<?, ?> map)
        || map.size() != 3
        || !(map.get("dtype") instanceof String dtype)
        || !(map.get("shape") instanceof List<?> shape)
        || !(map.get("data_offsets") instanceof List<?> offsets)
        || offsets.size() != 2
        || !(offsets.get(0) instanceof Long begin)
        || !(offsets.get(1) instanceof Long end)) {
      throw new IllegalArgumentException(
          tensor(name) + " is not described by dtype, shape and two data_offsets");
    }
    StoredType type = type(name, dtype);
    Shape sizes = shape(name, shape);
    if (begin > end || end > bytes) {
      throw new IllegalArgumentException(
          tensor(name) + " claims bytes " + begin + " to " + end + " of " + bytes);
    }
    long wanted = (long) sizes.elements() * type.bytes();
    if (end - begin != wanted) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s has %d bytes, but a shape of %s and %s need %d",
              tensor(name),
              end - begin,
              sizes,
              dtype,
              wanted));
    }
    return new Entry(name, type, sizes, begin, end);
  }

  private static StoredType type(String tensor, String name) {
    for (StoredType type : StoredType.values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        tensor(tensor)
            + " has the type "
            + JsonText.shown(name)
            + ", but only F32, F16, BF16, F64, BOOL and integers are read;"
            + " convert it with .float() or .long() before it is saved");
  }

  private static Shape shape(String tensor, List<?> sizes) {
    if (sizes.size() > MOST_DIMENSIONS) {
      throw new IllegalArgumentException(
          tensor(tensor) + " has " + sizes.size() + " dimensions, more than " + MOST_DIMENSIONS);
    }
    int[] ints = new int[sizes.size()];
    for (int d = 0; d < ints.length; d++) {
      if (!(sizes.get(d) instanceof Long size)) {
        throw new IllegalArgumentException(tensor(tensor) + " has a shape of other than numbers");
      }
      if (size > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            tensor(tensor) + " has a shape of " + sizes + ", which is none");
      }
      ints[d] = size.intValue();
    }
    try {
      Shape shape = Shape.of(ints);
      shape.elements();
      return shape;
    } catch (ShapeError e) {
      throw new IllegalArgumentException(tensor(tensor) + ": " + e.problem());
    }
  }

  private static String tensor(String name) {
    return "tensor '" + JsonText.shown(name) + "'";
  }

  private static int inFile(Entry one, Entry other) {
    int order = Long.compare(one.begin(), other.begin());
    return order != 0 ? order : Long.compare(one.end(), other.end());
  }

  private static void requireFilled(Map<String, Entry> tensors, long bytes) {
    List<Entry> inOrder = new ArrayList<>(tensors.values());
    inOrder.sort(SafeTensorsHeader::inFile);
    long at = 0;
    for (Entry entry : inOrder) {
      if (entry.begin() != at) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s begins at byte %d, but the one before it ends at %d",
                tensor(entry.name()),
                entry.begin(),
                at));
      }
      at = entry.end();
    }
    if (at != bytes) {
      throw new IllegalArgumentException(
          "its tensors end at byte "
              + at
              + " of "
              + bytes
              + ": it is cut off, or longer than it says");
    }
  }
}
