package demo;

import static io.tenon.nn.Functional.relu;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;

public class Network extends NnModule {
  @Submodule Linear fc1 = new Linear(8, 16);
  @Submodule Linear fc2;

  public Network(int classes) {
    fc2 = new Linear(16, classes);
  }

  @Override
  public Tensor forward(@Shape("N, 8") Tensor x) {
    return fc2.call(relu(fc1.call(x)));
  }
}
