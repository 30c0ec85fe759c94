/** The main job: LeNet, trained with PyTorch, classifies Fashion-MNIST through generated code. */
package io.tenon.samples.lenet;
