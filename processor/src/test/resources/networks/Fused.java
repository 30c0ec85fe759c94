package networks;

import static io.tenon.nn.Conv2d.options;
import static io.tenon.nn.Functional.gelu;
import static io.tenon.nn.Functional.hardtanh;
import static io.tenon.nn.Functional.maxPool2d;
import static io.tenon.nn.Functional.relu;
import static io.tenon.nn.Functional.relu6;
import static io.tenon.nn.Functional.sigmoid;
import static io.tenon.nn.Functional.tanh;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.annotation.Buffer;
import io.tenon.annotation.Param;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.BatchNorm1d;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.ConvTranspose2d;
import io.tenon.nn.Init;
import io.tenon.nn.LayerNorm;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;

/** What is computed together with a product or in one pass: a small network for each way. */
public final class Fused {
  private Fused() {}

  private static Parameter weight(int... sizes) {
    return new Parameter(Init.uniform_(Tensor.zeros(sizes), 0.5, 1.5));
  }

  /** Numbers and weights of channels behind each kind of convolution and behind linear layers. */
  public static class Scaled extends NnModule {
    @Submodule Conv2d conv = new Conv2d(3, 20, 3, options().padding(1));
    @Submodule BatchNorm2d bn = new BatchNorm2d(20);
    @Submodule Conv2d depthwise = new Conv2d(20, 20, 3, options().padding(1).groups(20));
    @Submodule Conv2d groups = new Conv2d(20, 20, 1, options().groups(2));
    @Submodule ConvTranspose2d up = new ConvTranspose2d(20, 6, 2, ConvTranspose2d.options().stride(2));
    @Submodule Conv2d last = new Conv2d(6, 5, 5);
    @Submodule Linear fc;
    @Param Parameter gamma = weight(20, 1, 1);
    @Param Parameter shift = weight(1, 20, 1, 1);
    @Param Parameter one = weight(1);
    @Param Parameter features;

    public Scaled(int classes) {
      fc = new Linear(5 * 4 * 3, classes);
      features = weight(classes);
    }

    @Override
    public Tensor forward(@Shape("N, 3, 6, 5") Tensor x) {
      Tensor y = relu(shift.sub(bn.call(gamma.mul(conv.call(x)))).mul(0.125f));
      y = gelu(depthwise.call(y).mul(shift).add(gamma));
      y = y.add(groups.call(y).div(4).sub(0.5f).mul(-1));
      y = relu(up.call(y).div(one).add(one));
      y = maxPool2d(relu(last.call(y).mul(-2)), 2);
      y = fc.call(y.flatten(1)).mul(features).add(features);
      return y.div(255);
    }
  }

  /** ConvNeXt's block: layer scale, and what it is added to. */
  public static class Layers extends NnModule {
    @Submodule Conv2d stem = new Conv2d(3, 24, 2, options().stride(2));
    @Submodule Conv2d depthwise = new Conv2d(24, 24, 7, options().padding(3).groups(24));
    @Submodule LayerNorm norm = new LayerNorm(24);
    @Submodule Linear up = new Linear(24, 96);
    @Submodule Linear down = new Linear(96, 24);
    @Param Parameter layerScale = weight(24, 1, 1);
    @Param Parameter gamma = weight(24);

    @Override
    public Tensor forward(@Shape("N, 3, 12, 10") Tensor x) {
      Tensor y = stem.call(x);
      Tensor z = norm.call(depthwise.call(y).permute(0, 2, 3, 1));
      z = down.call(gelu(up.call(z))).mul(gamma).permute(0, 3, 1, 2);
      return y.add(z.mul(layerScale));
    }
  }

  /** Gates, sums and products of values of one shape. */
  public static class Gates extends NnModule {
    @Submodule Linear value = new Linear(20, 40);
    @Submodule Linear gate = new Linear(20, 40);
    @Param Parameter gamma = weight(40);
    @Param Parameter one = weight(1);

