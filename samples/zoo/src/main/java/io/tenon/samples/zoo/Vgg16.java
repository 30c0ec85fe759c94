package io.tenon.samples.zoo;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;

/** VGG-16 without batch normalisation, {@code torchvision.models.vgg16}. */
public final class Vgg16 extends Vgg {
  static final int[] LAYERS = {
    64, 64, POOL, 128, 128, POOL, 256, 256, 256, POOL, 512, 512, 512, POOL, 512, 512, 512, POOL
  };

  /** A network that tells {@code classes} kinds of images apart, ImageNet's 1000. */
  public Vgg16(int classes) {
    super(LAYERS, false, classes);
  }

  @Override
  public Tensor forward(@Shape("N, 3, 224, 224") Tensor x) {
    return super.forward(x);
  }
}
