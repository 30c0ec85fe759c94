package io.tenon.samples.zoo;

import static io.tenon.nn.Functional.relu;

import io.tenon.Tensor;
import io.tenon.annotation.Submodule;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.NnModule;
import io.tenon.nn.Sequential;

/** The residual block of ResNet-18 and 34: two 3×3 convolutions beside a shortcut. */
public final class BasicBlock extends NnModule {
  @Submodule Conv2d conv1;
  @Submodule BatchNorm2d bn1;
  @Submodule Conv2d conv2;
  @Submodule BatchNorm2d bn2;
  @Submodule Sequential downsample;

  /**
   * A block.
   *
   * @param downsample makes the input of the output's shape; null where it is already
   */
  BasicBlock(int inplanes, int planes, int stride, Sequential downsample) {
    conv1 = new Conv2d(inplanes, planes, 3, Conv2d.options().stride(stride).padding(1).bias(false));
    bn1 = new BatchNorm2d(planes);
    conv2 = new Conv2d(planes, planes, 3, Conv2d.options().padding(1).bias(false));
    bn2 = new BatchNorm2d(planes);
    this.downsample = downsample;
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor identity = x;
    Tensor out = relu(bn1.call(conv1.call(x)));
    out = bn2.call(conv2.call(out));
    if (downsample != null) {
      identity = downsample.call(x);
    }
    return relu(out.add(identity));
  }
}
