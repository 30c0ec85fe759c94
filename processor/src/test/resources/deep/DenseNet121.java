package deep;

import static io.tenon.nn.Functional.adaptiveAvgPool2d;
import static io.tenon.nn.Functional.cat;
import static io.tenon.nn.Functional.relu;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.AvgPool2d;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Linear;
import io.tenon.nn.MaxPool2d;
import io.tenon.nn.NnModule;
import io.tenon.nn.ReLU;
import io.tenon.nn.Sequential;
import java.util.List;

/** torchvision's DenseNet-121, on smaller images. */
public class DenseNet121 extends NnModule {
  private static final int GROWTH = 32;

  @Submodule Sequential features;
  @Submodule Linear classifier;

  /** With ImageNet's classes. */
  public DenseNet121() {
    features =
        new Sequential(
            new Conv2d(3, 64, 7, Conv2d.options().stride(2).padding(3).bias(false)),
            new BatchNorm2d(64),
            new ReLU(),
            new MaxPool2d(3, 2, 1));
    int channels = 64;
    int[] blocks = {6, 12, 24, 16};
    for (int b = 0; b < blocks.length; b++) {
      for (int i = 0; i < blocks[b]; i++) {
        features.append(new Layer(channels));
        channels += GROWTH;
      }
      features.append(new BatchNorm2d(channels));
      if (b < blocks.length - 1) {
        features.append(new ReLU());
        features.append(new Conv2d(channels, channels / 2, 1, Conv2d.options().bias(false)));
        features.append(new AvgPool2d(2));
        channels = channels / 2;
      }
    }
    classifier = new Linear(channels, 1000);
  }

  @Override
  public Tensor forward(@Shape("N, 3, 64, 64") Tensor x) {
    return classifier.call(adaptiveAvgPool2d(relu(features.call(x)), 1).flatten(1));
  }

  /** Adds channels to those it gets. */
  public static class Layer extends NnModule {
    @Submodule BatchNorm2d norm1;
    @Submodule Conv2d conv1;
    @Submodule BatchNorm2d norm2 = new BatchNorm2d(4 * GROWTH);
    @Submodule Conv2d conv2 = new Conv2d(4 * GROWTH, GROWTH, 3, Conv2d.options().padding(1).bias(false));

    /** With so many channels in. */
    public Layer(int in) {
      norm1 = new BatchNorm2d(in);
      conv1 = new Conv2d(in, 4 * GROWTH, 1, Conv2d.options().bias(false));
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor out = conv1.call(relu(norm1.call(x)));
      out = conv2.call(relu(norm2.call(out)));
      return cat(List.of(x, out), 1);
    }
  }
}
