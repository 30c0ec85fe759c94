package networks;

import static io.tenon.nn.Conv2d.options;
import static io.tenon.nn.Functional.relu;
import static io.tenon.nn.Functional.silu;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.AvgPool2d;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.LayerNorm;
import io.tenon.nn.NnModule;
import io.tenon.op.Pair;

/** Arguments that are seldom given. */
public class Means extends NnModule {
  @Submodule BatchNorm2d batch = new BatchNorm2d(3);
  @Submodule Conv2d valid = new Conv2d(3, 5, 3, options().padding("valid"));
  @Submodule AvgPool2d pool =
      new AvgPool2d(
          Pair.of(3), AvgPool2d.options().stride(2, 1).padding(1).ceilMode(true).divisorOverride(5));
  @Submodule AvgPool2d outside = new AvgPool2d(2, 2, 1);
  @Submodule LayerNorm norm = new LayerNorm(new int[] {5}, 1e-3, true, false);

  @Override
  public Tensor forward(@Shape("N, 3, 12, 11") Tensor image) {
    Tensor scaled = silu(relu(batch.call(image)));
    return norm.call(outside.call(pool.call(valid.call(scaled))));
  }
}
