/**
 * The primitive operations: each says its shape rule, how it is computed, its gradient and what it
 * costs. Called by {@code nn.Functional} and {@code Tensor}; knows no layers, and the kernels only
 * by their interface.
 */
package io.tenon.op;
