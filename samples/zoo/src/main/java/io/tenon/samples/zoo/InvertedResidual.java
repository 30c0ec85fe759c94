package io.tenon.samples.zoo;

import io.tenon.Tensor;
import io.tenon.annotation.Submodule;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.NnModule;
import io.tenon.nn.Sequential;

/**
 * The block of MobileNetV2: a 1×1 convolution widens, a 3×3 one sees each channel alone, a 1×1 one
 * narrows without activation; the input is added where the shapes are equal.
 */
public final class InvertedResidual extends NnModule {
  @Submodule Sequential conv = new Sequential();

  private final boolean residual;

  InvertedResidual(int in, int out, int stride, int expandRatio) {
    int hidden = in * expandRatio;
    residual = stride == 1 && in == out;
    if (expandRatio != 1) {
      conv.append(new ConvNormActivation(in, hidden, 1, 1, 1));
    }
    conv.append(new ConvNormActivation(hidden, hidden, 3, stride, hidden));
    conv.append(new Conv2d(hidden, out, 1, Conv2d.options().bias(false)));
    conv.append(new BatchNorm2d(out));
  }

  @Override
  public Tensor forward(Tensor x) {
    return residual ? x.add(conv.call(x)) : conv.call(x);
  }
}
