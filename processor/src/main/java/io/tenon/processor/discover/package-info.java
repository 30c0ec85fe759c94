/**
 * Reads annotated classes from javac's model into plain values, and reports what is wrong with
 * them.
 */
package io.tenon.processor.discover;
