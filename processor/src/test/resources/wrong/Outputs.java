package wrong;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;
import java.util.List;

record Two(Tensor a, Tensor b) {}

record Mixed(Tensor a, int count) {}

class NoRecord extends NnModule {
  List<Tensor> forwardAll(@Shape("N, 3") Tensor x) { // TN027: NoRecord.forward stays eager: it returns java.util.List<io.tenon.Tensor>, not a record of Tensors that is not private
    return List.of(x, x);
  }
}

class OtherComponents extends NnModule {
  Mixed forwardAll(@Shape("N, 3") Tensor x) { // TN027: OtherComponents.forward stays eager: it returns wrong.Mixed, not a record of Tensors that is not private
    return new Mixed(x, 1);
  }
}

class Nothing extends NnModule {
  Two forwardAll(@Shape("N, 3") Tensor x) { // TN027: Nothing.forward stays eager: it returns null among its outputs
    return new Two(x.add(1), null);
  }
}

class Both extends NnModule {
  @Submodule Linear fc = new Linear(3, 4);

  @Override
  public Tensor forward(@Shape("N, 3") Tensor x) {
    return fc.call(x);
  }

  Two forwardAll(@Shape("N, 3") Tensor x) { // TN027: Both.forward stays eager: 'forward(io.tenon.Tensor)' has shapes, too, and one method is compiled
    return new Two(x, fc.call(x));
  }
}

class WrongInside extends NnModule {
  @Submodule Linear fc = new Linear(4, 4);

  Two forwardAll(@Shape("N, 3") Tensor x) {
    return new Two(x.add(1), fc.call(x)); // TN012: linear: input has 3 features, but the weight expects 4 (input [N, 3], weight [4, 4]), in 'fc.call(x)'
  }
}
