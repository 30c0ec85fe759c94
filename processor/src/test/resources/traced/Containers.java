package traced;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.annotation.*;
import io.tenon.nn.*;
import java.util.*;

import static io.tenon.nn.Functional.*;

class Gated extends NnModule {
  @Submodule Linear fc;

  Gated(int width) {
    fc = new Linear(width, width);
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.mul(sigmoid(fc.call(x)));
  }
}

class ListOfModules extends NnModule {
  @Submodule ModuleList blocks = new ModuleList();
  @Submodule Sequential tail = new Sequential(new Linear(4, 4), new ReLU());
  @Submodule ModuleList copy;
  @Submodule ModuleList alone;

  ListOfModules() {
    for (int i = 0; i < 4; i++) {
      blocks.add(new Gated(4));
    }
    blocks.append(new Linear(4, 4)).insert(0, new Tanh()).extend(List.of(new Linear(4, 4)));
    blocks.remove(1);
    blocks.pop();
    blocks.set(-1, new ReLU());
    tail.append(new Linear(4, 4)).insert(1, new Gated(4));
    copy = blocks.slice(1, -1);
    NnModule wide = new Sequential(new Linear(4, 4), new Tanh());
    alone = new ModuleList(wide);
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    for (NnModule block : blocks) {
      x = block.call(x);
    }
    for (int i = blocks.size() - 1; i >= 0; i--) {
      x = blocks.get(i).call(x);
    }
    for (NnModule block : copy.subList(0, 2)) {
      x = block.call(x);
    }
    for (NnModule each : alone) {
      x = each.call(x);
    }
    x = tail.get(0).call(tail.get("1").call(x));
    x = blocks.contains(tail) ? x : relu(x);
    x = tail.slice(1).call(tail.plus(tail).call(x));
    return blocks.isEmpty() ? x : tail.times(2).call(x);
  }
}

class DictOfModules extends NnModule {
  @Submodule ModuleDict dict = new ModuleDict();
  @Submodule ModuleDict branches;

  DictOfModules(int width) {
    dict.put("in", new Linear(4, width));
    dict.put("act", new Tanh());
    dict.put("out", new Linear(width, 4));
    dict.put("act", new ReLU());
    dict.put("gone", new Linear(4, 4));
    dict.pop("gone");
    branches = new ModuleDict(Map.of("b", new Gated(4), "a", new Linear(4, 4), "c", new Tanh()));
    branches.update(List.of(Map.entry("d", new Gated(4))));
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    x = dict.get("out").call(dict.get("act").call(dict.get("in").call(x)));
    for (NnModule each : dict.values()) {
      x = each.call(x);
    }
    for (String name : branches.keySet()) {
      x = branches.get(name).call(x);
    }
    for (Map.Entry<String, NnModule> each : branches.entrySet()) {
      if (!each.getKey().equals("a") && dict.get(each.getKey()) == null) {
        x = each.getValue().call(x);
      }
    }
    return branches.containsKey("e") || branches.size() != 4 ? x : relu(x);
  }
}

class ListOfWeights extends NnModule {
  @Submodule ParameterList weights = new ParameterList(Tensor.ones(4, 4));

  ListOfWeights() {
    for (int i = 0; i < 2; i++) {
      weights.append(new Parameter(Tensor.ones(4, 4)));
    }
    weights.append(Tensor.zeros(4, 4));
    weights.add(new Parameter(Tensor.zeros(4, 4)));
    weights.pop(0);
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    for (Parameter weight : weights) {
      x = relu(linear(x, weight, null));
    }
    return linear(x, weights.get(-1).add(weights.get(0)), null);
  }
}

class DictOfWeights extends NnModule {
  @Submodule ParameterDict weights = new ParameterDict();
  @Submodule ParameterDict more;

  DictOfWeights() {
    weights.put("left", new Parameter(Tensor.ones(4, 4)));
    weights.put("right", Tensor.ones(4, 4));
    weights.setdefault("bias", Tensor.zeros(4));
    more = weights.copy();
    more.update(Map.of("right", Tensor.zeros(4, 4)));
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    x = linear(x, weights.get("left"), weights.get("bias"));
    for (Map.Entry<String, Parameter> each : more.entrySet()) {
      x = each.getKey().equals("bias") ? x : linear(x, each.getValue(), null);
    }
    return linear(x, weights.get("right"), null);
  }
}
