package traced;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.annotation.*;
import io.tenon.nn.*;
import java.util.*;
import static io.tenon.nn.Functional.*;

abstract class Base extends NnModule {
  @Submodule Linear first = new Linear(4, 4);
  final int k = 1;
  protected final int made;

  Base(int made) {
    this.made = made;
    hook();
  }

  void hook() {}

  private Tensor act(Tensor x) {
    return relu(x);
  }

  static Tensor twice(Tensor x) {
    return relu(relu(x));
  }

  Tensor over(int value, Tensor x) {
    return leakyRelu(x, value);
  }

  abstract Tensor part(Tensor x);

  int k() {
    return k;
  }

  @Override
  public Tensor forward(Tensor x) {
    return leakyRelu(act(part(first.call(x))), 10 * k + made);
  }
}

class Derived extends Base {
  @Submodule Linear second;
  final int k = 2;
  int late = 7;
  int plain;

  Derived(int width) {
    this(width, 5);
    x3 += 1;
  }

  private Derived(int width, int made) {
    super(made + 1);
    second = new Linear(4, width);
  }

  {
    x3 = 3;
  }

  private int x3;

  @Override
  void hook() {
    plain = 9;
  }

  Tensor act(Tensor x) {
    return sigmoid(x);
  }

  static Tensor twice(Tensor x) {
    return sigmoid(x);
  }

  Tensor over(double value, Tensor x) {
    return tanh(x);
  }

  @Override
  Tensor part(Tensor x) {
    return over(1, twice(x));
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    Tensor y = leakyRelu(act(super.forward(x)), 100 * k + k() + super.k);
    return second.call(Base.twice(y));
  }
}

class FieldOrder extends NnModule {
  final int a = 2;
  final int b = a * next();
  @Submodule("late_one") Linear late;
  @Submodule Linear middle = new Linear(a + b, 4);
  @Param Parameter scale;
  @Param Parameter offset = null;
  @Buffer Tensor mean = Tensor.zeros(4);

  private int next() {
    return b + 1;
  }

  {
    scale = new Parameter(Tensor.ones(4));
    int width = a;
    late = new Linear(4, width + b);
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    Tensor y = middle.call(late.call(x)).mul(scale).sub(mean);
    return offset == null ? relu(y) : y.add(offset);
  }
}

class Helpers extends NnModule {
  private int fixed = 3;
  private final boolean gated;
  @Submodule Linear gate;

  Helpers() {
    this(true);
  }

  private Helpers(boolean gated) {
    this.gated = gated;
    if (gated) {
      gate = new Linear(4, 4);
    }
  }

  private Tensor many(Tensor x, int... values) {
    for (int value : values) x = leakyRelu(x, value);
    return leakyRelu(x, values.length);
  }

  private Tensor fold(Tensor x, Tensor... more) {
    for (Tensor each : more) x = x.add(each);
    return x;
  }

  private static int fib(int n) {
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
  }

  private double pick(long value) { return 1; }
  private double pick(double value) { return 2; }
  private double pick(int value, int... rest) { return 3; }
  private double pick(boolean value) { return 4; }
  private double pick(String value) { return 5; }

  private float narrow(double value) { return (float) value; }

  private void nothing(Tensor x) {
    if (x.dim() == 2) return;
    relu(x);
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    x = many(x);
    x = many(x, 5, 'a');
    x = this.many(x, new int[] {8, 9});
    x = fold(x, relu(x), tanh(x));
    x = fold(x);
    x = leakyRelu(x, fib(12));
    x = leakyRelu(x, pick(1) + 10 * pick(1f) + 100 * pick(1, 2) + 1000 * pick(true) + 10000 * pick("a"));
    x = leakyRelu(x, narrow(5) / 2);
    nothing(x);
    x = Tools.activate(Tools.Inner.shift(x), Tools.SLOPE);
    x = leakyRelu(x, fixed);
    if (gate != null) x = gate.call(x).mul(sigmoid(x));
    return io.tenon.nn.Functional.relu(traced.Tools.activate(x, gated ? 1 : 2));
  }
}

final class Tools {
  static final double SLOPE = Math.sqrt(16);
  static final List<Integer> LIST = List.of(1, 2);

  static final class Inner {
    static Tensor shift(Tensor x) {
      return activate(x, LIST.get(1));
    }
  }

  private Tools() {}

  static Tensor activate(Tensor x, double slope) {
    return leakyRelu(x, slope);
  }
}

interface Activation {
  double STEP = 0.25;

  Tensor activate(Tensor x);

  default Tensor both(Tensor x) {
    return activate(activate(x));
  }

  static Tensor none(Tensor x) {
    return leakyRelu(x, STEP);
  }
}

class Faces extends NnModule implements Activation {
  static class Smooth extends NnModule implements Activation {
    @Override
    public Tensor activate(Tensor x) {
      return sigmoid(x);
    }

    @Override
    public Tensor forward(Tensor x) {
      return both(x);
    }
  }

  @Submodule NnModule smooth = new Smooth();

  @Override
  public Tensor activate(Tensor x) {
    return smooth instanceof Activation a ? a.activate(leakyRelu(x, STEP)) : x;
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    if (smooth instanceof Faces) x = tanh(x);
    return smooth.call(both(Activation.none(x)));
  }
}

class Enums extends NnModule {
  enum Kind { NONE, RELU, TANH }

  static final Kind DEFAULT = Kind.TANH;
  final Kind kind;

  Enums() {
    this.kind = Kind.RELU;
  }

  private Tensor apply(Tensor x, Kind kind) {
    return switch (kind) {
      case NONE -> x;
      case RELU -> relu(x);
      case TANH -> tanh(x);
    };
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    x = apply(apply(x, kind), DEFAULT);
    for (Kind each : Kind.values()) x = leakyRelu(apply(x, each), each.ordinal());
    switch (kind) {
      case NONE:
        return x;
      case RELU:
        x = sigmoid(x);
        break;
      default:
        x = silu(x);
    }
    if (kind == Kind.RELU && kind != DEFAULT && kind.name().equals("RELU")) x = mish(x);
    return kind.equals(Kind.valueOf("RELU")) ? relu6(x) : x;
  }
}
