/**
 * Runs users' constructors and {@code forward} methods from their syntax trees, and the library for
 * real, on tensors without data; what comes out is the graph. Decides which Java is understood.
 */
package io.tenon.processor.interpret;
