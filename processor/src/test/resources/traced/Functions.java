package traced;

import static io.tenon.nn.Functional.*;

import io.tenon.Tensor;
import io.tenon.annotation.*;
import io.tenon.nn.*;
import java.util.*;
import java.util.function.*;

class Lambdas extends NnModule {
  interface Act {
    Tensor act(Tensor x);

    default Tensor twice(Tensor x) {
      return act(act(x));
    }
  }

  @FunctionalInterface
  interface Joined extends BinaryOperator<Tensor> {}

  static final UnaryOperator<Tensor> SMOOTH = Functional::sigmoid;

  @Submodule Linear fc = new Linear(4, 4);
  private final Function<Tensor, Tensor> kept;
  private final Supplier<NnModule> made = Tanh::new;
  @Submodule NnModule last = made.get();

  Lambdas() {
    int slope = 3;
    kept = x -> leakyRelu(fc.call(x), slope + 1);
  }

  private Tensor twice(Tensor x, UnaryOperator<Tensor> f) {
    return f.apply(f.apply(x));
  }

  private Tensor each(Tensor x, IntFunction<Tensor> f, int times) {
    for (int i = 0; i < times; i++) {
      x = x.add(f.apply(i));
    }
    return x;
  }

  private Tensor acted(Tensor x, Act act) {
    return act.twice(x);
  }

  private static <T> T with(T value, UnaryOperator<T> f) {
    return f.apply(value);
  }

  private Tensor part(Tensor x) {
    return fc.call(relu(x));
  }

  private UnaryOperator<Tensor> scaled(double by) {
    return x -> leakyRelu(x, by);
  }

  private Tensor joined(Tensor a, Tensor b) {
    return a.mul(b);
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    UnaryOperator<Tensor> act = y -> {
      if (y.dim() == 2) {
        return relu(y);
      }
      return y;
    };
    x = twice(act.apply(x), Functional::tanh);
    x = twice(x, this::part);
    x = twice(x, fc::call);
    x = kept.apply(x);
    Tensor z = x;
    x = each(x, i -> leakyRelu(z, i), 3);
    x = acted(x, y -> silu(y));
    x = acted(x, Functional::mish);
    Act named = Functional::relu6;
    x = named.act(x);
    x = with(x, y -> joined(y, y));
    x = scaled(5).andThen(scaled(6)).apply(x);
    x = SMOOTH.compose((Tensor y) -> gelu(y)).apply(x);
    BinaryOperator<Tensor> sum = Tensor::add;
    x = sum.apply(x, relu(x));
    BiFunction<Tensor, Tensor, Tensor> product = this::joined;
    x = product.apply(x, x);
    Predicate<Tensor> flat = y -> y.dim() == 2;
    x = flat.negate().test(x) ? x : softplus(x, 1, 20);
    IntBinaryOperator width = (int a, int b) -> a * b;
    x = x.view(x.size(0), width.applyAsInt(2, 2));
    Supplier<Tensor> delayed = () -> tanh(z);
    x = x.add(delayed.get());
    List<UnaryOperator<Tensor>> acts = List.of(y -> relu(y), Functional::tanh, scaled(7));
    for (UnaryOperator<Tensor> f : acts) {
      x = f.apply(x);
    }
    x = acts.get(0).apply(x);
    Map<String, Function<Tensor, Tensor>> table = new LinkedHashMap<>();
    table.put("sig", Functional::sigmoid);
    table.put("fc", y -> fc.call(y));
    x = table.get("fc").apply(table.getOrDefault("sig", y -> y).apply(x));
    ToIntFunction<Tensor> batch = y -> y.size(0);
    x = x.view(batch.applyAsInt(x), -1);
    int k = 1;
    UnaryOperator<Tensor> shadowed = y -> leakyRelu(y, k);
    {
      int inner = 9;
      x = shadowed.apply(leakyRelu(x, inner));
    }
    BooleanSupplier yes = () -> true;
    Consumer<Tensor> nothing = y -> relu(y);
    nothing.accept(x);
    return yes.getAsBoolean() ? last.call(x) : x;
  }
}

class LambdaFields extends NnModule {
  private static int k = 4;
  private final int slope = 5;
  @Submodule Sequential blocks = stack(i -> new Linear(4 + i, 5 + i), 3);
  @Submodule NnModule built = make(Linear::new, 7, 4);
  @Submodule Mapped mapped = new Mapped(y -> leakyRelu(y, 2.5));

  static class Mapped extends NnModule {
    private final UnaryOperator<Tensor> f;

    Mapped(UnaryOperator<Tensor> f) {
      this.f = f;
    }

    @Override
    public Tensor forward(Tensor x) {
      return f.apply(x);
    }
  }

  private static Sequential stack(IntFunction<NnModule> block, int times) {
    NnModule[] all = new NnModule[times];
    for (int i = 0; i < times; i++) {
      all[i] = block.apply(i);
    }
    return new Sequential(all);
  }

  private static NnModule make(BiFunction<Integer, Integer, NnModule> maker, int a, int b) {
    return maker.apply(a, b);
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    UnaryOperator<Tensor> field = y -> leakyRelu(y, slope);
    int slope = 8;
    x = field.apply(leakyRelu(x, slope));
    return mapped.call(built.call(blocks.call(x)));
  }
}
