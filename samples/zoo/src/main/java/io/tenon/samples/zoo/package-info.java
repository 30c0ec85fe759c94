/**
 * Networks as a PyTorch user would port them from torchvision: the same modules under the same
 * names, so that torchvision's state dicts load.
 */
package io.tenon.samples.zoo;
