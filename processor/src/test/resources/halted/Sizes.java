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
