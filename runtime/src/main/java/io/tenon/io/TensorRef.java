package io.tenon.io;

/**
 * A tensor in a pickle: a strided window into a storage, not yet checked.
 *
 * @param offset where it begins, in elements
 * @param size its sizes
 * @param stride by how many elements each dimension steps
 */
record TensorRef(StorageRef storage, long offset, PickleTuple size, PickleTuple stride) {}
