package io.tenon.samples.zoo;

import static io.tenon.nn.Functional.cat;

import io.tenon.Tensor;
import io.tenon.annotation.Submodule;
import io.tenon.nn.Conv2d;
import io.tenon.nn.NnModule;
import io.tenon.nn.ReLU;
import java.util.List;

/** SqueezeNet's block: few channels, which 1×1 and 3×3 convolutions side by side make many. */
public final class Fire extends NnModule {
  @Submodule Conv2d squeeze;

  @Submodule("squeeze_activation")
  ReLU squeezeActivation = new ReLU();

  @Submodule Conv2d expand1x1;

  @Submodule("expand1x1_activation")
  ReLU expand1x1Activation = new ReLU();

  @Submodule Conv2d expand3x3;

  @Submodule("expand3x3_activation")
  ReLU expand3x3Activation = new ReLU();

  Fire(int inplanes, int squeezePlanes, int expand1x1Planes, int expand3x3Planes) {
    squeeze = new Conv2d(inplanes, squeezePlanes, 1);
    expand1x1 = new Conv2d(squeezePlanes, expand1x1Planes, 1);
    expand3x3 = new Conv2d(squeezePlanes, expand3x3Planes, 3, Conv2d.options().padding(1));
  }

  @Override
  public Tensor forward(Tensor x) {
    x = squeezeActivation.call(squeeze.call(x));
    return cat(
        List.of(
            expand1x1Activation.call(expand1x1.call(x)),
            expand3x3Activation.call(expand3x3.call(x))),
        1);
  }
}
