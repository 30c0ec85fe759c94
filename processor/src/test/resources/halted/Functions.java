package halted;

import static io.tenon.nn.Functional.*;

import io.tenon.Tensor;
import io.tenon.annotation.*;
import io.tenon.nn.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

class Assigning extends NnModule {
  private int calls;

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    IntStream.range(0, 3).forEach(i -> calls = i); // MUTABLE_FIELD: calls = i
    return x;
  }
}

class Late extends NnModule {
  private int calls;
  private final UnaryOperator<Tensor> counted =
      x -> {
        calls++; // MUTABLE_FIELD: calls
        return relu(x);
      };

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return counted.apply(x);
  }
}

class Summed extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    int sum = Stream.of(x, x).mapToInt(y -> y.size(0)).sum(); // SIZE_DEPENDENT: y -> y.size(0)
    return x.view(sum / 2, -1);
  }
}

class Turns extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return IntStream.range(0, x.size(0)).mapToObj(i -> relu(x)).reduce(x, Tensor::add); // SIZE_DEPENDENT: IntStream.range(0, x.size(0))
  }
}

class Shuffled extends NnModule {
  private final Map<String, Double> slopes = Map.of("a", 1.0, "b", 2.0);

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    for (double slope : slopes.values()) { // UNSUPPORTED: slopes.values()
      x = leakyRelu(x, slope);
    }
    return x;
  }
}

class Hashed extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    Map<String, Double> slopes = new HashMap<>();
    slopes.put("a", 1.0);
    slopes.put("b", 2.0);
    List<Double> all = new ArrayList<>();
    slopes.forEach((name, slope) -> all.add(slope)); // UNSUPPORTED: slopes.forEach((name, slope) -> all.add(slope))
    return leakyRelu(x, all.get(0));
  }
}

class Copied extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    List<Double> all = new ArrayList<>(Set.of(1.0, 2.0)); // UNSUPPORTED: new ArrayList<>(Set.of(1.0, 2.0))
    return leakyRelu(x, all.get(0));
  }
}

class Walked extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    for (int i : Set.of(1, 2)) { // UNSUPPORTED: Set.of(1, 2)
      x = leakyRelu(x, i);
    }
    return x;
  }
}

class Parallel extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return Stream.of(1, 2).parallel().map(i -> leakyRelu(x, i)).reduce(x, Tensor::add); // UNSUPPORTED: Stream.of(1, 2).parallel()
  }
}

class Untyped extends NnModule {
  interface Act {
    Tensor act(Tensor x);
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    List<Act> acts = List.of(y -> relu(y));
    return acts.get(0).act(x); // UNSUPPORTED: acts.get(0).act(x)
  }
}

class Unending extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return Stream.generate(() -> x).reduce(x, (a, b) -> a); // UNSUPPORTED: (a, b) -> a
  }
}

class Recursive extends NnModule {
  private final UnaryOperator<Tensor> again = x -> this.again.apply(x); // UNSUPPORTED: x -> this.again.apply(x)

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return again.apply(x);
  }
}

class Inner extends NnModule {
  private class Held {
    final int held = 3;
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return leakyRelu(x, new Held().held); // UNSUPPORTED: new Held()
  }
}

class Counter extends NnModule {
  static class Count {
    int count;

    int next() {
      return count++; // MUTABLE_FIELD: count
    }
  }

  private final Count count = new Count();

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return leakyRelu(x, count.next());
  }
}

class LocalRecord extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    record Two(Tensor a, Tensor b) {} // UNSUPPORTED: record Two(Tensor a, Tensor b) {}
    return new Two(x, x).a();
  }
}

class Listed extends NnModule {
  record Size(int rows) {}

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    Size size = new Size(x.size(0));
    return List.of(new Size(1)).contains(size) ? relu(x) : x; // SIZE_DEPENDENT: List.of(new Size(1)).contains(size)
  }
}

class Same extends NnModule {
  record Size(int rows) {}

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return new Size(x.size(0)).equals(new Size(1)) ? relu(x) : x; // SIZE_DEPENDENT: new Size(x.size(0)).equals(new Size(1))
  }
}

class Told extends NnModule {
  record Size(int rows) {}

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    String text = "" + new Size(x.size(0));
    return text.equals("Size[rows=1]") ? relu(x) : x; // SIZE_DEPENDENT: text.equals("Size[rows=1]")
  }
}

class Remembering extends NnModule {
  private final List<Integer> seen = new ArrayList<>();

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    seen.add(1); // UNSUPPORTED: seen.add(1)
    return seen.size() > 1 ? relu(x) : x;
  }
}

class CountingInPlace extends NnModule {
  private final int[] calls = {0};

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return leakyRelu(x, calls[0]++); // UNSUPPORTED: calls[0]++
  }
}

class Caching extends NnModule {
  static final Map<String, Integer> CACHE = new LinkedHashMap<>();

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return leakyRelu(x, CACHE.merge("calls", 1, Integer::sum)); // UNSUPPORTED: CACHE.merge("calls", 1, Integer::sum)
  }
}

class Sorting extends NnModule {
  private final List<Integer> order = new ArrayList<>(List.of(2, 1));

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    Collections.reverse(order); // UNSUPPORTED: Collections.reverse(order)
    return leakyRelu(x, order.get(0));
  }
}
