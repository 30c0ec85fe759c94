package halted;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.annotation.*;
import io.tenon.nn.*;
import java.util.*;
import static io.tenon.nn.Functional.*;
class Widened extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    double d = x.size(0); // UNTRACKED_SIZE: double d = x.size(0);
    return d > 1 ? relu(x) : x;
  }
}

class WidenedArgument extends NnModule {
  private static boolean small(float n) {
    return n < 2;
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return small(x.size(0)) ? relu(x) : x; // UNTRACKED_SIZE: small(x.size(0))
  }
}

class WidenedField extends NnModule {
  private final float width;

  WidenedField(int width) {
    this.width = width; // UNTRACKED_SIZE: this.width = width
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return width > 3 ? relu(x) : x;
  }
}

class WidenedElement extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    float[] sizes = {x.size(0), 1}; // UNTRACKED_SIZE: float[] sizes = {x.size(0), 1};
    return sizes[0] > 1 ? relu(x) : x;
  }
}

class WidenedForLibrary extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return leakyRelu(x, x.size(0)); // UNTRACKED_SIZE: leakyRelu(x, x.size(0))
  }
}

class Boxed extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    Integer n = x.size(0);
    return n.equals(1) ? relu(x) : x; // SIZE_DEPENDENT: n.equals(1)
  }
}

class Contained extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return List.of(1, 2).contains(x.size(0)) ? relu(x) : x; // SIZE_DEPENDENT: List.of(1, 2).contains(x.size(0))
  }
}

class Containing extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    List<Integer> sizes = new ArrayList<>();
    sizes.add(x.size(0));
    return sizes.indexOf(1) == 0 ? relu(x) : x; // SIZE_DEPENDENT: sizes.indexOf(1)
  }
}

class Equal extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return Objects.equals(x.size(0), 1) ? relu(x) : x; // SIZE_DEPENDENT: Objects.equals(x.size(0), 1)
  }
}

class EqualShapes extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    if (x.shape().equals(io.tenon.Shape.of(1, 5)) || !x.shape().equals(relu(x).shape())) {
      return x;
    }
    return x.shape().equals(io.tenon.Shape.of(1, 4)) ? relu(x) : x; // SIZE_DEPENDENT: x.shape().equals(io.tenon.Shape.of(1, 4))
  }
}

class Spelled extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    String text = "batch " + x.size(0);
    return text.equals("batch 1") ? relu(x) : x; // SIZE_DEPENDENT: text.equals("batch 1")
  }
}

class SpelledShape extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return ("" + x.shape()).isEmpty() || x.shape().toString().isEmpty() ? relu(x) : x; // SIZE_DEPENDENT: ("" + x.shape()).isEmpty()
  }
}

class Counted extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    for (int i = 0; i < x.size(0); i++) { // SIZE_DEPENDENT: i < x.size(0)
      x = relu(x);
    }
    return x;
  }
}

class Selected extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    switch (x.size(0)) { // SIZE_DEPENDENT: (x.size(0))
      case 1:
        return x;
      default:
        return relu(x);
    }
  }
}

class Indexed extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    int[] sizes = new int[3];
    return sizes[x.size(0)] > 1 ? relu(x) : x; // SIZE_DEPENDENT: x.size(0)
  }
}

class Larger extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return x.view(Math.max(x.size(0), 1), 4); // UNTRACKED_SIZE: Math.max(x.size(0), 1)
  }
}

class Repeated extends NnModule {
  @Submodule ModuleList list = new ModuleList();

  Repeated(int depth) {
    for (int i = 0; i < depth; i++) { // UNKNOWN_VALUE: i < depth
      list.append(new ReLU());
    }
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return x;
  }
}

class AnyKernel extends NnModule {
  @Submodule Conv2d conv;

  AnyKernel(int channels, int kernel) {
    conv = new Conv2d(3, channels, kernel);
  }

  @Override
  public Tensor forward(@Shape("N, 3, 8, 8") Tensor x) {
    return conv.call(x); // UNKNOWN_VALUE: conv.call(x)
  }
}

class AnyDimension extends NnModule {
  @Submodule Softmax softmax;

  AnyDimension(int dim) {
    softmax = new Softmax(dim);
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return softmax.call(x); // UNKNOWN_VALUE: softmax.call(x)
  }
}

class NoArgument extends NnModule {
  @Submodule Conv2d conv;
  @Submodule Linear fc = new Linear(4, 4);

  NoArgument(int channels) {
    conv = new Conv2d(3, channels, 3);
  }

  @Override
  public Tensor forward(@Shape("N, 3, 8, 8") Tensor x) {
    return fc.call(conv.call(x)); // SHAPE_MISMATCH: fc.call(conv.call(x))
  }
}

class Huge extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 64, 112, 112") Tensor x) {
    return x.view(x.numel() / 16, 16); // SIZE_DEPENDENT: x.numel()
  }
}

class AnySlope extends NnModule {
  @Submodule LeakyReLU act;

  AnySlope(double p, double slope) {
    act = new LeakyReLU(slope + p * 0);
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return act.call(relu(x)); // UNKNOWN_VALUE: act.call(relu(x))
  }
}

class AnyBias extends NnModule {
  @Submodule Dropout dropout;
  @Submodule Linear fc;

  AnyBias(double p, boolean bias) {
    dropout = new Dropout(p);
    fc = new Linear(4, 4, bias);
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return dropout.call(fc.call(x)); // UNKNOWN_VALUE: fc.call(x)
  }
}

class AnyWidth extends NnModule {
  @Submodule Linear fc;

  AnyWidth(double width) {
    fc = new Linear(4, (int) (8 * width)); // UNKNOWN_VALUE: new Linear(4, (int) (8 * width))
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return fc.call(x);
  }
}

class AnyRate extends NnModule {
  @Submodule Dropout dropout;

  AnyRate(double p) {
    dropout = new Dropout(2 * p);
    boolean much = p > 0.1;
    if (much) { // UNKNOWN_VALUE: (much)
      dropout = null;
    }
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return dropout == null ? x : dropout.call(x);
  }
}

class AnyProbability extends NnModule {
  @Submodule Dropout dropout;

  AnyProbability(double p) {
    dropout = new Dropout(p + 1); // UNKNOWN_VALUE: new Dropout(p + 1)
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return dropout.call(x);
  }
}

class Gained extends NnModule {
  Gained(double p) {
    double gain = Init.calculateGain("leaky_relu", p);
    if (gain > 1) { // UNKNOWN_VALUE: (gain > 1)
      registerModule("act", new ReLU());
    }
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return relu(x);
  }
}

class AnyMode extends NnModule {
  @Submodule Conv2d conv;

  AnyMode(String mode) {
    conv = new Conv2d(3, 3, 3, Conv2d.options().paddingMode(mode)); // UNKNOWN_VALUE: Conv2d.options().paddingMode(mode)
  }

  @Override
  public Tensor forward(@Shape("N, 3, 8, 8") Tensor x) {
    return conv.call(x);
  }
}

class Asked extends NnModule {
  Asked(double p) {
    if (List.of(0.5, 1.0).contains(p)) { // UNKNOWN_VALUE: List.of(0.5, 1.0).contains(p)
      registerModule("act", new ReLU());
    }
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return relu(x);
  }
}
