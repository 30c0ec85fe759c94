package io.tenon.processor.emit;

/** A generated file that stands beside the classes, under {@code path}. */
public record GeneratedResource(String path, String text) {}
