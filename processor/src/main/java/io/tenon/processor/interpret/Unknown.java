package io.tenon.processor.interpret;

/** The value of a constructor argument that is no size: passed around, but never decided by. */
record Unknown(String argument) {}
