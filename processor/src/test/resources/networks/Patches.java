package networks;

import static io.tenon.nn.Conv2d.options;
import static io.tenon.nn.Functional.cat;
import static io.tenon.nn.Functional.gelu;
import static io.tenon.nn.Functional.sigmoid;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.annotation.Param;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Init;
import io.tenon.nn.LayerNorm;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;
import java.util.List;

/** ViT's beginning and end: patches behind a class token, positions, and the token's features. */
public class Patches extends NnModule {
  /** Channels scaled by what their means say, as in SENet. */
  public static class Squeeze extends NnModule {
    @Submodule Conv2d fc1 = new Conv2d(32, 8, 1);
    @Submodule Conv2d fc2 = new Conv2d(8, 32, 1);

    @Override
    public Tensor forward(Tensor x) {
      Tensor scale = gelu(fc1.call(x.mean(new int[] {2, 3}, true)));
      return x.mul(sigmoid(fc2.call(scale)));
    }
  }

  @Submodule Conv2d project = new Conv2d(3, 32, 4, options().stride(4));
  @Submodule Squeeze squeeze = new Squeeze();
  @Param Parameter classToken = new Parameter(Init.normal_(Tensor.zeros(1, 1, 32), 0, 1));
  @Param Parameter positions = new Parameter(Init.normal_(Tensor.zeros(1, 10, 32), 0, 1));
  @Param Parameter scale = new Parameter(Init.normal_(Tensor.zeros(32), 1, 0.1));
  @Submodule Linear mix = new Linear(32, 32);
  @Submodule LayerNorm norm = new LayerNorm(32);
  @Submodule Linear head;

  public Patches(int classes) {
    head = new Linear(32, classes);
  }

  @Override
  public Tensor forward(@Shape("N, 3, 12, 12") Tensor x) {
    Tensor patches = squeeze.call(project.call(x)).flatten(2).transpose(1, 2);
    Tensor tokens = cat(List.of(classToken.expand(x.size(0), -1, -1), patches), 1);
    tokens = tokens.add(positions);
    tokens = tokens.add(mix.call(norm.call(tokens)).mul(scale));
    return head.call(norm.call(tokens).select(1, 0));
  }
}
