package io.tenon.nn;

/** Positions in the containers whose modules have an order. */
final class ModuleOrder {
  private ModuleOrder() {}

  static int size(NnModule container) {
    return container.childNames().size();
  }

  static NnModule get(NnModule container, int index) {
    return container.child(name(container, index));
  }

  /** The name at {@code index}; negative counts from the end. */
  static String name(NnModule container, int index) {
    int size = size(container);
    if (index < -size || index >= size) {
      throw new IndexOutOfBoundsException("index " + index + " is out of range");
    }
    return container.childNames().get(Math.floorMod(index, size));
  }
}
