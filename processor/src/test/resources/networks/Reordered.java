package networks;

import static io.tenon.nn.Conv2d.options;
import static io.tenon.nn.Functional.cat;
import static io.tenon.nn.Functional.relu;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.Conv2d;
import io.tenon.nn.LayerNorm;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;
import java.util.List;

/** Parts of values and their elements in another order: a small network for each way. */
public final class Reordered {
  private Reordered() {}

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
}
