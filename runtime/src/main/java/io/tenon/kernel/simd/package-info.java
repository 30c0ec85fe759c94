/**
 * The SIMD twin of the kernels, on the Vector API: the only package that may touch {@code
 * jdk.incubator.vector}.
 */
package io.tenon.kernel.simd;
