package io.tenon;

/**
 * The array behind one or more tensors, and how often it was changed. Views share it. A storage of
 * a shape-only tensor has no array.
 */
final class Storage {
  final float[] floats;
  final long[] longs;
  private volatile int version;

  Storage(float[] floats) {
    this.floats = floats;
    this.longs = null;
  }

  Storage(long[] longs) {
    this.floats = null;
    this.longs = longs;
  }

  private Storage() {
    this.floats = null;
    this.longs = null;
  }

  static Storage shapeOnly() {
    return new Storage();
  }

  int version() {
    return version;
  }

  synchronized void changed() {
    version++;
  }
}
