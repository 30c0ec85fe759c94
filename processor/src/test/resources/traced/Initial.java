package traced;

import static io.tenon.nn.Functional.*;

import io.tenon.Parameter;
import io.tenon.Seeds;
import io.tenon.Tensor;
import io.tenon.annotation.*;
import io.tenon.nn.*;

class Initial extends NnModule {
  @Submodule Linear fc = new Linear(4, 4);
  @Param Parameter scale = new Parameter(Tensor.ones(4, 4));

  Initial() {
    Seeds.manualSeed(3);
    Init.uniform_(fc.weight, -0.1f, 0.1f);
    Init.xavierUniform_(fc.weight, 1);
    Init.orthogonal_(scale, Init.calculateGain("relu"));
    Init.zeros_(fc.bias);
    for (Parameter each : parameters()) {
      if (each.dim() > 1) {
        Init.kaimingNormal_(each, 0, Init.Mode.FAN_OUT, "relu");
      }
    }
    for (NnModule each : modules()) {
      if (each instanceof Linear linear) {
        linear.bias.fill_(0.5f);
      }
    }
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return linear(fc.call(x), scale, null);
  }
}

class Two extends NnModule {
  static class Gate extends NnModule {
    @Submodule Linear a = new Linear(4, 4);
    @Submodule Linear b = new Linear(4, 4);

    Tensor forward(Tensor x, Tensor y) {
      return a.call(x).mul(sigmoid(b.call(y)));
    }

    Tensor call(Tensor x, Tensor y) {
      return forward(x, y);
    }
  }

  @Submodule Gate gate = new Gate();

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return gate.call(gate.forward(x, x), x);
  }
}
