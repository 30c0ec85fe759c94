package io.tenon.samples.zoo;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;

/** VGG-11 without batch normalisation, {@code torchvision.models.vgg11}. */
public final class Vgg11 extends Vgg {
  static final int[] LAYERS = {64, POOL, 128, POOL, 256, 256, POOL, 512, 512, POOL, 512, 512, POOL};

  /** A network that tells {@code classes} kinds of images apart, ImageNet's 1000. */
  public Vgg11(int classes) {
    super(LAYERS, false, classes);
  }

  @Override
  public Tensor forward(@Shape("N, 3, 224, 224") Tensor x) {
    return super.forward(x);
  }
}
