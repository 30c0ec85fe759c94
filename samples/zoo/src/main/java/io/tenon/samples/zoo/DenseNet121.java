package io.tenon.samples.zoo;

import static io.tenon.nn.Functional.adaptiveAvgPool2d;
import static io.tenon.nn.Functional.relu;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.AvgPool2d;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Init;
import io.tenon.nn.Linear;
import io.tenon.nn.MaxPool2d;
import io.tenon.nn.NnModule;
import io.tenon.nn.ReLU;
import io.tenon.nn.Sequential;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * DenseNet-121 (Huang et al., 2017), {@code torchvision.models.densenet121}: blocks in which each
 * layer sees the features of all before it, with transitions between them that halve everything.
 */
public final class DenseNet121 extends NnModule {
  private static final int GROWTH_RATE = 32;
  private static final int BN_SIZE = 4;
  private static final int[] LAYERS = {6, 12, 24, 16}; // of each block

  @Submodule Sequential features;
  @Submodule Linear classifier;

  /** A network that tells {@code classes} kinds of images apart, ImageNet's 1000. */
  public DenseNet121(int classes) {
    int width = 2 * GROWTH_RATE;
    Map<String, NnModule> stages = new LinkedHashMap<>();
    stages.put("conv0", new Conv2d(3, width, 7, Conv2d.options().stride(2).padding(3).bias(false)));
    stages.put("norm0", new BatchNorm2d(width));
    stages.put("relu0", new ReLU());
    stages.put("pool0", new MaxPool2d(3, 2, 1));
    for (int i = 0; i < LAYERS.length; i++) {
      stages.put("denseblock" + (i + 1), block(width, LAYERS[i]));
      width += LAYERS[i] * GROWTH_RATE;
      if (i + 1 < LAYERS.length) {
        stages.put("transition" + (i + 1), transition(width));
        width /= 2;
      }
    }
    stages.put("norm5", new BatchNorm2d(width));
    features = new Sequential(stages);
    classifier = new Linear(width, classes);
    for (NnModule module : modules()) {
      if (module instanceof Conv2d conv) {
        Init.kaimingNormal_(conv.weight, 0, Init.Mode.FAN_IN, "leaky_relu");
      } else if (module instanceof Linear linear) {
        Init.zeros_(linear.bias);
      }
    }
  }

  private static Sequential block(int inputFeatures, int layers) {
    Map<String, NnModule> block = new LinkedHashMap<>();
    for (int i = 0; i < layers; i++) {
      block.put(
          "denselayer" + (i + 1),
          new DenseLayer(inputFeatures + i * GROWTH_RATE, GROWTH_RATE, BN_SIZE));
    }
    return new Sequential(block);
  }

  private static Sequential transition(int width) {
    Map<String, NnModule> layers = new LinkedHashMap<>();
    layers.put("norm", new BatchNorm2d(width));
    layers.put("relu", new ReLU());
    layers.put("conv", new Conv2d(width, width / 2, 1, Conv2d.options().bias(false)));
    layers.put("pool", new AvgPool2d(2));
    return new Sequential(layers);
  }

  @Override
  public Tensor forward(@Shape("N, 3, 224, 224") Tensor x) {
    x = relu(features.call(x));
    x = adaptiveAvgPool2d(x, 1).flatten(1);
    return classifier.call(x);
  }
}
