package networks;

import static io.tenon.nn.Functional.gelu;
import static io.tenon.nn.Functional.scaledDotProductAttention;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.LayerNorm;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;
import java.util.List;

/** A block of GPT-2's, whose heads are divided and joined by hand. */
public class Heads extends NnModule {
  @Submodule LayerNorm norm = new LayerNorm(48);
  @Submodule Linear project = new Linear(48, 3 * 48);
  @Submodule Linear out = new Linear(48, 48);
  @Submodule Linear up = new Linear(48, 96);
  @Submodule Linear down = new Linear(96, 48);

  @Override
  public Tensor forward(@Shape("N, T, 48") Tensor x) {
    List<Tensor> parts = project.call(norm.call(x)).chunk(3, -1);
    Tensor y =
        scaledDotProductAttention(
            heads(parts.get(0)), heads(parts.get(1)), heads(parts.get(2)), null, true);
    y = y.transpose(1, 2).view(x.size(0), x.size(1), 48);
    y = x.add(out.call(y));
    return y.add(down.call(gelu(up.call(y), "tanh")));
  }

  private static Tensor heads(Tensor x) {
    return x.view(x.size(0), x.size(1), 3, 16).transpose(1, 2);
  }
}
