package io.tenon.samples.zoo;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.AdaptiveAvgPool2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Dropout;
import io.tenon.nn.Init;
import io.tenon.nn.MaxPool2d;
import io.tenon.nn.NnModule;
import io.tenon.nn.ReLU;
import io.tenon.nn.Sequential;

/** SqueezeNet 1.1 (Iandola et al., 2016), {@code torchvision.models.squeezenet1_1}. */
public final class SqueezeNet extends NnModule {
  @Submodule
  Sequential features =
      new Sequential(
          new Conv2d(3, 64, 3, Conv2d.options().stride(2)),
          new ReLU(),
          pool(),
          new Fire(64, 16, 64, 64),
          new Fire(128, 16, 64, 64),
          pool(),
          new Fire(128, 32, 128, 128),
          new Fire(256, 32, 128, 128),
          pool(),
          new Fire(256, 48, 192, 192),
          new Fire(384, 48, 192, 192),
          new Fire(384, 64, 256, 256),
          new Fire(512, 64, 256, 256));

  @Submodule Sequential classifier;

  /** A network that tells {@code classes} kinds of images apart, ImageNet's 1000. */
  public SqueezeNet(int classes) {
    Conv2d last = new Conv2d(512, classes, 1);
    classifier = new Sequential(new Dropout(), last, new ReLU(), new AdaptiveAvgPool2d(1));
    for (NnModule module : modules()) {
      if (module instanceof Conv2d conv) {
        if (conv == last) {
          Init.normal_(conv.weight, 0, 0.01);
        } else {
          Init.kaimingUniform_(conv.weight, 0, Init.Mode.FAN_IN, "leaky_relu");
        }
        Init.zeros_(conv.bias);
      }
    }
  }

  private static MaxPool2d pool() {
    return new MaxPool2d(3, MaxPool2d.options().stride(2).ceilMode(true));
  }

  @Override
  public Tensor forward(@Shape("N, 3, 224, 224") Tensor x) {
    x = features.call(x);
    return classifier.call(x).flatten(1);
  }
}
