package io.tenon.io;

import io.tenon.Tensor;
import java.util.Map;

/**
 * A state dict that was read.
 *
 * @param tensors by their names, in the file's order
 * @param metadata what each module says about itself, by its path: {@code {version=2}}; empty if
 *     the file has none
 */
record TorchContents(Map<String, Tensor> tensors, Map<String, Map<String, Object>> metadata) {}
