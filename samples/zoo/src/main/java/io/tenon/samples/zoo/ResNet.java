package io.tenon.samples.zoo;

import static io.tenon.nn.Functional.relu;

import io.tenon.Tensor;
import io.tenon.annotation.Submodule;
import io.tenon.nn.AdaptiveAvgPool2d;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Init;
import io.tenon.nn.Linear;
import io.tenon.nn.MaxPool2d;
import io.tenon.nn.NnModule;
import io.tenon.nn.Sequential;

/**
 * The residual networks (He et al., 2015): a stem and four stages of blocks, each half as large and
 * twice as wide as the one before. A subclass says which block and how many a stage has.
 */
public abstract class ResNet extends NnModule {
  @Submodule Conv2d conv1 = new Conv2d(3, 64, 7, Conv2d.options().stride(2).padding(3).bias(false));
  @Submodule BatchNorm2d bn1 = new BatchNorm2d(64);
  @Submodule MaxPool2d maxpool = new MaxPool2d(3, 2, 1);
  @Submodule Sequential layer1;
  @Submodule Sequential layer2;
  @Submodule Sequential layer3;
  @Submodule Sequential layer4;
  @Submodule AdaptiveAvgPool2d avgpool = new AdaptiveAvgPool2d(1);
  @Submodule Linear fc;

  private int inplanes = 64;

  /**
   * A network.
   *
   * @param expansion how much wider a block's output is than what it is told
   * @param layers how many blocks each of the four stages has
   * @param classes how many kinds of images it tells apart
   */
  ResNet(int expansion, int[] layers, int classes) {
    layer1 = stage(expansion, 64, layers[0], 1);
    layer2 = stage(expansion, 128, layers[1], 2);
    layer3 = stage(expansion, 256, layers[2], 2);
    layer4 = stage(expansion, 512, layers[3], 2);
    fc = new Linear(512 * expansion, classes);
    for (NnModule module : modules()) {
      if (module instanceof Conv2d conv) {
        Init.kaimingNormal_(conv.weight, 0, Init.Mode.FAN_OUT, "relu");
      }
    }
  }

  /** A block of this network's kind; see {@link BasicBlock} and {@link Bottleneck}. */
  abstract NnModule block(int inplanes, int planes, int stride, Sequential downsample);

  private Sequential stage(int expansion, int planes, int blocks, int stride) {
    int width = planes * expansion;
    Sequential downsample = null;
    if (stride != 1 || inplanes != width) {
      downsample =
          new Sequential(
              new Conv2d(inplanes, width, 1, Conv2d.options().stride(stride).bias(false)),
              new BatchNorm2d(width));
    }
    Sequential stage = new Sequential(block(inplanes, planes, stride, downsample));
    inplanes = width;
    for (int i = 1; i < blocks; i++) {
      stage.append(block(inplanes, planes, 1, null));
    }
    return stage;
  }

  @Override
  public Tensor forward(Tensor x) {
    x = relu(bn1.call(conv1.call(x)));
    x = maxpool.call(x);
    x = layer1.call(x);
    x = layer2.call(x);
    x = layer3.call(x);
    x = layer4.call(x);
    x = avgpool.call(x);
    return fc.call(x.flatten(1));
  }
}
