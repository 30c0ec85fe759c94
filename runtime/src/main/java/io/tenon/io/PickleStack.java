package io.tenon.io;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The values that a pickle has made and not yet put anywhere, and marks between them. */
final class PickleStack {
  /** Picklers put 1,000 items on the stack at most, tuples apart. */
  private static final int DEEPEST = 1 << 20;

  private static final Object MARK = new Object();

  private final ByteReader in;
  private final List<Object> values = new ArrayList<>();

  PickleStack(ByteReader in) {
    this.in = in;
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  void push(Object value) throws IOException {
    if (values.size() == DEEPEST) {
      throw in.wrong("the pickle has more than " + DEEPEST + " values on its stack");
    }
    values.add(value);
  }

  void mark() throws IOException {
    push(MARK);
  }

  Object peek() throws IOException {
    Object top = values.isEmpty() ? MARK : values.get(values.size() - 1);
    if (top == MARK) {
      throw in.wrong("the pickle takes a value that is not there");
    }
    return top;
  }

  Object pop() throws IOException {
    Object top = peek();
    values.remove(values.size() - 1);
    return top;
  }

  /** The values above the last mark, which goes too. */
  List<Object> popMarked() throws IOException {
    int mark = values.size() - 1;
    while (mark >= 0 && values.get(mark) != MARK) {
      mark--;
    }
    if (mark < 0) {
      throw in.wrong("the pickle takes values from a mark that is not there");
    }
    List<Object> items = new ArrayList<>(values.subList(mark + 1, values.size()));
    values.subList(mark, values.size()).clear();
    return Collections.unmodifiableList(items);
  }

  /** The list on top, which stays. */
  @SuppressWarnings("unchecked") // Every list here is one that the reader made.
  List<Object> list() throws IOException {
    if (peek() instanceof List<?> list) {
      return (List<Object>) list;
    }
    throw in.wrong("it appends to " + TorchObjects.kind(peek()));
  }

  /** The dict on top, which stays. */
  PickleDict dict() throws IOException {
    if (peek() instanceof PickleDict dict) {
      return dict;
    }
    throw in.wrong("it puts an item into " + TorchObjects.kind(peek()));
  }
}
