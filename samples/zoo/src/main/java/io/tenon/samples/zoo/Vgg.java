package io.tenon.samples.zoo;

import io.tenon.Tensor;
import io.tenon.annotation.Submodule;
import io.tenon.nn.AdaptiveAvgPool2d;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Dropout;
import io.tenon.nn.Init;
import io.tenon.nn.Linear;
import io.tenon.nn.MaxPool2d;
import io.tenon.nn.NnModule;
import io.tenon.nn.ReLU;
import io.tenon.nn.Sequential;

/**
 * The VGG networks (Simonyan and Zisserman, 2014): 3×3 convolutions in five stages, each half as
 * large as the one before. A subclass says how many convolutions a stage has.
 */
public abstract class Vgg extends NnModule {
  /** Stands among the widths of convolutions for a pooling. */
  static final int POOL = 0;

  @Submodule Sequential features;
  @Submodule AdaptiveAvgPool2d avgpool = new AdaptiveAvgPool2d(7);
  @Submodule Sequential classifier;

  /**
   * A network.
   *
   * @param layers the outputs of each convolution, and {@link #POOL} where there is a pooling
   * @param batchNorm whether each convolution is followed by a batch normalisation
   * @param classes how many kinds of images it tells apart
   */
  Vgg(int[] layers, boolean batchNorm, int classes) {
    features = features(layers, batchNorm);
    classifier =
        new Sequential(
            new Linear(512 * 7 * 7, 4096),
            new ReLU(),
            new Dropout(),
            new Linear(4096, 4096),
            new ReLU(),
            new Dropout(),
            new Linear(4096, classes));
    for (NnModule module : modules()) {
      if (module instanceof Conv2d conv) {
        Init.kaimingNormal_(conv.weight, 0, Init.Mode.FAN_OUT, "relu");
        Init.zeros_(conv.bias);
      } else if (module instanceof Linear linear) {
        Init.normal_(linear.weight, 0, 0.01);
        Init.zeros_(linear.bias);
      }
    }
  }

  private static Sequential features(int[] layers, boolean batchNorm) {
    Sequential features = new Sequential();
    int width = 3;
    for (int layer : layers) {
      if (layer == POOL) {
        features.append(new MaxPool2d(2));
        continue;
      }
      features.append(new Conv2d(width, layer, 3, Conv2d.options().padding(1)));
      if (batchNorm) {
        features.append(new BatchNorm2d(layer));
      }
      features.append(new ReLU());
      width = layer;
    }
    return features;
  }

  @Override
  public Tensor forward(Tensor x) {
    x = features.call(x);
    x = avgpool.call(x);
    return classifier.call(x.flatten(1));
  }
}
