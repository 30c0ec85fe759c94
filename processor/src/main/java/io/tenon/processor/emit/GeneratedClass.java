package io.tenon.processor.emit;

/** A generated source file. */
public record GeneratedClass(String packageName, String name, String text) {}
