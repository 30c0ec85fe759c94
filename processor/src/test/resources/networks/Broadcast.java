package networks;

import static io.tenon.nn.Conv2d.options;
import static io.tenon.nn.Functional.gelu;
import static io.tenon.nn.Functional.relu;
import static io.tenon.nn.Functional.sigmoid;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.annotation.Param;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.AdaptiveAvgPool2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Init;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;

/** Values of different shapes, elementwise: a small network for each way they can lie. */
public final class Broadcast {
  private Broadcast() {}

  private static Parameter weight(int... sizes) {
    return new Parameter(Init.uniform_(Tensor.zeros(sizes), 0.5, 1.5));
  }

  /** Channels of maps in blocks, scaled by what a linear layer makes of their means. */
  public static class Squeezed extends NnModule {
    @Submodule Conv2d conv = new Conv2d(3, 32, 3, options().padding(1));
    @Submodule AdaptiveAvgPool2d pool = new AdaptiveAvgPool2d(1);
    @Submodule Linear down = new Linear(32, 8);
    @Submodule Linear up = new Linear(8, 32);

    @Override
    public Tensor forward(@Shape("N, 3, 6, 5") Tensor x) {
      Tensor y = relu(conv.call(x));
      Tensor scale = sigmoid(up.call(relu(down.call(pool.call(y).flatten(1)))));
      return relu(y.mul(scale.view(y.size(0), 32, 1, 1)));
    }
  }

  /** Channels that don't fill blocks, by weights of [C, 1, 1], rows, a map, and one number. */
  public static class Maps extends NnModule {
    @Submodule Conv2d conv = new Conv2d(3, 19, 3, options().padding(1));
    @Submodule Conv2d one = new Conv2d(19, 1, 1);
    @Param Parameter channels = weight(19, 1, 1);
    @Param Parameter whole = weight(1, 19, 6, 5);
    @Param Parameter rows = weight(1, 6, 1);
    @Param Parameter columns = weight(5);
    @Param Parameter number = weight(1);

    @Override
    public Tensor forward(@Shape("N, 3, 6, 5") Tensor x) {
      Tensor y = gelu(conv.call(x).mul(channels)).add(whole);
      y = number.sub(y.mul(rows).add(columns).div(number));
      return y.mul(sigmoid(one.call(y)));
    }
  }

  /** The input as it is, with what was made of it in blocks. */
  public static class Planes extends NnModule {
    @Submodule Conv2d conv = new Conv2d(3, 3, 1);
    @Submodule AdaptiveAvgPool2d pool = new AdaptiveAvgPool2d(1);
    @Param Parameter shift = weight(3, 1, 1);

    @Override
    public Tensor forward(@Shape("N, 3, 6, 5") Tensor x) {
      return x.sub(shift).div(sigmoid(pool.call(conv.call(x))));
    }
  }

  /** Sequences: batched with batched, with weights, and weights with each other. */
  public static class Sequences extends NnModule {
    @Submodule Linear fc = new Linear(6, 24);
    @Param Parameter scale = weight(24);
    @Param Parameter shift = weight(1, 1, 24);
    @Param Parameter other = weight(24);

    public Tensor forward(@Shape("N, T, 6") Tensor x, @Shape("N, 1, 24") Tensor first) {
      Tensor y = fc.call(x).mul(scale.add(other)).add(shift);
      return relu(y.add(first)).mul(sigmoid(scale));
    }
  }

  /** One number a row, and an input that all samples share. */
  public static class Rows extends NnModule {
    @Submodule Linear gate = new Linear(6, 1);
    @Param Parameter scale = weight(6);

    public Tensor forward(@Shape("N, 6") Tensor x, @Shape("6") Tensor shared) {
      return relu(x.mul(gate.call(x))).add(scale).mul(shared);
    }
  }

  /** Positions that all samples share, as an input of a sequence's length. */
  public static class Positions extends NnModule {
    @Submodule Linear fc = new Linear(6, 6);

    public Tensor forward(@Shape("N, T, 6") Tensor x, @Shape("T, 6") Tensor positions) {
      return fc.call(x.add(positions)).sub(positions.view(1, x.size(1), 6));
    }
  }

  /** A batch of sequences as one long list of rows, and back. */
  public static class Merged extends NnModule {
    @Submodule Linear fc = new Linear(6, 24);
    @Submodule io.tenon.nn.LayerNorm norm = new io.tenon.nn.LayerNorm(24);
    @Param Parameter scale = weight(24);

    @Override
    public Tensor forward(@Shape("N, T, 6") Tensor x) {
      Tensor rows = norm.call(fc.call(x.view(-1, 6))).mul(scale);
      rows = relu(rows.add(rows)).mul(fc.call(x.view(-1, 6)));
      return rows.view(x.size(0), x.size(1), 24);
    }
  }

  /** A value with parts of itself: it may not be written over while they are read. */
  public static class Itself extends NnModule {
    @Submodule Linear fc = new Linear(6, 6);

    @Override
    public Tensor forward(@Shape("N, T, 6") Tensor x) {
      Tensor y = fc.call(x);
      y = relu(y.sub(y.narrow(1, 0, 1)));
      y = y.add(y.select(1, -1).unsqueeze(1));
      return y.add(y).mul(fc.call(y));
    }
  }

  /** As many channels as a constructor's argument says. */
  public static class Wide extends NnModule {
    @Submodule Conv2d conv;
    @Submodule Conv2d gate;
    @Param Parameter scale;
    @Param Parameter row = weight(5);

    public Wide(int channels) {
      conv = new Conv2d(3, channels, 1);
      gate = new Conv2d(channels, channels, 1);
      scale = weight(channels, 1, 1);
    }

    @Override
    public Tensor forward(@Shape("N, 3, 6, 5") Tensor x) {
      Tensor y = relu(conv.call(x).mul(scale)).add(row);
      y = y.mul(sigmoid(gate.call(y.mean(new int[] {2, 3}, true))));
      return y.sub(y.mean(new int[] {2, 3}, true)).permute(0, 2, 3, 1);
    }
  }
}