    @Override
    public Tensor forward(@Shape("N, 20") Tensor x) {
      Tensor a = value.call(x);
      Tensor b = gate.call(x);
      Tensor y = a.mul(sigmoid(b)).add(gamma); // a gated linear unit, shifted
      Tensor g = sigmoid(a.sub(b));
      y = g.mul(y).add(g.mul(-1).add(1).mul(tanh(b))); // two values, mixed
      y = one.sub(relu(y.add(a)).mul(0.5f)).div(b.mul(b).add(1));
      return gamma.sub(hardtanh(y, -0.5, 0.75)).mul(y.add(one)); // y is read twice
    }
  }

  /** Parts of what one layer makes, of sequences. */
  public static class Halves extends NnModule {
    @Submodule Linear both = new Linear(12, 48);

    @Override
    public Tensor forward(@Shape("N, 5, 12") Tensor x) {
      Tensor y = both.call(x);
      Tensor a = y.narrow(2, 0, 24);
      Tensor b = y.narrow(2, 24, 24);
      return a.mul(sigmoid(b)).sub(b).mul(a);
    }
  }

  /** Activations by hand, and maps that channels are weighed in, with a shortcut. */
  public static class Weighed extends NnModule {
    @Submodule Conv2d conv;
    @Submodule Conv2d down;
    @Submodule Conv2d up;
    @Submodule Conv2d last;
    @Param Parameter map = weight(1, 1, 9, 7);
    @Param Parameter one = weight(1);

    public Weighed(int channels) {
      conv = new Conv2d(3, channels, 3, options().padding(1));
      down = new Conv2d(channels, 8, 1);
      up = new Conv2d(8, channels, 1);
      last = new Conv2d(channels, channels, 3, options().padding(1));
    }

    @Override
    public Tensor forward(@Shape("N, 3, 9, 7") Tensor x) {
      Tensor y = conv.call(x);
      y = y.mul(sigmoid(y));
      Tensor s = down.call(y.mean(new int[] {2, 3}, true));
      s = sigmoid(up.call(s.mul(relu6(s.add(3))).div(6)));
      Tensor z = last.call(relu(y.mul(s).add(y)).mul(one));
      z = s.sub(z.mul(one)).add(y).mul(z.mul(relu6(z.add(3)).mul(1f / 6)));
      return z.mul(map).add(z);
    }
  }

  /** Long values: strip by strip. */
  public static class Strips extends NnModule {
    @Submodule Conv2d a = new Conv2d(3, 32, 3, options().padding(1));
    @Submodule Conv2d b = new Conv2d(3, 32, 3, options().padding(1));
    @Submodule Conv2d c = new Conv2d(3, 32, 1);

    @Override
    public Tensor forward(@Shape("N, 3, 13, 11") Tensor x) {
      Tensor p = a.call(x);
      Tensor q = b.call(x);
      Tensor r = c.call(x);
      Tensor mean = r.mean(new int[] {2, 3}, true);
      Tensor y = relu(p.sub(q).mul(q.add(r))).sub(p.div(r.mul(r).add(1)));
      return y.mul(mean).add(p).mul(gelu(q)).permute(0, 2, 3, 1);
    }
  }

  /** Shortcuts around each kind of product. */
  public static class Shortcuts extends NnModule {
    @Submodule Conv2d conv;
    @Submodule Conv2d depthwise;
    @Submodule Conv2d more;
    @Submodule Conv2d groups;
    @Submodule ConvTranspose2d up;
    @Submodule Conv2d last;

    public Shortcuts() {
      conv = new Conv2d(3, 20, 3, options().padding(1));
      depthwise = new Conv2d(20, 20, 3, options().padding(1).groups(20));
      more = new Conv2d(20, 20, 3, options().padding(1).groups(20));
      groups = new Conv2d(20, 20, 1, options().groups(4));
      up = new ConvTranspose2d(20, 20, 3, ConvTranspose2d.options().padding(1));
      last = new Conv2d(20, 20, 3, options().padding(1));
    }

