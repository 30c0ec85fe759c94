package wrong;

import static io.tenon.nn.Functional.relu;

import io.tenon.Tensor;
import io.tenon.annotation.Compile;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;

@Compile(required = true)
class Unshaped extends NnModule { // TN016: Unshaped is annotated @Compile(required = true), but its forward has no @Shape
  @Submodule Linear fc = new Linear(4, 4);

  @Override
  public Tensor forward(Tensor x) {
    return fc.call(x);
  }
}

@Compile(required = true)
class Moduleless { // TN016: Moduleless is annotated @Compile(required = true), but it does not extend NnModule
}

@Compile
class Unneeded extends NnModule {
  @Submodule Linear fc = new Linear(4, 4);

  @Override
  public Tensor forward(Tensor x) {
    return fc.call(x);
  }
}

@Compile(required = true)
class Needed extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return x.size(0) > 1 ? relu(x) : x; // TN023: Needed.forward stays eager: 'x.size(0) > 1' depends on the size N, which is not known when it is compiled
  }
}
