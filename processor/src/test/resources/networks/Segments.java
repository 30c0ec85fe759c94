package networks;

import static io.tenon.nn.ConvTranspose2d.options;
import static io.tenon.nn.Functional.cat;
import static io.tenon.nn.Functional.maxPool2d;
import static io.tenon.nn.Functional.relu;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.ConvTranspose2d;
import io.tenon.nn.NnModule;
import java.util.List;

/** A small U-Net (Ronneberger et al., 2015): maps go down, and up again with what was there. */
public class Segments extends NnModule {
  public static class DoubleConv extends NnModule {
    @Submodule Conv2d conv1;
    @Submodule BatchNorm2d bn1;
    @Submodule Conv2d conv2;
    @Submodule BatchNorm2d bn2;

    public DoubleConv(int in, int out) {
      conv1 = new Conv2d(in, out, 3, Conv2d.options().padding(1).bias(false));
      bn1 = new BatchNorm2d(out);
      conv2 = new Conv2d(out, out, 3, Conv2d.options().padding(1).bias(false));
      bn2 = new BatchNorm2d(out);
    }

    @Override
    public Tensor forward(Tensor x) {
      x = relu(bn1.call(conv1.call(x)));
      return relu(bn2.call(conv2.call(x)));
    }
  }

  @Submodule DoubleConv inc = new DoubleConv(3, 16);
  @Submodule DoubleConv down1 = new DoubleConv(16, 32);
  @Submodule DoubleConv down2 = new DoubleConv(32, 40);
  @Submodule ConvTranspose2d up1 = new ConvTranspose2d(40, 20, 2, options().stride(2));
  @Submodule DoubleConv conv1 = new DoubleConv(52, 20);
  @Submodule ConvTranspose2d up2 = new ConvTranspose2d(20, 10, 2, options().stride(2));
  @Submodule DoubleConv conv2 = new DoubleConv(26, 16);
  @Submodule Conv2d outc;

  public Segments(int classes) {
    outc = new Conv2d(16, classes, 1);
  }

  @Override
  public Tensor forward(@Shape("N, 3, 24, 20") Tensor x) {
    Tensor x1 = inc.call(x);
    Tensor x2 = down1.call(maxPool2d(x1, 2));
    Tensor x3 = down2.call(maxPool2d(x2, 2));
    x = conv1.call(cat(List.of(x2, up1.call(x3)), 1));
    x = conv2.call(cat(List.of(x1, up2.call(x)), 1));
    return outc.call(x);
  }
}
