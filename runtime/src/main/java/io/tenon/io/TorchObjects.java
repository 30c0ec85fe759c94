package io.tenon.io;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** What the calls in a pickle of PyTorch make: dicts, sizes, storages and tensors. */
final class TorchObjects {
  private TorchObjects() {}

  /** The value of {@code callable(*arguments)}. */
  static Object call(ByteReader pickle, Object callable, Object arguments)
      throws FileFormatException {
    if (!(callable instanceof TorchGlobal global) || global.type() != null) {
      throw pickle.wrong("it calls " + kind(callable) + ", which is no function");
    }
    if (!(arguments instanceof PickleTuple tuple)) {
      throw pickle.wrong("it calls " + global + " with " + kind(arguments) + ", not a tuple");
    }
    List<Object> given = tuple.items();
    Object made =
        switch (global) {
          case ORDERED_DICT -> given.size() <= 1 ? ordered(pickle, given) : null;
          case SIZE -> given.size() == 1 ? size(given.get(0)) : null;
          case REBUILD_TENSOR -> given.size() == 4 ? tensor(given) : null;
          case REBUILD_TENSOR_V2 -> given.size() == 6 || isPlain(given) ? tensor(given) : null;
          case REBUILD_PARAMETER ->
              given.size() == 3 && given.get(0) instanceof TensorRef ? given.get(0) : null;
          default -> null;
        };
    if (made == null) {
      throw pickle.wrong("it calls " + global + " with arguments that it doesn't take");
    }
    return made;
  }

  /** Python 2 gave an OrderedDict its items as a list of pairs. */
  private static PickleDict ordered(ByteReader pickle, List<Object> given)
      throws FileFormatException {
    PickleDict dict = new PickleDict();
    if (!given.isEmpty()) {
      if (!(given.get(0) instanceof List<?> pairs)) {
        return null;
      }
      for (Object item : pairs) {
        List<?> pair =
            item instanceof PickleTuple tuple
                ? tuple.items()
                : item instanceof List<?> l ? l : null;
        if (pair == null || pair.size() != 2) {
          return null;
        }
        put(pickle, dict, pair.get(0), pair.get(1));
      }
    }
    return dict;
  }

  private static Object size(Object sizes) {
    return sizes instanceof List<?> list
        ? new PickleTuple(new ArrayList<>(list))
        : sizes instanceof PickleTuple ? sizes : null;
  }

  /** PyTorch 2 gives a seventh argument to tensors that are still to be negated, for one. */
  private static boolean isPlain(List<Object> given) {
    return given.size() == 7
        && (given.get(6) == null
            || given.get(6) instanceof PickleDict dict && dict.items().isEmpty());
  }

  private static TensorRef tensor(List<Object> given) {
    return given.get(0) instanceof StorageRef storage
            && given.get(1) instanceof Long offset
            && given.get(2) instanceof PickleTuple size
            && given.get(3) instanceof PickleTuple stride
        ? new TensorRef(storage, offset, size, stride)
        : null;
  }

  /** The storage that a persistent id names: {@code ('storage', type, key, location, elements)}. */
  static StorageRef storage(ByteReader pickle, Object id) throws FileFormatException {
    // Old files have a sixth: None, unless the storage is a part of another.
    if (id instanceof PickleTuple tuple
        && (tuple.items().size() == 5 || tuple.items().size() == 6 && tuple.items().get(5) == null)
        && "storage".equals(tuple.items().get(0))
        && tuple.items().get(1) instanceof TorchGlobal global
        && global.type() != null
        && tuple.items().get(2) instanceof String key
        && tuple.items().get(4) instanceof Long elements
        && elements >= 0
        && elements <= Long.MAX_VALUE / 8) {
      return new StorageRef(key, global.type(), elements);
    }
    throw pickle.wrong("a tensor's storage is not described by type, key, location and size");
  }

  /** Adds an item to a dict. Keys are what can't hold a dict in turn. */
  static void put(ByteReader pickle, PickleDict dict, Object key, Object value)
      throws FileFormatException {
    if (!(key instanceof String
        || key instanceof Number
        || key instanceof Boolean
        || key == null)) {
      throw pickle.wrong("a dict has " + kind(key) + " as a key");
    }
    if (!dict.put(key, value)) {
      throw pickle.wrong("a dict has the key '" + JsonText.shown("" + key) + "' twice");
    }
  }

  /** What a value is, for messages, in Python's words. */
  static String kind(Object value) {
    if (value == null) {
      return "None";
    } else if (value instanceof TensorRef) {
      return "a tensor";
    } else if (value instanceof StorageRef) {
      return "a storage";
    } else if (value instanceof PickleDict dict) {
      return "a dict of " + dict.items().size();
    } else if (value instanceof List<?> list) {
      return "a list of " + list.size();
    } else if (value instanceof PickleTuple tuple) {
      return "a tuple of " + tuple.items().size();
    } else if (value instanceof String) {
      return "a str";
    } else if (value instanceof Boolean) {
      return "a bool";
    } else if (value instanceof Double) {
      return "a float";
    } else if (value instanceof Long || value instanceof BigInteger) {
      return "an int";
    }
    return "the name " + value;
  }
}
