package traced;

import static io.tenon.nn.Functional.*;

import io.tenon.Tensor;
import io.tenon.annotation.*;
import io.tenon.nn.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

class Streamed extends NnModule {
  record Stage(int width, String name) {}

  static class Block extends NnModule {
    @Submodule Linear fc;

    Block(int in, int out) {
      fc = new Linear(in, out);
    }

    @Override
    public Tensor forward(Tensor x) {
      return relu(fc.call(x));
    }
  }

  @Submodule ModuleList blocks = new ModuleList();
  @Submodule Sequential tail;
  @Submodule ModuleDict heads = new ModuleDict();
  private final List<Integer> widths;
  private final NnModule[] array;

  Streamed() {
    IntStream.range(0, 3).mapToObj(i -> new Block(4, 4)).forEach(blocks::append);
    List<Stage> stages = Stream.of(6, 8, 4).map(w -> new Stage(w, "s" + w)).toList();
    widths = stages.stream().map(Stage::width).collect(Collectors.toList());
    List<NnModule> layers = new ArrayList<>();
    int in = 4;
    for (var stage : stages) {
      layers.add(new Linear(in, stage.width()));
      in = stage.width();
    }
    tail = new Sequential(layers.stream().toArray(NnModule[]::new));
    for (String name : List.of("a", "b")) {
      heads.put(name, new Block(4, 4));
    }
    array = new NnModule[] {blocks.get(0), tail};
  }

  private Tensor all(Tensor x, Block... more) {
    return Arrays.stream(more).reduce(x, (y, block) -> block.call(y), (a, b) -> b);
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    Tensor input = x;
    List<Tensor> outputs = blocks.stream().map(block -> block.call(input)).toList();
    x = outputs.stream().reduce(Tensor::add).get();
    x = outputs.stream().skip(1).limit(1).reduce(x, Tensor::mul);
    x = cat(IntStream.rangeClosed(1, 2).mapToObj(i -> leakyRelu(input, i)).toList(), 1)
        .view(-1, 4).view(x.size(0), 8);
    x = linear(x, cat(List.of(((Linear) tail.get(0)).weight, ((Linear) tail.get(0)).weight), 1), null);
    x = x.view(x.size(0), -1);
    Tensor y = tail.get(1).call(x);
    y = ((Linear) tail.get(2)).call(y);
    List<Tensor> gathered = new ArrayList<>();
    heads.values().forEach(head -> gathered.add(head.call(input)));
    heads.forEach((name, head) -> gathered.add(head.call(input)));
    for (Tensor each : gathered) y = y.add(each);
    y = leakyRelu(y, widths.stream().mapToInt(Integer::intValue).sum());
    y = leakyRelu(y, widths.stream().filter(w -> w > 5).count());
    y = leakyRelu(y, widths.stream().sorted(Comparator.reverseOrder()).findFirst().orElse(0));
    y = leakyRelu(y, IntStream.of(3, 1, 2).boxed().max(Comparator.naturalOrder()).get());
    String text = Stream.of("x", "y").map(String::toUpperCase).collect(Collectors.joining("-"));
    y = text.equals("X-Y") ? tanh(y) : y;
    y = all(y, (Block) blocks.get(0), (Block) blocks.get(1));
    for (NnModule each : array) if (each != tail) y = each.call(y);
    Map<String, NnModule> byName = new TreeMap<>();
    byName.put("two", blocks.get(1));
    byName.put("one", blocks.get(0));
    for (var entry : byName.entrySet()) y = entry.getValue().call(y);
    Map<String, NnModule> unordered = Map.of("p", blocks.get(0), "q", blocks.get(1));
    y = unordered.get("q").call(y);
    Deque<Tensor> stack = new ArrayDeque<>();
    stack.push(y);
    stack.push(relu(y));
    y = stack.pop().add(stack.pop());
    y = Optional.of(y).map(Functional::silu).orElseThrow();
    y = Stream.iterate(1, i -> i * 2).limit(4).reduce(0, Integer::sum) == 15 ? mish(y) : y;
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < 3; i++) name.append(i);
    int at = 0;
    while (at < name.length()) {
      y = name.charAt(at++) == '1' ? relu6(y) : y;
    }
    List<Integer> order = new ArrayList<>(List.of(2, 0, 1));
    Collections.reverse(order);
    order.removeIf(i -> i == 0);
    order.replaceAll(i -> i + 1);
    for (int i : order) y = leakyRelu(y, i);
    return Collections.nCopies(2, y).stream().allMatch(t -> t.dim() == 2) ? y : x;
  }
}
