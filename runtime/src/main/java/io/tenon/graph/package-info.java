/**
 * The graph of primitive operations that tracing a network yields, its symbolic shapes and its
 * text. Knows nothing of syntax trees or layers; read by the compiler and by reports.
 */
package io.tenon.graph;
