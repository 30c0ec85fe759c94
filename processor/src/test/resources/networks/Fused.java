package networks;

import static io.tenon.nn.Conv2d.options;
import static io.tenon.nn.Functional.gelu;
import static io.tenon.nn.Functional.maxPool2d;
import static io.tenon.nn.Functional.relu;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.annotation.Param;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.ConvTranspose2d;
import io.tenon.nn.Init;
import io.tenon.nn.LayerNorm;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;

/** What is computed together with a product or in one pass: a small network for each way. */
public final class Fused {
  private Fused() {}

  private static Parameter weight(int... sizes) {
    return new Parameter(Init.uniform_(Tensor.zeros(sizes), 0.5, 1.5));
  }

  /** Numbers and weights of channels behind each kind of convolution and behind linear layers. */
  public static class Scaled extends NnModule {
    @Submodule Conv2d conv = new Conv2d(3, 20, 3, options().padding(1));
    @Submodule BatchNorm2d bn = new BatchNorm2d(20);
    @Submodule Conv2d depthwise = new Conv2d(20, 20, 3, options().padding(1).groups(20));
    @Submodule Conv2d groups = new Conv2d(20, 20, 1, options().groups(2));
    @Submodule ConvTranspose2d up = new ConvTranspose2d(20, 6, 2, ConvTranspose2d.options().stride(2));
    @Submodule Conv2d last = new Conv2d(6, 5, 5);
    @Submodule Linear fc;
    @Param Parameter gamma = weight(20, 1, 1);
    @Param Parameter shift = weight(1, 20, 1, 1);
    @Param Parameter one = weight(1);
    @Param Parameter features;

    public Scaled(int classes) {
      fc = new Linear(5 * 4 * 3, classes);
      features = weight(classes);
    }

    @Override
    public Tensor forward(@Shape("N, 3, 6, 5") Tensor x) {
      Tensor y = relu(shift.sub(bn.call(gamma.mul(conv.call(x)))).mul(0.125f));
      y = gelu(depthwise.call(y).mul(shift).add(gamma));
      y = y.add(groups.call(y).div(4).sub(0.5f).mul(-1));
      y = relu(up.call(y).div(one).add(one));
      y = maxPool2d(relu(last.call(y).mul(-2)), 2);
      y = fc.call(y.flatten(1)).mul(features).add(features);
      return y.div(255);
    }
  }

  /** ConvNeXt's block: layer scale, and what it is added to. */
  public static class Layers extends NnModule {
    @Submodule Conv2d stem = new Conv2d(3, 24, 2, options().stride(2));
    @Submodule Conv2d depthwise = new Conv2d(24, 24, 7, options().padding(3).groups(24));
    @Submodule LayerNorm norm = new LayerNorm(24);
    @Submodule Linear up = new Linear(24, 96);
    @Submodule Linear down = new Linear(96, 24);
    @Param Parameter layerScale = weight(24, 1, 1);
    @Param Parameter gamma = weight(24);

    @Override
    public Tensor forward(@Shape("N, 3, 12, 10") Tensor x) {
      Tensor y = stem.call(x);
      Tensor z = norm.call(depthwise.call(y).permute(0, 2, 3, 1));
      z = down.call(gelu(up.call(z))).mul(gamma).permute(0, 3, 1, 2);
      return y.add(z.mul(layerScale));
    }
  }
}
