package io.tenon.io;

import java.io.IOException;
import java.util.Arrays;

/** The values that a pickle has numbered, to use them again. */
final class PickleMemo {
  private static final int MOST = 1 << 22;

  /** In a place that holds nothing; null is None. */
  private static final Object NOTHING = new Object();

  private final ByteReader in;
  private final long start;
  private Object[] places = new Object[0];
  private int count;

  PickleMemo(ByteReader in) {
    this.in = in;
    this.start = in.position();
  }

  /** Puts a value into the next place: the number of those that hold something. */
  void add(Object value) throws IOException {
    put(count, value);
  }

  void put(long place, Object value) throws IOException {
    // Picklers number as they go, so a place is never beyond the bytes that were read.
    if (place >= MOST || place > in.position() - start) {
      throw in.wrong("the pickle's memo has no place " + place);
    }
    if (place >= places.length) {
      int before = places.length;
      places = Arrays.copyOf(places, Math.max((int) place + 1, 2 * before));
      Arrays.fill(places, before, places.length, NOTHING);
    }
    count += places[(int) place] == NOTHING ? 1 : 0;
    places[(int) place] = value;
  }

  Object get(long place) throws IOException {
    if (place >= places.length || places[(int) place] == NOTHING) {
      throw in.wrong("the pickle's memo holds nothing in place " + place);
    }
    return places[(int) place];
  }
}
