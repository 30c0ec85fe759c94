package demo;

import demo.blocks.Block;
import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;

public class Network extends NnModule {
  @Submodule Block block = new Block();
  @Submodule Linear head = new Linear(4, 1);

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return head.call(block.call(x));
  }
}
