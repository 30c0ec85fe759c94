package wrong;

import static io.tenon.nn.Functional.arange;
import static io.tenon.nn.Functional.cat;
import static io.tenon.nn.Functional.channelShuffle;
import static io.tenon.nn.Functional.relu;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.annotation.Param;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.Conv2d;
import io.tenon.nn.NnModule;
import java.util.List;

class MeanOfAll extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4, 3") Tensor x) {
    return x.sub(x.mean(0, true)); // TN026: MeanOfAll.forward stays eager: a mean along the batch is not compiled yet, in 'x.mean(0, true)'
  }
}

class FirstOfAll extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4, 3") Tensor x) {
    return x.add(x.select(0, 0)); // TN026: FirstOfAll.forward stays eager: a select along the batch is not compiled yet, in 'x.select(0, 0)'
  }
}

class Turned extends NnModule {
  @Override
  public Tensor forward(@Shape("N, T, 3") Tensor x) {
    return relu(x.transpose(0, 1)).transpose(0, 1); // TN026: Turned.forward stays eager: a value of shape [T, N, 3], whose first size is not the batch, is not compiled yet, in 'x.transpose(0, 1)'
  }
}

class Twice extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4, 3") Tensor x) {
    return cat(List.of(x, x), 0); // TN026: Twice.forward stays eager: a cat along the batch is not compiled yet, in 'cat(List.of(x, x), 0)'
  }
}

class ListOfRows extends NnModule {
  @Override
  public Tensor forward(@Shape("N, T, 3") Tensor x) {
    return relu(x.view(-1, 3)); // TN026: ListOfRows.forward stays eager: a result of [N·T, 3], whose first size is not the batch, is not compiled yet, in 'relu(x.view(-1, 3))'
  }
}

class FarApart extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4, 3, 2") Tensor x) {
    return x.sum(1, 3); // TN026: FarApart.forward stays eager: a sum over dimensions that are not next to each other is not compiled yet, in 'x.sum(1, 3)'
  }
}

class MergedMaps extends NnModule {
  @Submodule Conv2d conv = new Conv2d(3, 3, 1);

  @Override
  public Tensor forward(@Shape("N, T, 3, 4, 4") Tensor x) {
    return conv.call(x.view(-1, 3, 4, 4)).view(x.size(0), x.size(1), 48); // TN026: MergedMaps.forward stays eager: conv2d of [N·T, 3, 4, 4] is not compiled yet, in 'conv.call(x.view(-1, 3, 4, 4))'
  }
}

class OnlyWeights extends NnModule {
  @Param Parameter weight = new Parameter(Tensor.zeros(3));

  @Override
  public Tensor forward(@Shape("N, 3") Tensor x) {
    return relu(weight); // TN026: OnlyWeights.forward stays eager: a result that all samples share is not compiled yet, in 'relu(weight)'
  }
}

class Uneven extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4, 3, 3") Tensor x) {
    return channelShuffle(x, 3); // TN012: channel_shuffle: Number of channels must be divisible by groups. Got 4 channels and 3 groups. (input [N, 4, 3, 3]), in 'channelShuffle(x, 3)'
  }
}

class Counter extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return x.add(arange(4).to(io.tenon.DType.FLOAT32)); // TN026: Counter.forward stays eager: arange is not compiled yet, in 'arange(4)'
  }
}
