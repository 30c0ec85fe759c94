/**
 * How a graph gets faster: one file for each pass, from graph to graph or from groups of nodes to
 * fewer groups. Knows nothing of syntax trees, memory or Java text.
 */
package io.tenon.processor.pass;
