package io.tenon.processor.interpret;

import io.tenon.graph.Size;

/**
 * The value of a constructor argument that is no size, or text with a size in it: passed around,
 * but never decided by.
 *
 * @param size the size in the text; null for an argument
 */
record Unknown(String argument, Size size) {
  static Unknown argument(String name) {
    return new Unknown(name, null);
  }

  static Unknown size(Size size) {
    return new Unknown(size.toString(), size);
  }
}
