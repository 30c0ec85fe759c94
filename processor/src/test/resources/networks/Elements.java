package networks;

import static io.tenon.nn.Functional.gelu;
import static io.tenon.nn.Functional.hardsigmoid;
import static io.tenon.nn.Functional.hardswish;
import static io.tenon.nn.Functional.hardtanh;
import static io.tenon.nn.Functional.leakyRelu;
import static io.tenon.nn.Functional.relu;
import static io.tenon.nn.Functional.relu6;
import static io.tenon.nn.Functional.tanh;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;

/** Functions of single elements behind each other, and sums and products of values. */
public class Elements extends NnModule {
  @Submodule Linear fc = new Linear(20, 20);

  @Override
  public Tensor forward(@Shape("N, 20") Tensor x) {
    Tensor a = fc.call(x);
    Tensor b = leakyRelu(x.mul(4), 0.25).add(-1); // one loop
    Tensor c = hardswish(gelu(hardsigmoid(a.div(0.125f)).sub(0.5f))); // a loop, a call, a loop
    Tensor d = relu(hardtanh(a.mul(b), -0.5, 2)); // behind a product
    Tensor e = tanh(b.div(c.add(2))); // a quotient and a call
    return relu6(d.add(e)).mul(3).sub(a.sub(b));
  }
}