    @Override
    public Tensor forward(@Shape("N, 3, 6, 5") Tensor x) {
      Tensor y = relu(conv.call(x));
      y = relu(y.add(depthwise.call(y)));
      y = gelu(more.call(y).add(y));
      y = relu6(groups.call(y).add(y));
      y = y.add(up.call(y)).mul(0.5f);
      return y.add(last.call(y));
    }
  }

  /** Shortcuts around linear layers, of single features and of sequences. */
  public static class Rows extends NnModule {
    @Submodule Linear in = new Linear(12, 24);
    @Submodule Linear fc = new Linear(24, 24);
    @Submodule Linear few = new Linear(24, 24);
    @Submodule LayerNorm norm = new LayerNorm(24);
    @Submodule Linear out;

    public Rows(int classes) {
      out = new Linear(24, classes);
    }

    public Tensor forward(
        @Shape("N, 5, 12") Tensor x, @Shape("N, 24") Tensor one, @Shape("N, classes") Tensor last) {
      Tensor y = in.call(x);
      y = y.add(fc.call(norm.call(y)));
      y = norm.call(few.call(y).add(y));
      Tensor z = relu(fc.call(one).mul(0.5f).add(one)).add(y.select(1, 0));
      return out.call(z).add(last);
    }
  }

  /** Sequences: gates that are longer than a strip, by weights of features, and shortcuts. */
  public static class Tokens extends NnModule {
    @Submodule Linear value = new Linear(24, 24);
    @Submodule Linear gate = new Linear(24, 24);
    @Submodule Linear out = new Linear(24, 24);
    @Param Parameter gamma = weight(24);
    @Param Parameter shift = weight(1, 1, 24);

    @Override
    public Tensor forward(@Shape("N, T, 24") Tensor x) {
      Tensor v = value.call(x);
      Tensor g = gate.call(x);
      Tensor y = v.mul(sigmoid(g)).add(x.mul(g.sub(v)));
      y = y.add(gamma.mul(out.call(y)).add(shift));
      return relu(y.mul(gamma).sub(x)).mul(gelu(v));
    }
  }

  /** Pictures that are normalised first, and batch normalisations before convolutions. */
  public static class Prepared extends NnModule {
    @Buffer Tensor mean = Tensor.full(0.5f, 3, 1, 1);
    @Buffer Tensor std = Tensor.full(0.25f, 1, 3, 1, 1);
    @Submodule Conv2d first = new Conv2d(3, 20, 3);
    @Submodule BatchNorm2d bn1 = new BatchNorm2d(20);
    @Submodule Conv2d conv1 = new Conv2d(20, 20, 3, options().padding(1).bias(false));
    @Submodule BatchNorm2d bn2 = new BatchNorm2d(20);
    @Submodule Conv2d conv2 = new Conv2d(20, 20, 1, options().bias(false));
    @Submodule BatchNorm2d bn3 = new BatchNorm2d(20);
    @Submodule Conv2d conv3 = new Conv2d(20, 6, 3, options().padding(1));
    @Submodule Conv2d few = new Conv2d(6, 6, 3);

    @Override
    public Tensor forward(@Shape("N, 3, 22, 20") Tensor x) {
      Tensor y = first.call(x.div(255).sub(mean).div(std));
      y = y.add(conv1.call(relu(bn1.call(y))));
      y = conv2.call(bn2.call(relu(y))); // the second is in the weights
      y = conv3.call(relu(bn3.call(y.mul(y))).mul(2));
      return maxPool2d(few.call(y.mul(y).sub(0.5f)), 2);
    }
  }

  /** Features that are scaled and shifted before linear layers. */
  public static class Features extends NnModule {
    @Submodule BatchNorm1d bn = new BatchNorm1d(12);
    @Submodule Linear fc = new Linear(12, 24);
    @Submodule Linear more = new Linear(24, 24, false);
    @Param Parameter gamma = weight(24);
    @Param Parameter beta = weight(1, 24);

    @Override
    public Tensor forward(@Shape("N, 12") Tensor x) {
      Tensor y = relu(fc.call(bn.call(x.mul(2))));
      return more.call(beta.sub(gamma.mul(y)));
    }
  }
}
