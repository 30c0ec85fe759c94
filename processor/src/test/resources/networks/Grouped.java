package networks;

import static io.tenon.nn.Conv2d.options;
import static io.tenon.nn.Functional.adaptiveAvgPool2d;
import static io.tenon.nn.Functional.relu6;
import static io.tenon.nn.Functional.silu;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;

/** Convolutions of groups: MobileNetV2's block, depthwise ones of all kinds, groups of any width. */
public class Grouped extends NnModule {
  public static class Block extends NnModule {
    @Submodule Conv2d expand;
    @Submodule BatchNorm2d bn1;
    @Submodule Conv2d depthwise;
    @Submodule BatchNorm2d bn2;
    @Submodule Conv2d project;
    @Submodule BatchNorm2d bn3;
    private final boolean shortcut;

    public Block(int in, int out, int stride, int ratio) {
      int hidden = in * ratio;
      expand = new Conv2d(in, hidden, 1, options().bias(false));
      bn1 = new BatchNorm2d(hidden);
      depthwise =
          new Conv2d(
              hidden, hidden, 3, options().stride(stride).padding(1).groups(hidden).bias(false));
      bn2 = new BatchNorm2d(hidden);
      project = new Conv2d(hidden, out, 1, options().bias(false));
      bn3 = new BatchNorm2d(out);
      shortcut = stride == 1 && in == out;
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor y = relu6(bn1.call(expand.call(x)));
      y = relu6(bn2.call(depthwise.call(y)));
      y = bn3.call(project.call(y));
      return shortcut ? x.add(y) : y;
    }
  }

  @Submodule Conv2d each = new Conv2d(3, 3, 3, options().stride(2).groups(3));
  @Submodule Conv2d three = new Conv2d(3, 12, 3, options().padding(1).groups(3));
  @Submodule Block block1 = new Block(12, 20, 2, 3);
  @Submodule Block block2 = new Block(20, 20, 1, 6);
  @Submodule Conv2d wide = new Conv2d(20, 96, 1, options().groups(2));
  @Submodule Conv2d blocks = new Conv2d(96, 96, 3, options().padding(1, 0).groups(3));
  @Submodule Conv2d narrow = new Conv2d(96, 24, 3, options().dilation(2).padding(2).groups(8));
  @Submodule Conv2d far = new Conv2d(24, 24, 3, options().stride(3, 1).dilation(2).padding(3).groups(24));
  @Submodule Linear fc;

  public Grouped(int classes) {
    fc = new Linear(24, classes);
  }

  @Override
  public Tensor forward(@Shape("N, 3, 33, 29") Tensor x) {
    Tensor y = three.call(each.call(x));
    y = block2.call(block1.call(y));
    y = blocks.call(relu6(wide.call(y)));
    y = far.call(silu(narrow.call(y)));
    return fc.call(adaptiveAvgPool2d(y, 1).flatten(1));
  }
}
