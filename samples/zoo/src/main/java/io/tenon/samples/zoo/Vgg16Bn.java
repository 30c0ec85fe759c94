package io.tenon.samples.zoo;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;

/** VGG-16 with batch normalisation, {@code torchvision.models.vgg16_bn}. */
public final class Vgg16Bn extends Vgg {
  /** A network that tells {@code classes} kinds of images apart, ImageNet's 1000. */
  public Vgg16Bn(int classes) {
    super(Vgg16.LAYERS, true, classes);
  }

  @Override
  public Tensor forward(@Shape("N, 3, 224, 224") Tensor x) {
    return super.forward(x);
  }
}
