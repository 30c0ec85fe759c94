/**
 * What is computed in which order, and where each result lies: from groups of operations to a plan
 * that emitters write down as Java.
 */
package io.tenon.processor.plan;
