package io.tenon.samples.zoo;

import static io.tenon.nn.Functional.relu;

import io.tenon.Tensor;
import io.tenon.annotation.Submodule;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.NnModule;
import io.tenon.nn.Sequential;

/**
 * The residual block of ResNet-50 and deeper: a 3×3 convolution between two 1×1 that narrow and
 * widen, beside a shortcut. As in torchvision the 3×3 one has the stride, not the first.
 */
public final class Bottleneck extends NnModule {
  /** How much wider the output is than the 3×3 convolution. */
  static final int EXPANSION = 4;

  @Submodule Conv2d conv1;
  @Submodule BatchNorm2d bn1;
  @Submodule Conv2d conv2;
  @Submodule BatchNorm2d bn2;
  @Submodule Conv2d conv3;
  @Submodule BatchNorm2d bn3;
  @Submodule Sequential downsample;

  /**
   * A block.
   *
   * @param downsample makes the input of the output's shape; null where it is already
   */
  Bottleneck(int inplanes, int planes, int stride, Sequential downsample) {
    conv1 = new Conv2d(inplanes, planes, 1, Conv2d.options().bias(false));
    bn1 = new BatchNorm2d(planes);
    conv2 = new Conv2d(planes, planes, 3, Conv2d.options().stride(stride).padding(1).bias(false));
    bn2 = new BatchNorm2d(planes);
    conv3 = new Conv2d(planes, planes * EXPANSION, 1, Conv2d.options().bias(false));
    bn3 = new BatchNorm2d(planes * EXPANSION);
    this.downsample = downsample;
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor identity = x;
    Tensor out = relu(bn1.call(conv1.call(x)));
    out = relu(bn2.call(conv2.call(out)));
    out = bn3.call(conv3.call(out));
    if (downsample != null) {
      identity = downsample.call(x);
    }
    return relu(out.add(identity));
  }
}
