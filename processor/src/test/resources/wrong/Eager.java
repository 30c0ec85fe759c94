package wrong;

import static io.tenon.nn.Functional.relu;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.ConvTranspose2d;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;

class Printing extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    System.out.println(x); // TN020: Printing.forward stays eager: a static field that is no constant is not understood by the compiler, in 'System.out'
    return x;
  }
}

class Synchronized extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    Tensor twice = // a comment between
        x.add(x);
    synchronized (this) { // TN020: Synchronized.forward stays eager: 'synchronized' is not understood by the compiler, in 'synchronized (this)'
      return twice;
    }
  }
}

class Trying extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    try { // TN020: Trying.forward stays eager: 'try' is not understood by the compiler, in 'try'
      return x;
    } finally {
      relu(x);
    }
  }
}

class Endless extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    while (true) { // TN020: Endless.forward stays eager: a loop of more than 10000 turns is not understood by the compiler, in 'while (true)'
      x = x.view(-1, 4);
    }
  }
}

class Bottomless extends NnModule {
  private Tensor again(Tensor x) {
    return again(x); // TN020: Bottomless.forward stays eager: a recursion of more than 200 calls is not understood by the compiler, in 'again(x)'
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return again(x);
  }
}

class Deciding extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    if (x.get(0, 0) > 0) { // TN021: Deciding.forward stays eager: it reads a tensor's numbers, which are not known when it is compiled, in 'x.get(0, 0)'
      return relu(x);
    }
    return x;
  }
}

class Sized extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return x.size(0) > 1 ? relu(x) : x; // TN023: Sized.forward stays eager: 'x.size(0) > 1' depends on the size N, which is not known when it is compiled
  }
}

class Odd extends NnModule {
  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return x.size(0) % 2 == 0 ? relu(x) : x; // TN023: Odd.forward stays eager: 'x.size(0) % 2' depends on the size N, which is not known when it is compiled
  }
}

class Argument extends NnModule {
  @Submodule Linear fc = new Linear(4, 4);
  private final boolean activate;

  Argument(boolean activate) {
    this.activate = activate;
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return activate ? relu(fc.call(x)) : x; // TN024: Argument.forward stays eager: 'activate' needs the constructor's argument 'activate', which is not known when it is compiled
  }
}

class Added extends NnModule {
  @Submodule Linear fc;

  Added(int hidden) {
    fc = new Linear(4, hidden + 1); // TN025: Added.forward stays eager: 'hidden + 1' is not a multiple of the unknown size hidden
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return fc.call(x);
  }
}

class Transposed extends NnModule {
  @Submodule ConvTranspose2d up = new ConvTranspose2d(8, 8, 3, ConvTranspose2d.options().groups(2));

  @Override
  public Tensor forward(@Shape("N, 8, 9, 9") Tensor x) {
    return up.call(x); // TN026: Transposed.forward stays eager: conv_transpose2d of several groups is not compiled yet, in 'up.call(x)'
  }
}

class Unregistered extends NnModule {
  private final Linear fc = new Linear(4, 4);

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return fc.call(x); // TN029: Unregistered.forward stays eager: linear: uses a tensor of shape [4, 4] that is no input, parameter or buffer of the network, in 'fc.call(x)'
  }
}

class Forgotten extends NnModule {
  Linear fc = new Linear(4, 4);

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    return fc.call(x); // TN029: Forgotten.forward stays eager: field 'fc' holds a module, but is not registered, in 'fc'
  }
}

class Changing extends NnModule {
  @Submodule Linear fc = new Linear(4, 4);
  int times = 2;

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    for (int i = 0; i < times; i++) { // TN030: Changing.forward stays eager: field 'times' may change between calls, in 'times'
      x = fc.call(x);
    }
    return x;
  }
}

class Counting extends NnModule {
  private int calls;

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    calls = 1; // TN030: Counting.forward stays eager: field 'calls' may change between calls, in 'calls = 1'
    return x;
  }
}
