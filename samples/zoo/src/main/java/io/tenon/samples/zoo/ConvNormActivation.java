package io.tenon.samples.zoo;

import io.tenon.Tensor;
import io.tenon.annotation.Submodule;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.NnModule;
import io.tenon.nn.ReLU6;

/**
 * A convolution that keeps the size but for its stride, batch normalisation and ReLU6. A {@code
 * Sequential} in torchvision, so that the names in the state dict are numbers.
 */
public final class ConvNormActivation extends NnModule {
  @Submodule("0")
  Conv2d conv;

  @Submodule("1")
  BatchNorm2d norm;

  @Submodule("2")
  ReLU6 activation = new ReLU6();

  ConvNormActivation(int in, int out, int kernelSize, int stride, int groups) {
    conv =
        new Conv2d(
            in,
            out,
            kernelSize,
            Conv2d.options()
                .stride(stride)
                .padding((kernelSize - 1) / 2)
                .groups(groups)
                .bias(false));
    norm = new BatchNorm2d(out);
  }

  @Override
  public Tensor forward(Tensor x) {
    return activation.call(norm.call(conv.call(x)));
  }
}
