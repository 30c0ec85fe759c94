package networks;

import static io.tenon.nn.Functional.gelu;
import static io.tenon.nn.Functional.softmax;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.BatchNorm1d;
import io.tenon.nn.Dropout;
import io.tenon.nn.LayerNorm;
import io.tenon.nn.Linear;
import io.tenon.nn.ModuleList;
import io.tenon.nn.NnModule;

/** Loops, helper methods, a hidden size that only the constructor knows; batch norm, but no convolution. */
public class Perceptron extends NnModule {
  private static final int DEPTH = 3;

  @Submodule final ModuleList layers = new ModuleList();
  @Submodule LayerNorm norm = new LayerNorm(24);
  @Submodule Dropout dropout = new Dropout(0.1);
  @Submodule Linear up;
  @Submodule BatchNorm1d upNorm;
  @Submodule Linear down;
  @Submodule BatchNorm1d downNorm = new BatchNorm1d(5);
  private final boolean smooth = true;

  public Perceptron(int hidden) {
    for (int i = 0; i < DEPTH; i++) {
      layers.append(new Linear(i == 0 ? 12 : 24, 24, i != 1));
    }
    up = new Linear(24, 2 * hidden);
    upNorm = new BatchNorm1d(2 * hidden);
    down = new Linear(2 * hidden, 5);
  }

  private Tensor activate(Tensor x) {
    return smooth ? gelu(x) : x;
  }

  @Override
  public Tensor forward(@Shape("B, 12") Tensor features) {
    Tensor y = features;
    for (NnModule layer : layers) {
      y = dropout.call(activate(layer.call(y)));
    }
    y = norm.call(y).mul(0.5f).add(1).div(3).sub(0.1f);
    y = downNorm.call(down.call(activate(upNorm.call(up.call(y)))));
    return softmax(y, -1);
  }
}
