package wrong;

import static io.tenon.nn.Functional.maxPool2d;
import static io.tenon.nn.Functional.relu;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.LayerNorm;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;
import io.tenon.nn.Sequential;

class Channels extends NnModule {
  @Submodule Conv2d conv = new Conv2d(3, 6, 5);

  @Override
  public Tensor forward(@Shape("N, 1, 32, 32") Tensor x) {
    return relu(
        conv.call(x)); // TN012: conv2d: input has 1 channels, but the kernel expects 3 (input [N, 1, 32, 32], weight [6, 3, 5, 5], groups=1), in 'conv.call(x)'
  }
}

class Features extends NnModule {
  @Submodule Linear fc;

  Features(int classes) {
    fc = new Linear(16 * 5 * 5, classes);
  }

  @Override
  public Tensor forward(@Shape("N, 16, 6, 6") Tensor x) {
    return fc.call(x.flatten(1)); // TN012: linear: input has 576 features, but the weight expects 400 (input [N, 576], weight [classes, 400]), in 'fc.call(x.flatten(1))'
  }
}

class Window extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 3, 4, 4") Tensor x) {
    return maxPool2d(x, 5); // TN012: max_pool2d: a window of 5 does not fit an input of 4 (input [N, 3, 4, 4]), in 'maxPool2d(x, 5)'
  }
}

class Elements extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 3, 4") Tensor x) {
    return x.view(x.size(0), 5, 5); // TN012: view: shape [N, 5, 5] is invalid for input of shape [N, 3, 4], in 'x.view(x.size(0), 5, 5)'
  }
}

class Broadcast extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 6") Tensor x) {
    return x.add(x.view(x.size(0), 2, 3)); // TN012: add: shapes [N, 6] and [N, 2, 3] can't be broadcast: dimension -1 has sizes 6 and 3, in 'x.add(x.view(x.size(0), 2, 3))'
  }
}

class InSequence extends NnModule {
  @Submodule Sequential layers = new Sequential(new Linear(4, 8), new LayerNorm(9));

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return layers.call(x); // TN012: layer_norm: normalizes the last dimensions [9], but the input has shape [N, 8], in layer '1', in 'layers.call(x)'
  }
}

class Inside extends NnModule {
  static class Block extends NnModule {
    @Submodule BatchNorm2d norm = new BatchNorm2d(7);

    @Override
    public Tensor forward(Tensor x) {
      return norm.call(x); // TN012: batch_norm: input has 8 channels, but the layer normalizes 7 (input [N, 8, 4, 4]), in 'norm.call(x)'
    }
  }

  @Submodule Block block = new Block();

  @Override
  public Tensor forward(@Shape("N, 8, 4, 4") Tensor x) {
    return block.call(x);
  }
}

class Refused extends NnModule {
  @Submodule Conv2d conv = new Conv2d(3, 6, 5, Conv2d.options().groups(2)); // TN013: 'new Conv2d(3, 6, 5, Conv2d.options().groups(2))' fails: in_channels must be divisible by groups

  @Override
  public Tensor forward(@Shape("N, 3, 32, 32") Tensor x) {
    return conv.call(x);
  }
}

class Nothing extends NnModule {
  @Submodule Linear fc;

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return fc.call(x); // TN013: 'fc.call(x)' fails: it is called on null
  }
}

class Divided extends NnModule {
  private static final int ZERO = 0;

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return x.view(-1, 4 / ZERO); // TN013: '4 / ZERO' fails: / by zero
  }
}
