/** Tensors, parameters and shapes: what every other package and every user works with. */
package io.tenon;
