package networks;

import static io.tenon.nn.Conv2d.options;
import static io.tenon.nn.Functional.arange;
import static io.tenon.nn.Functional.cat;
import static io.tenon.nn.Functional.relu;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.annotation.Param;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Embedding;
import io.tenon.nn.Init;
import io.tenon.nn.LayerNorm;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;
import java.util.List;

/** Parts of values and their elements in another order: a small network for each way. */
public final class Reordered {
  private Reordered() {}

  private static Parameter weight(int... sizes) {
    return new Parameter(Init.uniform_(Tensor.zeros(sizes), 0.5, 1.5));
  }

  /** The first and the last time step: views. */
  public static class Ends extends NnModule {
    @Submodule Linear fc = new Linear(6, 20);
    @Submodule LayerNorm norm = new LayerNorm(20);
    @Submodule Linear head = new Linear(20, 3);

    @Override
    public Tensor forward(@Shape("N, T, 6") Tensor x) {
      Tensor y = relu(fc.call(x));
      Tensor first = head.call(y.select(1, 0));
      Tensor last = norm.call(y.select(1, -1));
      return cat(List.of(first, last, x.select(1, -1), relu(x.select(1, 0))), 1);
    }
  }

  /** A part of what is computed, or of the input, as the result. */
  public static class Last extends NnModule {
    @Submodule Linear fc = new Linear(6, 20);

    @Override
    public Tensor forward(@Shape("N, T, 6") Tensor x) {
      return fc.call(x).select(1, -1);
    }
  }

  /** A part of the input. */
  public static class Given extends NnModule {
    @Override
    public Tensor forward(@Shape("N, T, 6") Tensor x) {
      return x.select(1, 0);
    }
  }

  /** One feature of each step, and one of each row. */
  public static class Features extends NnModule {
    @Submodule Linear fc = new Linear(6, 20);

    @Override
    public Tensor forward(@Shape("N, T, 6") Tensor x) {
      Tensor y = fc.call(x);
      return cat(List.of(y.select(2, -1), y.select(-1, 3), x.select(2, 0)), 1);
    }
  }

  /** Heads in front of steps, and back; steps in front of features. */
  public static class Heads extends NnModule {
    @Submodule Linear fc = new Linear(6, 24);
    @Submodule Linear back = new Linear(24, 6);

    @Override
    public Tensor forward(@Shape("N, T, 6") Tensor x) {
      int n = x.size(0);
      int t = x.size(1);
      Tensor heads = relu(fc.call(x).view(n, t, 4, 6).transpose(1, 2));
      Tensor y = back.call(heads.transpose(1, 2).view(n, t, 24));
      return y.transpose(1, 2).add(heads.select(1, 2).transpose(-1, -2));
    }
  }

  /** Patches out of maps in blocks. */
  public static class Patches extends NnModule {
    @Submodule Conv2d conv = new Conv2d(3, 32, 2, options().stride(2));
    @Submodule Linear fc = new Linear(32, 5);

    @Override
    public Tensor forward(@Shape("N, 3, 6, 8") Tensor x) {
      Tensor patches = conv.call(x).flatten(2).transpose(1, 2);
      Tensor rows = conv.call(x).transpose(1, 3);
      return fc.call(patches).flatten(1).add(fc.call(rows).transpose(1, 2).flatten(1));
    }
  }

  /** Maps whose channels don't fill blocks. */
  public static class Odd extends NnModule {
    @Submodule Conv2d conv = new Conv2d(3, 9, 2, options().stride(2));

    @Override
    public Tensor forward(@Shape("N, 3, 6, 8") Tensor x) {
      return conv.call(x).flatten(2).transpose(1, 2);
    }
  }

  /** Channels of several groups dealt out, as in ShuffleNet. */
  public static class Dealt extends NnModule {
    @Submodule Conv2d conv = new Conv2d(3, 24, 1);
    @Submodule Conv2d mix = new Conv2d(24, 8, 1, options().groups(4));

    @Override
    public Tensor forward(@Shape("N, 3, 6, 8") Tensor x) {
      Tensor y = relu(conv.call(x));
      y = y.view(x.size(0), 4, 6, 6, 8).transpose(1, 2).view(x.size(0), -1, 6, 8);
      return mix.call(y);
    }
  }

  /** Dimensions of size 1 change places for nothing. */
  public static class Single extends NnModule {
    @Submodule Linear fc = new Linear(6, 5);

    @Override
    public Tensor forward(@Shape("N, 6") Tensor x) {
      return fc.call(x).view(x.size(0), 5, 1).transpose(1, 2).select(1, 0);
    }
  }

