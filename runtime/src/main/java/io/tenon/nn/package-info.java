/**
 * Modules as in {@code torch.nn}: {@link io.tenon.nn.NnModule}, the layers, containers and {@link
 * io.tenon.nn.Functional}. What networks are written with.
 */
package io.tenon.nn;
