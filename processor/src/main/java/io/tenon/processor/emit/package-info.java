/**
 * How a plan is written as Java: one emitter for each kind of task. Alone in knowing JavaPoet;
 * gives text.
 */
package io.tenon.processor.emit;
