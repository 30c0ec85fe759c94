/** How fast Tenon is beside ONNX Runtime and libtorch; a program, called by nothing. */
package io.tenon.samples.benchmarks;
