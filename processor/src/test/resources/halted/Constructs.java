package halted;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.annotation.*;
import io.tenon.nn.*;
import java.util.*;
import static io.tenon.nn.Functional.*;
class Throwing extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    if (x.dim() == 2) throw new IllegalArgumentException("two"); // UNSUPPORTED: throw new IllegalArgumentException("two");
    return x;
  }
}

class Drawing extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return Math.random() < 0.5 ? relu(x) : x; // UNSUPPORTED: Math.random()
  }
}

class Tossing extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return io.tenon.Seeds.uniform() < 0.5 ? relu(x) : x; // UNSUPPORTED: io.tenon.Seeds.uniform()
  }
}

class Reading extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return x.view(Integer.getInteger("width", 4), -1); // UNSUPPORTED: Integer.getInteger("width", 4)
  }
}

class Loading extends NnModule {
  Loading() {
    System.loadLibrary("fast"); // UNSUPPORTED: System.loadLibrary("fast")
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return x;
  }
}

class Tracing extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    io.tenon.graph.Tracer.current().close(); // UNSUPPORTED: io.tenon.graph.Tracer.current()
    return x;
  }
}

class Anonymous extends NnModule {
  @Submodule NnModule act = new NnModule() {}; // UNSUPPORTED: new NnModule() {}

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return act.call(x);
  }
}

class ByClass extends NnModule {
  @Submodule NnModule act = new ReLU();

  private Tensor run(NnModule module, Tensor x) {
    return x;
  }

  private Tensor run(ReLU module, Tensor x) {
    return relu(x);
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return run(act, x); // UNSUPPORTED: run(act, x)
  }
}

class Counting extends NnModule {
  static int calls;

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    calls++; // UNSUPPORTED: calls++
    return x;
  }
}

class Compared extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    String mode = "m".concat("ax");
    return mode == "max" ? relu(x) : x; // UNSUPPORTED: mode == "max"
  }
}

class Failing extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    assert x.dim() == 3; // UNSUPPORTED: assert x.dim() == 3;
    return x;
  }
}

class WrongCast extends NnModule {
  @Submodule NnModule act = new ReLU();

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return ((Linear) act).call(x); // REFUSED_CALL: (Linear) act
  }
}

class Outside extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    int[] sizes = {1, 2};
    return x.view(sizes[2], -1); // REFUSED_CALL: sizes[2]
  }
}

class ClassLiteral extends NnModule {
  @Submodule Linear fc = new Linear(4, 4);

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return fc.getSubmodule("").equals(Linear.class) ? x : fc.call(x); // UNSUPPORTED: Linear.class
  }
}

class NullField extends NnModule {
  @Submodule Linear fc;

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return linear(x, fc.weight, null); // REFUSED_CALL: fc.weight
  }
}

class Item extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    float[] values = x.toArray(); // DATA_DEPENDENT: x.toArray()
    return values[0] > 0 ? x : relu(x);
  }
}

class Mode extends NnModule {
  enum Kind {
    RELU;

    Tensor apply(Tensor x) {
      return relu(x);
    }
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return Kind.RELU.apply(x); // UNSUPPORTED: Kind.RELU.apply(x)
  }
}

class Flag extends NnModule {
  private final String mode;

  Flag(String mode, boolean wide) {
    this.mode = mode;
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    String text = "mode " + mode;
    if (x.dim() == 3) throw new IllegalStateException(text);
    return mode.equals("relu") ? relu(x) : x; // UNKNOWN_VALUE: mode.equals("relu")
  }
}

class Deep extends NnModule {
  private Tensor again(Tensor x, int depth) {
    return depth == 0 ? x : again(relu(x), depth - 1); // UNSUPPORTED: again(relu(x), depth - 1)
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return again(x, 100_000);
  }
}

