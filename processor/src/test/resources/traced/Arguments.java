package traced;

import static io.tenon.nn.Functional.*;

import io.tenon.Tensor;
import io.tenon.annotation.*;
import io.tenon.nn.*;
import java.util.*;

class Dropping extends NnModule {
  @Submodule Linear fc;
  @Submodule Dropout dropout;
  @Submodule Sequential tail;
  private final double rate;
  private final boolean verbose;
  private final String name;
  private final List<Double> rates;

  Dropping(double p, int classes, boolean verbose, String name, double momentum) {
    dropout = new Dropout(p);
    rate = Math.min(1 - p / 2, 0.5);
    float half = (float) rate;
    tail = new Sequential(new Dropout(rate), new Dropout(half), new BatchNorm1d(4, 1e-5, momentum, true, true));
    fc = new Linear(4, classes);
    this.verbose = !verbose;
    this.name = "net " + name + p;
    rates = List.of(p, rate);
  }

  private Tensor dropped(Tensor x, double p) {
    return new Dropout(p * 2).eval().call(x);
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return fc.call(tail.call(dropout.call(x)));
  }
}
