package io.tenon.processor.plan;

import static io.tenon.nn.Functional.relu;
import static io.tenon.nn.Functional.softmax;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenon.Tensor;
import io.tenon.graph.Graph;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Linear;
import io.tenon.processor.Traced;
import io.tenon.processor.pass.Passes;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs plans as if by hand: each task writes its own mark over its result's floats, and what a task
 * reads must still bear the mark of the task that made it.
 */
final class PlanBuffersTest {
  private static final int BATCH = 3;

  private static Plan plan(Graph graph) {
    return Planner.plan(graph, Passes.apply(graph));
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
    int size = (int) value(plan.workspace());
    int[] marks = new int[size];
    int[] result = new int[(int) value(plan.result().floats()) * BATCH];
    Map<Place, Integer> made = new IdentityHashMap<>();
    int mark = 1;
    for (Stage stage : plan.stages()) {
      for (int n = 0; n < (stage.wholeBatch() ? 1 : BATCH); n++) {
        for (Task task : stage.tasks()) {
          mark++;
          for (Value in : task.inputs()) {
            if (in.place().where() != Place.Where.INPUT) {
              int[] array = in.place().where() == Place.Where.RESULT ? result : marks;
              int from = from(in, n);
              for (int i = from; i < from + floats(in, stage.wholeBatch()); i++) {
                assertThat(array[i] & 0xffff).as("%s reads %s", task, in).isEqualTo(id(in, made));
              }
            }
          }
          made.computeIfAbsent(task.out().place(), place -> made.size() + 1);
          int[] array = task.out().place().where() == Place.Where.RESULT ? result : marks;
          int from = from(task.out(), n);
          for (int i = from; i < from + floats(task.out(), stage.wholeBatch()); i++) {
            array[i] = made.get(task.out().place());
          }
        }
      }
    }
    assertThat(result).doesNotContain(0);
  }

  private static int id(Value value, Map<Place, Integer> made) {
    return made.get(value.place());
  }

  private static int from(Value value, int n) {
    long at = value(value.place().at());
    boolean single = value.place().where() == Place.Where.SAMPLE;
    return (int) (single ? at : at + n * value(value.floats()));
  }

  private static int floats(Value value, boolean wholeBatch) {
    return (int) (value(value.floats()) * (wholeBatch ? BATCH : 1));
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
