package wrong;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;

class Empty extends NnModule {
  @Override
  public Tensor forward(@Shape("") Tensor x) { // TN011: @Shape("") can't be read: it is empty
    return x;
  }
}

class Missing extends NnModule {
  @Override
  public Tensor forward(@Shape("N,,3") Tensor x) { // TN011: @Shape("N,,3") can't be read: a size is missing between commas
    return x;
  }
}

class Negative extends NnModule {
  @Override
  public Tensor forward(@Shape("N, -3") Tensor x) { // TN011: @Shape("N, -3") can't be read: '-3' is neither a number nor a name
    return x;
  }
}

class Zero extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 0") Tensor x) { // TN011: @Shape("N, 0") can't be read: a size can't be 0
    return x;
  }
}

class Long extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 12345678901") Tensor x) { // TN011: @Shape("N, 12345678901") can't be read: '12345678901' is neither a number nor a name
    return x;
  }
}

class Elsewhere extends NnModule {
  Tensor helper(@Shape("N, 3") Tensor x) { // TN014: @Shape stands on a parameter of 'helper', but only the forward or forwardAll of a module is compiled
    return x;
  }
}

class NoTensor extends NnModule {
  Tensor forward(@Shape("N, 3") String x) { // TN014: @Shape stands on a parameter of type java.lang.String, but only a Tensor has a shape
    return null;
  }
}

class OneOfTwo extends NnModule {
  Tensor forward(@Shape("N, 3") Tensor x, Tensor y) { // TN027: OneOfTwo.forward stays eager: it has 2 parameters, of which 1 has a shape
    return x;
  }
}

class NoDtype extends NnModule {
  @Override
  public Tensor forward(@Shape(value = "N, 3", dtype = "long") Tensor x) { // TN015: @Shape(dtype = "long") is no type of a tensor
    return x;
  }
}

class NoBatch extends NnModule {
  @Override
  public Tensor forward(@Shape("3, 3") Tensor x) { // TN027: NoBatch.forward stays eager: its batch size is fixed
    return x;
  }
}

class BatchTwice extends NnModule {
  Tensor forward(@Shape("N, 3") Tensor x, @Shape("T, N") Tensor y) { // TN027: BatchTwice.forward stays eager: the batch 'N' is not the first size of 'y' only
    return x;
  }
}

class Uneven extends NnModule {
  Tensor forward(@Shape("N, 3") @Shape("N, 4") Tensor x, @Shape("N, 3") Tensor y) { // TN027: Uneven.forward stays eager: 'x' has 2 shapes, but 'y' has 1
    return x;
  }
}
