package io.tenon.processor.interpret;

import io.tenon.graph.Size;

/**
 * The value of a constructor argument that is no size, text with a size in it, or what was computed
 * from them: passed around, but never decided by.
 *
 * @param size the size in the text; null for an argument
 * @param standIn what the library gets for it; null where it can't have it
 */
record Unknown(String argument, Size size, Object standIn) {
  static Unknown argument(String name, Object standIn) {
    return new Unknown(name, null, standIn);
  }

  static Unknown size(Size size) {
    return new Unknown(size.toString(), size, null);
  }

  /** What is computed from this. */
  Unknown with(Object result) {
    return new Unknown(argument, size, result);
  }
}
