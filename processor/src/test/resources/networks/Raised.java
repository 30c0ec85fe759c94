package networks;

import static io.tenon.nn.ConvTranspose2d.options;
import static io.tenon.nn.Functional.relu6;
import static io.tenon.nn.Functional.silu;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.ConvTranspose2d;
import io.tenon.nn.NnModule;
import io.tenon.op.Pair;

/** Transposed convolutions of all kinds. */
public class Raised extends NnModule {
  @Submodule ConvTranspose2d planes = new ConvTranspose2d(3, 5, 3, options().stride(2).padding(1));
  @Submodule ConvTranspose2d square = new ConvTranspose2d(5, 17, 4, options().stride(2).padding(1));
  @Submodule BatchNorm2d bn = new BatchNorm2d(17);
  @Submodule ConvTranspose2d gaps = new ConvTranspose2d(17, 19, 2, options().stride(3, 1));
  @Submodule ConvTranspose2d turned = new ConvTranspose2d(19, 18, 3, options().padding(2).bias(false));

  @Submodule
  ConvTranspose2d far =
      new ConvTranspose2d(
          18, 33, new Pair(3, 2), options().stride(2, 3).dilation(3, 2).padding(5, 4).outputPadding(1, 2));

  @Submodule ConvTranspose2d last;

  public Raised(int channels) {
    last = new ConvTranspose2d(33, channels, 3, options().stride(1, 2));
  }

  @Override
  public Tensor forward(@Shape("N, 3, 1, 3") Tensor x) {
    Tensor y = relu6(bn.call(square.call(planes.call(x))));
    y = turned.call(silu(gaps.call(y)));
    return last.call(far.call(y));
  }
}
