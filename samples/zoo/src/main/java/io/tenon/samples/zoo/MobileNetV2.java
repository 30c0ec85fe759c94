package io.tenon.samples.zoo;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Dropout;
import io.tenon.nn.Functional;
import io.tenon.nn.Init;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;
import io.tenon.nn.Sequential;

/** MobileNetV2 (Sandler et al., 2018), {@code torchvision.models.mobilenet_v2}. */
public final class MobileNetV2 extends NnModule {
  /** A row for each stage: how much its blocks widen, its outputs, blocks and first stride. */
  private static final int[][] STAGES = {
    {1, 16, 1, 1},
    {6, 24, 2, 2},
    {6, 32, 3, 2},
    {6, 64, 4, 2},
    {6, 96, 3, 1},
    {6, 160, 3, 2},
    {6, 320, 1, 1},
  };

  @Submodule Sequential features;
  @Submodule Sequential classifier;

  /** A network that tells {@code classes} kinds of images apart, ImageNet's 1000. */
  public MobileNetV2(int classes) {
    this(classes, 1);
  }

  /**
   * A network whose layers are {@code widthMult} times as wide: torchvision's {@code width_mult}.
   * No constructor, because the generated forward is for the one that stands open; a network of
   * another width runs eagerly.
   */
  public static MobileNetV2 ofWidth(double widthMult, int classes) {
    return new MobileNetV2(classes, widthMult);
  }

  private MobileNetV2(int classes, double widthMult) {
    int width = divisible(32 * widthMult);
    int last = divisible(1280 * Math.max(1, widthMult));
    features = new Sequential(new ConvNormActivation(3, width, 3, 2, 1));
    for (int[] stage : STAGES) {
      int out = divisible(stage[1] * widthMult);
      for (int i = 0; i < stage[2]; i++) {
        features.append(new InvertedResidual(width, out, i == 0 ? stage[3] : 1, stage[0]));
        width = out;
      }
    }
    features.append(new ConvNormActivation(width, last, 1, 1, 1));
    classifier = new Sequential(new Dropout(0.2), new Linear(last, classes));
    for (NnModule module : modules()) {
      if (module instanceof Conv2d conv) {
        Init.kaimingNormal_(conv.weight, 0, Init.Mode.FAN_OUT, "leaky_relu");
      } else if (module instanceof Linear linear) {
        Init.normal_(linear.weight, 0, 0.01);
        Init.zeros_(linear.bias);
      }
    }
  }

  /** The multiple of 8 next to a width, but never less than nine tenths of it. */
  private static int divisible(double width) {
    int rounded = Math.max(8, (int) (width + 4) / 8 * 8);
    return rounded < 0.9 * width ? rounded + 8 : rounded;
  }

  @Override
  public Tensor forward(@Shape("N, 3, 224, 224") Tensor x) {
    x = features.call(x);
    x = Functional.adaptiveAvgPool2d(x, 1).flatten(1);
    return classifier.call(x);
  }
}
