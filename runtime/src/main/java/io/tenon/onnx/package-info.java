/**
 * Networks as ONNX files, for other engines. Called by users; reads graphs of operations and the
 * public side of modules, and nothing depends on it.
 */
package io.tenon.onnx;
