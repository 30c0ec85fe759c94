/**
 * Networks as a PyTorch user would port them, from torchvision, nanoGPT and elsewhere: the same
 * modules under the same names, so that state dicts saved there load.
 */
package io.tenon.samples.zoo;
