package demo;

import static io.tenon.nn.Functional.relu;

import io.tenon.Tensor;
import io.tenon.annotation.Submodule;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;

public class Block extends NnModule {
  @Submodule Linear fc = new Linear(4, 4);

  @Override
  public Tensor forward(Tensor x) {
    return fc.call(relu(fc.call(x)));
  }
}
