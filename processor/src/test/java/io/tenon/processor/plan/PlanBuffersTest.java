package io.tenon.processor.plan;

import static io.tenon.nn.Functional.cat;
import static io.tenon.nn.Functional.relu;
import static io.tenon.nn.Functional.softmax;
import static io.tenon.processor.plan.Place.Where.RESULT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenon.Tensor;
import io.tenon.graph.Graph;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Linear;
import io.tenon.processor.Traced;
import io.tenon.processor.pass.Passes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs plans as if by hand: each task marks its result's floats with their place, and what a task
 * reads must still bear the mark of that place, or of one that is a part of it.
 */
final class PlanBuffersTest {
  private static final int BATCH = 3;

  private static Plan plan(Graph graph) {
    return Planner.plan(graph, Passes.apply(graph), List.of());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void randomNetworksNeverReadWhatWasOverwritten(int seed) {
    check(plan(random(seed)));
  }

  /** Linear layers, functions, sums and softmax in random order, all values of equal size. */
  private static Graph random(int seed) {
    Random random = new Random(seed);
    return Traced.graph(
        net -> {
          List<Linear> layers = new ArrayList<>();
          for (int i = 0; i < 4; i++) {
            layers.add(net.layer("fc" + i, new Linear(24, 24)));
          }
          return x -> {
            List<Tensor> made = new ArrayList<>(List.of(x));
            for (int i = 0; i < 14; i++) {
              Tensor a = made.get(random.nextInt(made.size()));
              Tensor b = made.get(random.nextInt(made.size()));
              made.add(
                  switch (random.nextInt(4)) {
                    case 0 -> layers.get(random.nextInt(4)).call(a);
                    case 1 -> relu(a);
                    case 2 -> a.add(b);
                    default -> softmax(a, -1);
                  });
            }
            return made.stream().reduce(Tensor::add).orElseThrow();
          };
        },
        seed % 2 == 0 ? new int[] {24} : new int[] {5, 24});
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void partsOfConcatenationsAreNeverOverwritten(int seed) {
    check(plan(joined(seed)));
  }

  /**
   * Convolutions, sums, functions and concatenations in random order, of few channels and of whole
   * blocks; linear layers between them end the loop over samples.
   */
  private static Graph joined(int seed) {
    Random random = new Random(seed);
    int[] widths = {5, 12, 16, 32};
    return Traced.graph(
        net ->
            x -> {
              List<Tensor> maps = new ArrayList<>(List.of(x));
              List<Tensor> features = new ArrayList<>();
              for (int i = 0; i < 16; i++) {
                Tensor a = maps.get(random.nextInt(maps.size()));
                Tensor b = maps.get(random.nextInt(maps.size()));
                int width = widths[random.nextInt(4)];
                switch (random.nextInt(6)) {
                  case 0 -> maps.add(relu(a));
                  case 1 -> maps.add(cat(List.of(a, b), 1));
                  case 2 -> maps.add(cat(List.of(b, maps.get(maps.size() - 1), a), 1));
                  case 3 -> {
                    Linear fc = net.layer("fc" + i, new Linear(a.size(1) * 6, 20));
                    features.add(fc.call(a.flatten(1)));
                  }
                  default -> {
                    Conv2d.Options options = Conv2d.options().padding(1);
                    Conv2d conv = new Conv2d(a.size(1), width, 3, options);
                    Tensor made = net.layer("conv" + i, conv).call(a);
                    maps.add(width == a.size(1) ? a.add(made) : made);
                  }
                }
              }
              features.add(cat(maps, 1).flatten(1));
              return cat(features, 1);
            },
        16,
        3,
        2);
  }

  @Test
  void valuesOfTheBatchOutliveTheLoopThatMakesThem() {
    Graph graph =
        Traced.graph(
            net -> {
              Conv2d a = net.layer("a", new Conv2d(3, 8, 3));
              Conv2d b = net.layer("b", new Conv2d(8, 8, 3));
              Linear fc = net.layer("fc", new Linear(8 * 12 * 12, 20));
              Linear skip = net.layer("skip", new Linear(8 * 14 * 14, 20));
              return x -> {
                Tensor one = relu(a.call(x));
                Tensor two = b.call(one);
                return fc.call(two.flatten(1)).add(skip.call(one.flatten(1)));
              };
            },
            3,
            16,
            16);
    Plan plan = plan(graph);
    check(plan);
    assertThat(plan.stages()).hasSize(2);
    assertThat(plan.stages().get(0).tasks().get(0).out().place().where())
        .isEqualTo(Place.Where.BATCH);
  }

  private static void check(Plan plan) {
    Place[] workspace = new Place[(int) value(plan.workspace())];
    Place[] own = new Place[(int) value(plan.scratch())];
    Place[] result = new Place[(int) value(plan.results().get(0).floats()) * BATCH];
    for (Stage stage : plan.stages()) {
      for (int n = 0; n < (stage.wholeBatch() ? 1 : BATCH); n++) {
        for (Task task : stage.tasks()) {
          for (Value in : task.inputs()) {
            if (in.place().where() != Place.Where.INPUT) {
              Value maps = in.flattened() == null ? in : in.flattened();
              requireMarks(task, maps, n, in.place().where() == RESULT ? result : workspace);
            }
          }
          for (Value beside : task.scratch()) {
            scribble(beside, n, beside.place().where() == Place.Where.OWN ? own : workspace);
          }
          mark(task, n, task.out().place().where() == RESULT ? result : workspace);
        }
      }
    }
    assertThat(result).doesNotContainNull();
  }

  private static void requireMarks(Task task, Value in, int n, Place[] array) {
    int samples = task.wholeBatch() ? BATCH : 1;
    for (int s = 0; s < samples; s++) {
      int from = from(in, n + s);
      for (int i = 0; i < value(in.floats()); i++) {
        if (channel(in, i) < channels(in)) {
          Place made = array[from + i];
          while (made != null && made != in.place()) {
            made = made.around();
          }
          assertThat(made).as("%s reads element %s of %s", task, i, in).isNotNull();
        }
      }
    }
  }

  private static void mark(Task task, int n, Place[] array) {
    Value out = task.out();
    int samples = task.wholeBatch() ? BATCH : 1;
    for (int s = 0; s < samples; s++) {
      int from = from(out, n + s);
      for (int i = 0; i < value(out.floats()); i++) {
        if (!(task instanceof Task.Join join) || joins(join, channel(out, i))) {
          array[from + i] = out.place();
        }
      }
    }
  }

  /** What a task leaves in its scratch. */
  private static void scribble(Value beside, int n, Place[] array) {
    int from = from(beside, n);
    Arrays.fill(array, from, from + (int) value(beside.floats()), beside.place());
  }

  /** Whether a copy into a concatenation of channels or features writes this one. */
  private static boolean joins(Task.Join join, int channel) {
    int first = (int) join.first().number();
    return channel >= first && channel < first + join.in().size(0);
  }

  /** Which channel or feature the i-th float of a sample is. */
  private static int channel(Value value, int i) {
    if (value.layout() == Layout.BLOCKS) {
      int block = value.map();
      return i / block * 16 + i % 16;
    }
    return (int) (i / (value(value.floats()) / value.sizes().get(0).factor()));
  }

  private static int channels(Value value) {
    return value.sizes().get(0).factor();
  }

  private static int from(Value value, int n) {
    long at = value(value.place().at());
    Place.Where where = value.place().where();
    boolean single =
        where == Place.Where.SAMPLE || where == Place.Where.OWN || where == Place.Where.SHARED;
    return (int) (single ? at : at + n * value(value.stride()));
  }

  /** The amount for a batch of {@link #BATCH}. */
  private static long value(Amount amount) {
    long sum = 0;
    for (String term : amount.java().split(" \\+ ")) {
      long product = 1;
      for (String factor : term.split(" \\* ")) {
        product *= factor.equals("N") ? BATCH : Long.parseLong(factor.replace("_", ""));
      }
      sum += product;
    }
    return sum;
  }
}
