package halted;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.annotation.*;
import io.tenon.nn.*;
import java.util.*;
import static io.tenon.nn.Functional.*;
class Opaque extends NnModule {
  @Submodule NnModule other = new io.tenon.processor.Traced.Network(); // OPAQUE_MODULE: new io.tenon.processor.Traced.Network()

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return other.call(x);
  }
}

class Unannotated extends NnModule {
  private final Parameter scale = new Parameter(Tensor.ones(4));

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return relu(x).mul(scale); // UNREGISTERED: relu(x).mul(scale)
  }
}

class Setter extends NnModule {
  private int times = 2;

  void setTimes(int times) {
    this.times = times;
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return times > 1 ? relu(x) : x; // MUTABLE_FIELD: times
  }
}

class FromOutside extends NnModule {
  private int times = 2;

  static class Tuner {
    void tune(FromOutside net) {
      net.times++;
    }
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return times > 1 ? relu(x) : x; // MUTABLE_FIELD: times
  }
}

class Visible extends NnModule {
  int times = 2;

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return this.times > 1 ? relu(x) : x; // MUTABLE_FIELD: this.times
  }
}

class Replacing extends NnModule {
  @Submodule Linear fc = new Linear(4, 4);

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    fc = new Linear(4, 5); // MUTABLE_FIELD: fc = new Linear(4, 5)
    return fc.call(x);
  }
}

class Incrementing extends NnModule {
  @Buffer Tensor seen = Tensor.zeros(1);
  private int calls;

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    calls++; // MUTABLE_FIELD: calls
    return x;
  }
}

class Hidden extends NnModule {
  static class Above extends NnModule {
    final int k = 1;
  }

  static class Below extends Above {
    final int k = 2;

    @Override
    public Tensor forward(Tensor x) {
      return leakyRelu(x, k);
    }
  }

  @Submodule Above below = new Below();

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return leakyRelu(x, below.k); // UNSUPPORTED: below.k
  }
}


class Retied extends NnModule {
  @Submodule Linear first = new Linear(4, 4);
  @Submodule Linear second = new Linear(4, 4);

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    second.weight = first.weight; // MUTABLE_FIELD: second.weight = first.weight
    return second.call(first.call(x));
  }
}
