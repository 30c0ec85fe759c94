package io.tenon.samples.zoo;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.nn.NnModule;
import io.tenon.nn.Sequential;

/** ResNet-50, {@code torchvision.models.resnet50}. */
public final class ResNet50 extends ResNet {
  /** A network that tells {@code classes} kinds of images apart, ImageNet's 1000. */
  public ResNet50(int classes) {
    super(Bottleneck.EXPANSION, new int[] {3, 4, 6, 3}, classes);
  }

  @Override
  NnModule block(int inplanes, int planes, int stride, Sequential downsample) {
    return new Bottleneck(inplanes, planes, stride, downsample);
  }

  @Override
  public Tensor forward(@Shape("N, 3, 224, 224") Tensor x) {
    return super.forward(x);
  }
}
