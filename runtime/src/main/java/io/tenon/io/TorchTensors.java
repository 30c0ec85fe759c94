package io.tenon.io;

import io.tenon.Shape;
import io.tenon.Tensor;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the tensors that a pickle names. All are checked before memory is taken for the first. */
final class TorchTensors {
  /**
   * How many elements a file may give for each byte of its storages. Tied weights, which share a
   * storage and become tensors of their own, take two times their elements; an expanded tensor, of
   * stride 0, could take any number.
   */
  private static final int MOST_PER_BYTE = 2;

  /** So many elements are always read: masks that were expanded from few elements. */
  private static final int SOME = 1 << 16;

  private final InputFile file;
  private final TorchArchive archive;
  private final Map<String, StridedWindow> windows = new LinkedHashMap<>();

  /** By how many windows that are still to be read a storage is needed. */
  private final Map<StorageRef, Integer> uses = new HashMap<>();

  private TorchTensors(InputFile file, TorchArchive archive) {
    this.file = file;
    this.archive = archive;
  }

  /** The tensors by their names. Each has its elements for itself, contiguous. */
  static Map<String, Tensor> read(
      InputFile file, TorchArchive archive, Map<String, TensorRef> tensors) throws IOException {
    TorchTensors reading = new TorchTensors(file, archive);
    reading.check(tensors);
    return reading.tensors();
  }

  private void check(Map<String, TensorRef> tensors) throws IOException {
    long elements = 0;
    long bytes = 0;
    for (Map.Entry<String, TensorRef> entry : tensors.entrySet()) {
      String name = "tensor '" + JsonText.shown(entry.getKey()) + "'";
      StorageRef storage = entry.getValue().storage();
      if (uses.merge(storage, 1, Integer::sum) == 1) {
        archive.require(storage);
        bytes += storage.bytes();
      }
      StridedWindow window = StridedWindow.of(file, name, entry.getValue());
      windows.put(entry.getKey(), window);
      elements += window.shape().elements();
    }
    if (elements > Math.max(SOME, MOST_PER_BYTE * bytes)) {
      throw file.wrong(
          "its tensors claim "
              + elements
              + " elements, but their storages have only "
              + bytes
              + " bytes. Fix: save expanded tensors as they are, with .clone()");
    }
  }

  private Map<String, Tensor> tensors() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Map<StorageRef, Tensor> storages = new HashMap<>();
    for (Map.Entry<String, StridedWindow> entry : windows.entrySet()) {
      StridedWindow window = entry.getValue();
      StorageRef storage = window.storage();
      Tensor whole = storages.get(storage);
      if (whole == null) {
        whole = whole(storage);
        storages.put(storage, whole);
      }
      Tensor tensor;
      if (uses.merge(storage, -1, Integer::sum) > 0) {
        tensor = copied(window, whole);
      } else {
        storages.remove(storage);
        tensor = taken(window, whole);
      }
      tensors.put(entry.getKey(), tensor);
    }
    return tensors;
  }

  private Tensor whole(StorageRef storage) throws IOException {
    try (ByteSource bytes = archive.open(storage)) {
      Shape shape = Shape.of((int) storage.elements());
      return Elements.read(file, bytes, storage.type(), archive.order(), shape);
    }
  }

  /** Nobody else needs the storage: mostly it is the tensor. */
  private Tensor taken(StridedWindow window, Tensor whole) throws FileFormatException {
    if (window.isWhole()) {
      return whole.alias(window.shape());
    }
    Tensor copy = copied(window, whole);
    file.release(whole);
    return copy;
  }

  private Tensor copied(StridedWindow window, Tensor whole) throws FileFormatException {
    file.reserve(window.shape(), whole.dtype());
    return window.copy(whole);
  }
}
