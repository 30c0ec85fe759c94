package io.tenon.samples.zoo;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;

/** VGG-11 with batch normalisation, {@code torchvision.models.vgg11_bn}. */
public final class Vgg11Bn extends Vgg {
  /** A network that tells {@code classes} kinds of images apart, ImageNet's 1000. */
  public Vgg11Bn(int classes) {
    super(Vgg11.LAYERS, true, classes);
  }

  @Override
  public Tensor forward(@Shape("N, 3, 224, 224") Tensor x) {
    return super.forward(x);
  }
}
