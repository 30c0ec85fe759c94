package traced;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.annotation.*;
import io.tenon.nn.*;
import java.util.*;
import static io.tenon.nn.Functional.*;

class Straight extends NnModule {
  @Submodule Conv2d conv1 = new Conv2d(3, 6, 5);
  @Submodule Conv2d conv2 = new Conv2d(6, 16, 5);
  @Submodule Linear fc1 = new Linear(16 * 5 * 5, 120);
  @Submodule Linear fc3;

  Straight(int classes) {
    fc3 = new Linear(120, classes);
  }

  @Override
  public Tensor forward(@Shape("N, 3, 32, 32") Tensor x) {
    Tensor out = relu(conv1.call(x));
    out = maxPool2d(out, 2);
    var next = relu(conv2.call(out));
    out = maxPool2d(next, 2);
    out = out.view(out.size(0), -1);
    return fc3.call(relu(fc1.call(out)));
  }
}

class Branches extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    if (x.size(1) > 3) x = relu(x);
    if (x.dim() == 3) {
      x = sigmoid(x);
    } else if (x.size(1) == 4 && !training()) {
      x = tanh(x);
    } else {
      x = silu(x);
    }
    if (x == null || x.dim() != 2) {
      throw new IllegalStateException("never " + x);
    }
    ;
    return x.size(0) == x.size(0) ? relu6(x) : x;
  }
}

class Loops extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    for (int i = 0, j = 5; i < j; i++, j--) {
      x = leakyRelu(x, i * 10 + j);
    }
    int k = 0;
    while (k < 10) {
      k += 2;
      if (k == 4) continue;
      if (k == 8) break;
      x = leakyRelu(x, k);
    }
    do {
      k--;
      if (k % 2 == 0) {
        continue;
      }
      x = leakyRelu(x, 100 + k);
    } while (k > 3);
    for (; ; ) {
      if (++k > 6) {
        break;
      }
    }
    for (int value : new int[] {3, 1, 2}) x = leakyRelu(x, value + k);
    for (var value : List.of(7, 8)) {
      x = leakyRelu(x, value);
    }
    int n = 3;
    do n--; while (n > 0);
    return leakyRelu(x, n);
  }
}

class Labels extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    outer:
    for (int i = 0; i < 4; i++) {
      inner:
      for (int j = 0; j < 4; j++) {
        if (j == 2) continue outer;
        if (i == 2) break outer;
        if (i == 1) break inner;
        x = leakyRelu(x, 10 * i + j);
      }
      x = leakyRelu(x, 100 + i);
    }
    block:
    {
      if (x.dim() == 2) {
        break block;
      }
      x = relu(x);
    }
    int k = 0;
    again:
    while (true) {
      do {
        if (++k > 5) break again;
        if (k > 2) continue again;
      } while (k < 100);
    }
    rows:
    for (int a : new int[] {1, 2, 3}) {
      switch (a) {
        case 2:
          continue rows;
        default:
          break;
      }
      x = leakyRelu(x, a);
    }
    return leakyRelu(x, k);
  }
}

class Switches extends NnModule {
  private static final int TWO = 2;

  private Tensor old(Tensor x, int kind) {
    switch (kind) {
      case 1:
        x = leakyRelu(x, 1);
      case TWO:
        x = leakyRelu(x, 2);
        break;
      default:
        x = leakyRelu(x, 9);
      case 3: {
        x = leakyRelu(x, 3);
        break;
      }
      case 4:
        return leakyRelu(x, 4);
    }
    return leakyRelu(x, 100);
  }

  private Tensor arrow(Tensor x, String kind) {
    switch (kind) {
      case "a", "b" -> x = leakyRelu(x, 1);
      case "c" -> {
        if (x.dim() == 2) break;
        x = leakyRelu(x, 3);
      }
      case "d" -> throw new IllegalArgumentException();
      default -> {
        return leakyRelu(x, 4);
      }
    }
    return leakyRelu(x, 5);
  }

  private int value(String kind) {
    return switch (kind) {
      case "a" -> 1;
      case "b" -> {
        int sum = 0;
        for (int i = 0; i < 10; i++) {
          sum += i;
          if (sum > 20) {
            yield sum;
          }
          switch (i) {
            case 7:
              yield 77;
            default:
          }
        }
        yield -1;
      }
      case "c" -> {
        int inner = switch (kind.length()) { case 1: yield 5; default: yield 6; };
        yield inner + 1;
      }
      default -> { if (kind.isEmpty()) yield 8; else yield 9; }
    };
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    for (int kind = 0; kind < 5; kind++) {
      x = old(x, kind);
    }
    for (String kind : List.of("a", "b", "c", "e")) {
      x = arrow(x, kind);
    }
    for (String kind : new String[] {"a", "b", "c", "", "ee"}) {
      x = leakyRelu(x, value(kind));
    }
    return x;
  }
}

class Asserting extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    assert x.dim() == 2 : "two dimensions";
    assert x.size(1) == 4;
    return relu(x);
  }
}

class Patterns extends NnModule {
  @Submodule Linear l = new Linear(4, 5);
  @Submodule Linear other = new Linear(4, 4);
  @Submodule NnModule act = new ReLU();

  private Tensor early(Tensor x) {
    if (!(act instanceof ReLU l)) {
      return x;
    }
    return l.call(x);
  }

  private Tensor late(Tensor x) {
    if (act instanceof Linear l) {
      return l.call(x);
    }
    if (act instanceof ReLU l && l.training()) {
      x = tanh(x);
    }
    return l.call(x);
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    x = early(other.call(x));
    NnModule m = other;
    x = m instanceof Linear found && found.bias != null ? found.call(x) : x;
    if (m instanceof NnModule && !(m instanceof Conv2d)) x = tanh(x);
    return late(x);
  }
}
