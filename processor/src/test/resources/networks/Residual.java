package networks;

import static io.tenon.nn.Conv2d.options;
import static io.tenon.nn.Functional.adaptiveAvgPool2d;
import static io.tenon.nn.Functional.maxPool2d;
import static io.tenon.nn.Functional.relu;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;
import io.tenon.nn.Sequential;

/** Nested modules, a shortcut that may be missing, batch normalisation, strides and padding. */
public class Residual extends NnModule {
  static final int WIDTH = 20;

  public static class Block extends NnModule {
    @Submodule Conv2d conv1;
    @Submodule BatchNorm2d bn1;
    @Submodule Conv2d conv2;
    @Submodule BatchNorm2d bn2;
    @Submodule Sequential downsample;

    public Block(int in, int out, int stride) {
      conv1 = new Conv2d(in, out, 3, options().stride(stride).padding(1).bias(false));
      bn1 = new BatchNorm2d(out);
      conv2 = new Conv2d(out, out, 3, options().padding(1).bias(false));
      bn2 = new BatchNorm2d(out);
      if (stride != 1 || in != out) {
        downsample =
            new Sequential(
                new Conv2d(in, out, 1, options().stride(stride).bias(false)), new BatchNorm2d(out));
      }
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor out = relu(bn1.call(conv1.call(x)));
      out = bn2.call(conv2.call(out));
      Tensor identity = downsample == null ? x : downsample.call(x);
      return relu(out.add(identity));
    }
  }

  @Submodule Conv2d stem = new Conv2d(3, WIDTH, 7, options().stride(2).padding(3).bias(false));
  @Submodule BatchNorm2d bn = new BatchNorm2d(WIDTH);
  @Submodule Sequential layer1 = new Sequential(new Block(WIDTH, WIDTH, 1));
  @Submodule Sequential layer2 = new Sequential(new Block(WIDTH, 32, 2), new Block(32, 32, 1));
  @Submodule Linear fc;

  public Residual(int classes) {
    fc = new Linear(32, classes);
  }

  @Override
  public Tensor forward(@Shape("N, 3, 30, 34") Tensor x) {
    x = relu(bn.call(stem.call(x)));
    x = maxPool2d(x, 3, 2, 1);
    x = layer2.call(layer1.call(x));
    x = adaptiveAvgPool2d(x, 1);
    return fc.call(x.flatten(1));
  }
}
