package io.tenon.samples.benchmarks;

import io.tenon.nn.NnModule;
import io.tenon.samples.benchmarks.Workload.Case;
import io.tenon.samples.lenet.LeNet;
import io.tenon.samples.zoo.EncoderClassifier;
import io.tenon.samples.zoo.GruClassifier;
import io.tenon.samples.zoo.Mlp;
import io.tenon.samples.zoo.MobileNetV2;
import io.tenon.samples.zoo.ResNet18;
import java.util.List;
import java.util.function.Supplier;

/** What is measured: a line for each network. */
final class Workloads {
  private static final Case ONE = new Case(1, 1);
  private static final Case ONE_ON_TWO = new Case(1, 2);
  private static final Case MANY = new Case(64, 1);
  private static final Case MANY_ON_TWO = new Case(64, 2);

  private static final List<Input> IMAGE = List.of(Input.floats(3, 224, 224));
  private static final List<Input> TEXT_AND_PADDING =
      List.of(Input.ids(20_000, 128), Input.ids(1, 128));

  /** In the order of the table. */
  static final List<Workload> ALL =
      List.of(
          of("lenet", () -> new LeNet(10), floats(3, 32, 32), ONE, ONE_ON_TWO, MANY, MANY_ON_TWO),
          of("mlp", () -> new Mlp(10), floats(784), ONE, MANY),
          of("resnet18", () -> new ResNet18(1000), IMAGE, ONE, ONE_ON_TWO),
          of("mobilenet_v2", () -> new MobileNetV2(1000), IMAGE, ONE, ONE_ON_TWO),
          of("encoder", () -> new EncoderClassifier(2), TEXT_AND_PADDING, ONE, ONE_ON_TWO),
          of("gru", () -> new GruClassifier(2), List.of(Input.ids(20_000, 64)), ONE));

  private Workloads() {}

  private static List<Input> floats(int... sample) {
    return List.of(Input.floats(sample));
  }

  private static Workload of(
      String name, Supplier<NnModule> make, List<Input> inputs, Case... cases) {
    return new Workload(name, make, inputs, List.of(cases));
  }

  /** The workload of this name. */
  static Workload of(String name) {
    return ALL.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no workload is called '" + name + "'"));
  }
}
