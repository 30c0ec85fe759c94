package io.tenon.samples.zoo;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.AdaptiveAvgPool2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Dropout;
import io.tenon.nn.Linear;
import io.tenon.nn.MaxPool2d;
import io.tenon.nn.NnModule;
import io.tenon.nn.ReLU;
import io.tenon.nn.Sequential;

/** AlexNet in the form for one device (Krizhevsky, 2014), as torchvision has it. */
public final class AlexNet extends NnModule {
  @Submodule
  Sequential features =
      new Sequential(
          new Conv2d(3, 64, 11, Conv2d.options().stride(4).padding(2)),
          new ReLU(),
          new MaxPool2d(3, 2, 0),
          new Conv2d(64, 192, 5, Conv2d.options().padding(2)),
          new ReLU(),
          new MaxPool2d(3, 2, 0),
          new Conv2d(192, 384, 3, Conv2d.options().padding(1)),
          new ReLU(),
          new Conv2d(384, 256, 3, Conv2d.options().padding(1)),
          new ReLU(),
          new Conv2d(256, 256, 3, Conv2d.options().padding(1)),
          new ReLU(),
          new MaxPool2d(3, 2, 0));

  @Submodule AdaptiveAvgPool2d avgpool = new AdaptiveAvgPool2d(6);
  @Submodule Sequential classifier;

  /** A network that tells {@code classes} kinds of images apart, ImageNet's 1000. */
  public AlexNet(int classes) {
    classifier =
        new Sequential(
            new Dropout(),
            new Linear(256 * 6 * 6, 4096),
            new ReLU(),
            new Dropout(),
            new Linear(4096, 4096),
            new ReLU(),
            new Linear(4096, classes));
  }

  @Override
  public Tensor forward(@Shape("N, 3, 224, 224") Tensor x) {
    x = features.call(x);
    x = avgpool.call(x);
    return classifier.call(x.flatten(1));
  }
}
