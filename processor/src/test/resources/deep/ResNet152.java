package deep;

import static io.tenon.nn.Functional.relu;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.AdaptiveAvgPool2d;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Linear;
import io.tenon.nn.MaxPool2d;
import io.tenon.nn.NnModule;
import io.tenon.nn.Sequential;

/** The deepest of torchvision's residual networks, with fewer channels. */
public class ResNet152 extends NnModule {
  @Submodule Conv2d conv1 = new Conv2d(3, 16, 7, Conv2d.options().stride(2).padding(3).bias(false));
  @Submodule BatchNorm2d bn1 = new BatchNorm2d(16);
  @Submodule MaxPool2d maxpool = new MaxPool2d(3, 2, 1);
  @Submodule Sequential layer1 = stage(16, 16, 3, 1);
  @Submodule Sequential layer2 = stage(64, 32, 8, 2);
  @Submodule Sequential layer3 = stage(128, 64, 36, 2);
  @Submodule Sequential layer4 = stage(256, 128, 3, 2);
  @Submodule AdaptiveAvgPool2d avgpool = new AdaptiveAvgPool2d(1);
  @Submodule Linear fc = new Linear(512, 1000);

  private static Sequential stage(int in, int planes, int blocks, int stride) {
    Sequential stage = new Sequential(new Block(in, planes, stride));
    for (int i = 1; i < blocks; i++) {
      stage.append(new Block(4 * planes, planes, 1));
    }
    return stage;
  }

  @Override
  public Tensor forward(@Shape("N, 3, 64, 64") Tensor x) {
    x = maxpool.call(relu(bn1.call(conv1.call(x))));
    x = layer4.call(layer3.call(layer2.call(layer1.call(x))));
    return fc.call(avgpool.call(x).flatten(1));
  }

  /** A bottleneck. */
  public static class Block extends NnModule {
    @Submodule Conv2d conv1;
    @Submodule BatchNorm2d bn1;
    @Submodule Conv2d conv2;
    @Submodule BatchNorm2d bn2;
    @Submodule Conv2d conv3;
    @Submodule BatchNorm2d bn3;
    @Submodule Sequential downsample;

    /** With {@code in} channels in and four times {@code planes} out. */
    public Block(int in, int planes, int stride) {
      conv1 = new Conv2d(in, planes, 1, Conv2d.options().bias(false));
      bn1 = new BatchNorm2d(planes);
      conv2 = new Conv2d(planes, planes, 3, Conv2d.options().stride(stride).padding(1).bias(false));
      bn2 = new BatchNorm2d(planes);
      conv3 = new Conv2d(planes, 4 * planes, 1, Conv2d.options().bias(false));
      bn3 = new BatchNorm2d(4 * planes);
      if (in != 4 * planes) {
        downsample =
            new Sequential(
                new Conv2d(in, 4 * planes, 1, Conv2d.options().stride(stride).bias(false)),
                new BatchNorm2d(4 * planes));
      }
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor out = relu(bn1.call(conv1.call(x)));
      out = relu(bn2.call(conv2.call(out)));
      out = bn3.call(conv3.call(out));
      return relu(out.add(downsample == null ? x : downsample.call(x)));
    }
  }
}
