package traced;

import static io.tenon.nn.Functional.*;

import io.tenon.Tensor;
import io.tenon.annotation.*;
import io.tenon.nn.*;
import java.util.*;

class TwoHeads extends NnModule {
  record Heads(Tensor left, Tensor right) {
    Tensor both() {
      return left.add(right());
    }

    static Heads of(Tensor x) {
      return new Heads(x, relu(x));
    }
  }

  @Submodule Linear left = new Linear(4, 4);
  @Submodule Linear right = new Linear(4, 4);

  private Heads split(Tensor x) {
    return new Heads(left.call(x), right.call(x));
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    Heads heads = split(x);
    var more = Heads.of(heads.left());
    Tensor y = heads.both().add(more.right()).add(more.left);
    return heads.equals(more) ? x : y;
  }
}

class Configured extends NnModule {
  record Stage(String name, int width, int depth) {
    static final Stage FIRST = new Stage("first", 8);

    Stage {
      name = name + "!";
      if (depth < 0) {
        depth = -depth;
      }
    }

    Stage(String name, int width) {
      this(name, width, -2);
    }

    int layers() {
      return depth;
    }
  }

  record Written(int a, int b) {
    Written(int a, int b) {
      this.b = a;
      this.a = b;
    }

    public int a() {
      return 10 * a;
    }
  }

  static final List<Stage> STAGES = List.of(Stage.FIRST, new Stage("second", 6, 1));

  @Submodule Sequential all;

  Configured(int classes) {
    List<NnModule> layers = new ArrayList<>();
    int in = 4;
    for (Stage stage : STAGES) {
      for (int i = 0; i < stage.layers(); i++) {
        layers.add(new Linear(in, stage.width()));
        in = stage.width;
      }
    }
    layers.add(new Linear(in, classes));
    all = new Sequential(layers.toArray(new NnModule[0]));
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    Written written = new Written(1, 2);
    x = leakyRelu(all.call(x), written.a() + written.b());
    x = STAGES.get(0).name().equals("first!") ? tanh(x) : x;
    x = STAGES.contains(new Stage("second", 6, -1)) ? sigmoid(x) : x;
    return written.toString().equals("Written[a=2, b=1]") ? silu(x) : x;
  }
}

class Attended extends NnModule {
  @Submodule MultiheadAttention attention = new MultiheadAttention(8, 2);
  @Submodule LSTM lstm = new LSTM(8, 6);
  @Submodule Pair pair = new Pair();
  @Submodule Joining joining = new Joining(6);

  static class Pair extends NnModule {
    record Result(Tensor sum, Tensor difference) {}

    Result call(Tensor a, Tensor b) {
      return hooked(List.of(a, b), in -> new Result(in.get(0).add(in.get(1)), forward(a, b)));
    }

    Tensor forward(Tensor a, Tensor b) {
      return a.sub(b);
    }
  }

  static class Joining extends NnModule {
    @Submodule Linear fc;

    Joining(int width) {
      fc = new Linear(width, width);
    }

    Tensor call(Tensor a, Tensor b) {
      return this.hooked(Arrays.asList(a, null, b), in -> forward(in.get(0), in.get(2)));
    }

    Tensor forward(Tensor a, Tensor b) {
      return fc.call(a).mul(b);
    }
  }

  private MultiheadAttention.Output attend(Tensor x) {
    return attention.call(x, x, x);
  }

  @Override
  public Tensor forward(@Shape("N, 5, 8") Tensor x) {
    MultiheadAttention.Output output = attend(x);
    Tensor y = output.output();
    var hidden = lstm.call(y, null, null);
    Pair.Result result = pair.call(hidden.output(), relu(hidden.output()));
    return joining.call(joining.forward(result.sum(), result.difference()), result.sum());
  }
}

class Plain extends NnModule {
  static class Options {
    final int width;
    private boolean biased = true;
    private String name;

    Options(int width) {
      this.width = width;
      name = "w" + width;
    }

    Options biased(boolean biased) {
      return new Options(width, biased);
    }

    private Options(int width, boolean biased) {
      this(width);
      this.biased = biased;
    }

    String name() {
      return name;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Options options && options.width == width;
    }

    @Override
    public int hashCode() {
      return width;
    }
  }

  @Submodule Linear fc;
  private final Options options;

  Plain() {
    options = new Options(4).biased(false);
    fc = new Linear(4, options.width, options.biased);
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    x = options.name().equals("w4") ? fc.call(x) : x;
    Map<Options, Integer> times = new LinkedHashMap<>();
    times.put(options, 1);
    times.put(new Options(4), 2);
    return List.of(new Options(4)).contains(options) ? leakyRelu(x, times.size()) : x;
  }
}
