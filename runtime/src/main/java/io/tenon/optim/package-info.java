/**
 * Training's last step as in {@code torch.optim}: an {@link io.tenon.optim.Optimizer} changes
 * parameters by their gradients, an {@link io.tenon.optim.LRScheduler} changes its learning rates.
 * What training loops are written with; modules and compiled networks know nothing of it.
 */
package io.tenon.optim;
