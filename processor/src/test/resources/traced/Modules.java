package traced;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.annotation.*;
import io.tenon.nn.*;
import java.util.*;
import static io.tenon.nn.Functional.*;

import static io.tenon.nn.Conv2d.options;

class Block extends NnModule {
  @Submodule Conv2d conv;
  @Submodule BatchNorm2d norm;
  @Submodule NnModule shortcut;
  private final boolean last;

  Block(int in, int out, boolean last) {
    conv = new Conv2d(in, out, 3, options().padding(1).bias(false));
    norm = new BatchNorm2d(out);
    if (in != out) {
      shortcut = new Sequential(new Conv2d(in, out, 1), new BatchNorm2d(out));
    }
    this.last = last;
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor y = norm.call(conv.call(x));
    y = y.add(shortcut == null ? x : shortcut.call(x));
    return last ? y : relu(y);
  }
}

class Residual extends NnModule {
  @Submodule Block block1 = new Block(3, 8, false);
  @Submodule Sequential blocks;
  @Submodule Linear fc;

  Residual(int classes) {
    List<NnModule> list = new ArrayList<>();
    int width = 8;
    for (int i = 0; i < 3; i++) {
      list.add(new Block(width, width += i, i == 2));
    }
    blocks = new Sequential(list.toArray(new NnModule[0]));
    fc = new Linear(width, classes);
  }

  @Override
  public Tensor forward(@Shape("N, 3, 8, 8") Tensor x) {
    x = blocks.call(block1.call(x));
    return fc.call(adaptiveAvgPool2d(x, 1).flatten(1));
  }
}

class Containers extends NnModule {
  @Submodule ModuleList list = new ModuleList(new Linear(4, 4), new ReLU());
  @Submodule Sequential named;
  @Submodule ModuleList blocks = new ModuleList();
  private final Linear shared;
  @Submodule Linear owner;

  Containers() {
    Map<String, NnModule> map = new LinkedHashMap<>();
    map.put("in", new Linear(4, 6));
    map.put("act", new Tanh());
    map.put("out", new Linear(6, 4));
    named = new Sequential(map);
    for (int i = 0; i < 2; i++) {
      blocks.append(new Dense(4, i));
    }
    shared = new Linear(4, 4);
    owner = shared;
    registerModule("extra", new Linear(4, 4, false));
  }

  static class Dense extends NnModule {
    @Submodule Linear fc;
    final int index;

    Dense(int width, int index) {
      this.fc = new Linear(width, width);
      this.index = index;
    }

    Tensor scaled(Tensor x, int by) {
      return leakyRelu(fc.call(x), by + index);
    }

    @Override
    public Tensor forward(Tensor x) {
      return scaled(x, 1);
    }
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    for (NnModule each : list) x = each.call(x);
    x = list.get(-1).call(list.get(0).call(x));
    x = named.call(x);
    x = named.get(0).call(x);
    x = ((Linear) named.get(2)).call(x);
    for (int i = 0; i < blocks.size(); i++) x = blocks.get(i).call(x);
    Dense dense = (Dense) blocks.get(1);
    x = dense.scaled(x, 5);
    x = dense.forward(x);
    x = linear(x, dense.fc.weight, dense.fc.bias);
    for (Map.Entry<String, NnModule> child : named.namedChildren().entrySet()) {
      if (child.getKey().equals("act")) x = child.getValue().call(x);
    }
    for (NnModule child : named.children()) x = child.call(x);
    return owner.call(shared.call(x));
  }
}

class Measured extends NnModule {
  @Submodule Sequential features =
      new Sequential(new Conv2d(1, 4, 3), new ReLU(), new MaxPool2d(2), new Flatten());
  @Submodule Linear fc;

  Measured() {
    int width = features.call(Tensor.zeros(1, 1, 12, 12)).size(1);
    fc = new Linear(width, 3);
  }

  @Override
  public Tensor forward(@Shape("N, 1, 12, 12") Tensor x) {
    return fc.call(features.call(x));
  }
}

class Kernel extends NnModule {
  @Submodule Conv2d conv;

  Kernel(int in, int out) {
    conv = new Conv2d(3, out, 3);
    unused = in;
  }

  private final int unused;

  @Override
  public Tensor forward(@Shape("N, 3, 8, 8") Tensor x) {
    return conv.call(x);
  }
}

class Recurrent extends NnModule {
  @Submodule LSTM lstm = new LSTM(4, 6);
  @Submodule GRU gru = new GRU(6, 5);
  @Submodule Linear fc = new Linear(5, 3);

  Recurrent() {
    lstm.resetParameters();
  }

  @Override
  public Tensor forward(@Shape("N, 7, 4") Tensor x) {
    Tensor y = lstm.call(x, null, null).output();
    return fc.call(gru.call(y));
  }
}
