package networks;

import static io.tenon.nn.Functional.dropout;
import static io.tenon.nn.Functional.gelu;

import io.tenon.Tensor;
import io.tenon.annotation.Compile;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.Dropout;
import io.tenon.nn.LayerNorm;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;

/** Rows of a length that comes with the input, with noise between layers and in a function. */
@Compile(required = true, training = true)
public class Sentences extends NnModule {
  @Submodule Dropout dropout = new Dropout(0.2);
  @Submodule Linear up = new Linear(8, 12);
  @Submodule Linear down = new Linear(12, 8);
  @Submodule LayerNorm norm = new LayerNorm(8);
  @Submodule Linear fc;

  public Sentences(int classes) {
    fc = new Linear(8, classes);
  }

  @Override
  public Tensor forward(@Shape("N, T, 8") Tensor x) {
    Tensor out = dropout.call(x);
    out = norm.call(out.add(dropout.call(down.call(gelu(up.call(out))))));
    out = dropout(out.view(-1, 8), 0.1, training()).view(out.size(0), out.size(1), 8);
    return fc.call(out.select(1, 0));
  }
}
