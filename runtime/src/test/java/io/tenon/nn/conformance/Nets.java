package io.tenon.nn.conformance;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.compiled.Slots;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;
import io.tenon.nn.Sequential;
import java.util.List;

/** The modules that PyTorch's tests make. */
final class Nets {
  private Nets() {}

  static Parameter parameter(int... sizes) {
    return new Parameter(Tensor.zeros(sizes));
  }

  /** {@code nn.Module()}. */
  static final class EmptyModule extends NnModule {}

  /** A module with one parameter and one buffer. */
  static final class DummyLayer extends NnModule {
    DummyLayer() {
      registerParameter("layer_dummy_param", parameter(3, 5));
      registerBuffer("layer_dummy_buf", Tensor.zeros(1, 3, 3, 7));
    }
  }

  /** A module with one of each, and a layer below it. */
  static final class DummyNet extends NnModule {
    DummyNet() {
      registerModule("l1", new DummyLayer());
      registerParameter("dummy_param", parameter(3, 5));
      registerBuffer("dummy_buf", Tensor.zeros(7, 3, 3, 1));
    }
  }

  /** The same net twice in a row. */
  static Sequential dummyNetTwice() {
    DummyNet net = new DummyNet();
    return new Sequential(net, net);
  }

  /** Two sequences of layers, one after the other. */
  static final class TwoSequences extends NnModule {
    TwoSequences() {
      registerModule("seq1", new Sequential(new Linear(4, 4), new Linear(4, 4)));
      registerModule("seq2", new Sequential(new Linear(4, 4), new Linear(4, 4)));
    }

    @Override
    public Tensor forward(Tensor x) {
      return getSubmodule("seq2").call(getSubmodule("seq1").call(x));
    }
  }

  /** Two such nets, one after the other. */
  static final class ToyModel extends NnModule {
    ToyModel() {
      registerModule("net1", new TwoSequences());
      registerModule("net2", new TwoSequences());
    }

    @Override
    public Tensor forward(Tensor x) {
      return getSubmodule("net2").call(getSubmodule("net1").call(x));
    }
  }

  /** A module of two inputs: their sum. */
  static final class Biased extends NnModule {
    Tensor call(Tensor x, Tensor bias) {
      return hooked(List.of(x, bias), both -> both.get(0).add(both.get(1)));
    }
  }

  /** A module whose forward fails while {@link #fails} is set. */
  static final class FailsInForward extends NnModule {
    boolean fails = true;

    @Override
    public Tensor forward(Tensor x) {
      if (fails) {
        throw new IllegalStateException("failing in forward");
      }
      return x;
    }
  }

  /** A module with fields, as a class of the library or of the annotation processor has. */
  static final class WithFields extends NnModule {
    private static final Slots<WithFields> SLOTS =
        new Slots<WithFields>()
            .parameter("a", m -> m.a, (m, value) -> m.a = value)
            .parameter("b", m -> m.b, (m, value) -> m.b = value)
            .submodule("x", Linear.class, m -> m.x, (m, value) -> m.x = value)
            .submodule("y", Linear.class, m -> m.y, (m, value) -> m.y = value)
            .buffer("buf", m -> m.buf, (m, value) -> m.buf = value)
            .nonPersistentBuffer("cache", m -> m.cache, (m, value) -> m.cache = value);

    Parameter a;
    Parameter b;
    Linear x;
    Linear y;
    Tensor buf;
    Tensor cache;

    WithFields() {
      super(SLOTS);
    }
  }
}
