package wrong;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.nn.NnModule;

class Unresolved extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return x.add(y); // TN032: Unresolved.forward stays eager: the name 'y' is not known, in 'y'
  }
}
