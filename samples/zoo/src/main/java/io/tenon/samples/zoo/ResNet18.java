package io.tenon.samples.zoo;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.nn.NnModule;
import io.tenon.nn.Sequential;

/** ResNet-18, {@code torchvision.models.resnet18}. */
public final class ResNet18 extends ResNet {
  /** A network that tells {@code classes} kinds of images apart, ImageNet's 1000. */
  public ResNet18(int classes) {
    super(1, new int[] {2, 2, 2, 2}, classes);
  }

  @Override
  NnModule block(int inplanes, int planes, int stride, Sequential downsample) {
    return new BasicBlock(inplanes, planes, stride, downsample);
  }

  @Override
  public Tensor forward(@Shape("N, 3, 224, 224") Tensor x) {
    return super.forward(x);
  }
}
