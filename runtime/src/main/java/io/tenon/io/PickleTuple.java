package io.tenon.io;

import java.util.List;

/** A tuple in a pickle. By identity: one may hold itself. */
final class PickleTuple {
  private final List<Object> items;

  PickleTuple(List<Object> items) {
    this.items = items;
  }

  List<Object> items() {
    return items;
  }
}
