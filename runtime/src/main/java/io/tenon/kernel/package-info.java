/**
 * How operations are computed fast: the register tiles behind one interface, their scalar twin and
 * the choice between the twins. Called by operations and by generated code, with arrays and offsets
 * only.
 */
package io.tenon.kernel;
