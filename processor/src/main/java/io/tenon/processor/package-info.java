/** The annotation processor's entry: which sources it turns into which, step by step. */
package io.tenon.processor;
