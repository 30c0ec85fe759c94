package io.tenon.io;

/**
 * One file of a zip archive, as the archive's directory describes it.
 *
 * @param header where its local header begins
 * @param end where the next record or the directory begins: its bytes can't go beyond
 * @param stored how many bytes it takes in the archive
 * @param size how many bytes it is
 */
record ZipRecord(String name, boolean deflated, long header, long end, long stored, long size) {}
