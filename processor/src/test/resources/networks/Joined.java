package networks;

import static io.tenon.nn.Conv2d.options;
import static io.tenon.nn.Functional.cat;
import static io.tenon.nn.Functional.maxPool2d;
import static io.tenon.nn.Functional.relu;
import static io.tenon.nn.Functional.softmax;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;
import java.util.List;

/** Concatenations: SqueezeNet's block, DenseNet's, a shortcut as in U-Net, of maps and of features. */
public class Joined extends NnModule {
  public static class Fire extends NnModule {
    @Submodule Conv2d squeeze;
    @Submodule Conv2d expand1x1;
    @Submodule Conv2d expand3x3;

    public Fire(int in, int squeezed, int expanded) {
      squeeze = new Conv2d(in, squeezed, 1);
      expand1x1 = new Conv2d(squeezed, expanded, 1);
      expand3x3 = new Conv2d(squeezed, expanded, 3, options().padding(1));
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor y = relu(squeeze.call(x));
      return cat(List.of(relu(expand1x1.call(y)), relu(expand3x3.call(y))), 1);
    }
  }

  public static class Dense extends NnModule {
    @Submodule BatchNorm2d norm;
    @Submodule Conv2d conv;

    public Dense(int in, int growth) {
      norm = new BatchNorm2d(in);
      conv = new Conv2d(in, growth, 3, options().padding(1).bias(false));
    }

    @Override
    public Tensor forward(Tensor x) {
      return conv.call(relu(norm.call(x)));
    }
  }

  @Submodule Fire fire = new Fire(3, 5, 32);
  @Submodule Dense dense1 = new Dense(64, 12);
  @Submodule Dense dense2 = new Dense(76, 12);
  @Submodule Conv2d mix = new Conv2d(155, 9, 1);
  @Submodule Linear left;
  @Submodule Linear right = new Linear(64 * 5 * 4, 7);
  @Submodule Linear last;

  public Joined(int features) {
    left = new Linear(73 * 5 * 4, features);
    last = new Linear(3 * features, 11);
  }

  @Override
  public Tensor forward(@Shape("N, 3, 10, 8") Tensor x) {
    Tensor joined = fire.call(x);
    Tensor grown = dense1.call(joined);
    Tensor again = dense2.call(cat(List.of(joined, grown), 1));
    Tensor all = cat(List.of(joined, grown, again, joined, x), 1);
    Tensor pooled = maxPool2d(mix.call(all), 2);
    Tensor skip = maxPool2d(joined, 2);
    Tensor a = left.call(cat(List.of(skip, pooled), 1).flatten(1));
    Tensor b = right.call(skip.flatten(1));
    Tensor rows = cat(List.of(softmax(pooled, 1), pooled), 2);
    Tensor c = last.call(cat(List.of(a, relu(cat(List.of(a, a), 1))), 1));
    return cat(List.of(c, rows.flatten(1), b), 1);
  }
}