  /** Dimensions in any order, out of blocks, of rows, and of rows in one size. */
  public static class Permuted extends NnModule {
    @Submodule Conv2d conv = new Conv2d(3, 32, 1);

    @Override
    public Tensor forward(@Shape("N, 3, 6, 8") Tensor x) {
      Tensor last = relu(conv.call(x).permute(0, 2, 3, 1));
      Tensor rows = last.view(-1, 4, 8).permute(0, 2, 1).contiguous();
      return rows.view(x.size(0), 48, 32).permute(0, 2, 1);
    }
  }

  /** Parts along each dimension: of blocks of channels, and others. */
  public static class Narrowed extends NnModule {
    @Submodule Conv2d conv = new Conv2d(3, 48, 1);
    @Submodule Conv2d depthwise = new Conv2d(20, 20, 3, options().groups(20).padding(1));
    @Submodule Conv2d mix = new Conv2d(20, 7, 1);
    @Submodule Conv2d other = new Conv2d(9, 7, 1);

    @Override
    public Tensor forward(@Shape("N, 3, 6, 8") Tensor x) {
      Tensor y = relu(conv.call(x));
      Tensor whole = relu(depthwise.call(y.narrow(1, 16, 20)));
      Tensor odd = other.call(y.narrow(1, -11, 9));
      Tensor z = mix.call(whole).add(odd);
      return cat(List.of(z.narrow(2, 1, 2).narrow(3, 2, 5), x.narrow(2, -2, 2).narrow(3, 3, 5)), 1);
    }
  }

  /** Parts of a sequence. */
  public static class Steps extends NnModule {
    @Submodule Linear fc = new Linear(6, 20);

    @Override
    public Tensor forward(@Shape("N, T, 6") Tensor x) {
      Tensor y = fc.call(x);
      List<Tensor> gates = y.chunk(2, 2);
      Tensor z = gates.get(0).mul(relu(gates.get(1)));
      Tensor first = z.narrow(1, 0, 1).expand(-1, x.size(1), -1);
      Tensor last = x.narrow(1, -1, 1).expand(-1, x.size(1), -1);
      return cat(List.of(first, z, last), 2);
    }
  }

  /** A class token in front of patches, and positions; what all samples share, spread. */
  public static class Tokens extends NnModule {
    @Submodule Conv2d conv = new Conv2d(3, 32, 2, options().stride(2));
    @Param Parameter token = weight(1, 1, 32);
    @Param Parameter positions = weight(1, 13, 32);
    @Param Parameter row = weight(32);
    @Submodule Linear head = new Linear(32, 5);

    @Override
    public Tensor forward(@Shape("N, 3, 6, 8") Tensor x) {
      Tensor y = conv.call(x).flatten(2).transpose(1, 2);
      y = cat(List.of(token.expand(x.size(0), -1, -1), y), 1).add(positions);
      Tensor spread = row.expand(x.size(0), 32);
      Tensor head = this.head.call(y.select(1, 0).add(spread));
      return cat(List.of(head, spread, this.head.call(spread)), 1);
    }
  }

  /** Positions by embedding, as in GPT. */
  public static class Counted extends NnModule {
    @Submodule Linear fc = new Linear(6, 20);
    @Submodule Embedding positions = new Embedding(9, 20);

    @Override
    public Tensor forward(@Shape("N, T, 6") Tensor x) {
      return fc.call(x).add(positions.call(arange(x.size(1))));
    }
  }

  /** Sums and means. */
  public static class Means extends NnModule {
    @Submodule Linear fc = new Linear(6, 20);
    @Submodule Linear head = new Linear(20, 5);

    public Tensor forward(@Shape("N, T, 6") Tensor x, @Shape("N, T") Tensor mask) {
      Tensor y = fc.call(x);
      Tensor weights = mask.unsqueeze(2);
      Tensor mean = y.mul(weights).sum(1).div(weights.sum(1));
      Tensor all = y.mean(1, 2).unsqueeze(1);
      Tensor centred = y.sub(y.mean(-1, true));
      return cat(List.of(head.call(mean), all, centred.mean(1), y.sum(2).mean(1, true)), 1);
    }
  }

  /** Means of maps. */
  public static class Pooled extends NnModule {
    @Submodule Conv2d conv = new Conv2d(3, 20, 1);
    @Submodule Linear head = new Linear(20, 5);

    @Override
    public Tensor forward(@Shape("N, 3, 6, 8") Tensor x) {
      Tensor y = relu(conv.call(x));
      Tensor centred = y.sub(y.mean(new int[] {2, 3}, true));
      Tensor rows = centred.mean(3).flatten(1);
      return cat(List.of(head.call(y.mean(2, 3)), x.mean(2, 3), relu(y.mean(-1, -2)), rows), 1);
    }
  }
}
