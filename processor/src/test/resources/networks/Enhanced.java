package networks;

import static io.tenon.nn.Conv2d.options;
import static io.tenon.nn.Functional.pad;
import static io.tenon.nn.Functional.relu;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.Conv2d;
import io.tenon.nn.GroupNorm;
import io.tenon.nn.InstanceNorm2d;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;
import io.tenon.nn.PReLU;
import io.tenon.nn.PixelShuffle;
import io.tenon.nn.Upsample;
import io.tenon.op.Pad;

/** Borders, resampling, normalisations of single samples and pixels out of channels. */
public class Enhanced extends NnModule {
  @Submodule Upsample nearest = new Upsample(2);
  @Submodule Upsample bilinear = new Upsample(2, "bilinear", true);
  @Submodule Upsample sized = new Upsample(Upsample.options().size(9, 7).mode("bicubic"));
  @Submodule Upsample scaled = new Upsample(1.5, "bilinear", false);
  @Submodule Upsample area = new Upsample(Upsample.options().size(6, 8).mode("area"));
  @Submodule Conv2d reflected = new Conv2d(3, 20, 3, options().padding(1).paddingMode("reflect"));
  @Submodule Conv2d replicated = new Conv2d(20, 20, 3, options().padding(1, 2).paddingMode("replicate"));
  @Submodule Conv2d circular = new Conv2d(20, 18, 3, options().padding(2, 1).paddingMode("circular"));
  @Submodule GroupNorm groups = new GroupNorm(4, 20);
  @Submodule InstanceNorm2d instances = new InstanceNorm2d(18, 1e-5, true);
  @Submodule PReLU one = new PReLU();
  @Submodule PReLU each = new PReLU(20);
  @Submodule PixelShuffle wide = new PixelShuffle(2);
  @Submodule Conv2d more = new Conv2d(18, 72, 1);
  @Submodule PixelShuffle few = new PixelShuffle(3);
  @Submodule Linear fc;
  @Submodule PReLU features = new PReLU();
  @Submodule GroupNorm last;

  public Enhanced(int classes) {
    fc = new Linear(2 * 21 * 27, 4 * classes);
    last = new GroupNorm(2, 4 * classes);
  }

  @Override
  public Tensor forward(@Shape("N, 3, 5, 4") Tensor x) {
    Tensor y = one.call(sized.call(nearest.call(bilinear.call(x))));
    y = each.call(relu(groups.call(reflected.call(y))));
    y = scaled.call(nearest.call(replicated.call(y)));
    y = instances.call(circular.call(area.call(y)));
    y = bilinear.call(y);
    y = pad(y, new io.tenon.op.Padding(-1, 2, 1, -3), Pad.Mode.CONSTANT, 0.5f);
    y = sized.call(wide.call(more.call(y)));
    y = few.call(pad(y, new io.tenon.op.Padding(1, 1, -1, -1), Pad.Mode.CONSTANT, 0));
    return last.call(features.call(fc.call(y.flatten(1))));
  }
}
