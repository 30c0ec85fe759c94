package networks;

import static io.tenon.nn.Conv2d.options;
import static io.tenon.nn.Functional.cat;
import static io.tenon.nn.Functional.relu;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;
import java.util.List;

/** ShuffleNet's units: half of the channels pass, the others are worked on, all are shuffled. */
public class Shuffled extends NnModule {
  public static class Branch extends NnModule {
    @Submodule Conv2d conv1;
    @Submodule BatchNorm2d bn1;
    @Submodule Conv2d conv2;
    @Submodule BatchNorm2d bn2;

    public Branch(int in, int out, int stride) {
      conv1 = new Conv2d(in, out, 1, options().bias(false));
      bn1 = new BatchNorm2d(out);
      conv2 = new Conv2d(out, out, 3, options().stride(stride).padding(1).groups(out).bias(false));
      bn2 = new BatchNorm2d(out);
    }

    @Override
    public Tensor forward(Tensor x) {
      return bn2.call(conv2.call(relu(bn1.call(conv1.call(x)))));
    }
  }

  @Submodule Branch left = new Branch(3, 29, 2);
  @Submodule Branch right = new Branch(3, 29, 2);
  @Submodule Branch unit = new Branch(29, 29, 1);
  @Submodule Linear head;

  public Shuffled(int classes) {
    head = new Linear(58, classes);
  }

  private static Tensor shuffle(Tensor x, int groups) {
    int channels = x.size(1);
    Tensor dealt = x.view(x.size(0), groups, channels / groups, x.size(2), x.size(3));
    return dealt.transpose(1, 2).contiguous().view(x.size(0), channels, x.size(2), x.size(3));
  }

  @Override
  public Tensor forward(@Shape("N, 3, 12, 10") Tensor x) {
    Tensor y = shuffle(cat(List.of(left.call(x), right.call(x)), 1), 2);
    List<Tensor> halves = y.chunk(2, 1);
    y = shuffle(cat(List.of(halves.get(0), unit.call(halves.get(1))), 1), 2);
    return head.call(relu(y).mean(2, 3));
  }
}
