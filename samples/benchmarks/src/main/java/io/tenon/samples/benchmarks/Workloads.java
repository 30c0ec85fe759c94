package io.tenon.samples.benchmarks;

import io.tenon.samples.benchmarks.Workload.Case;
import io.tenon.samples.lenet.LeNet;
import io.tenon.samples.zoo.Mlp;
import io.tenon.samples.zoo.MobileNetV2;
import io.tenon.samples.zoo.ResNet18;
import java.util.List;

/** What is measured: a line for each network. */
final class Workloads {
  private static final Case ONE = new Case(1, 1);
  private static final Case ONE_ON_TWO = new Case(1, 2);
  private static final Case MANY = new Case(64, 1);
  private static final Case MANY_ON_TWO = new Case(64, 2);

  private static final List<Integer> IMAGE = List.of(3, 224, 224);

  /** In the order of the table. */
  static final List<Workload> ALL =
      List.of(
          Workload.floats(
              "lenet", () -> new LeNet(10), List.of(3, 32, 32), ONE, ONE_ON_TWO, MANY, MANY_ON_TWO),
          Workload.floats("mlp", () -> new Mlp(10), List.of(784), ONE, MANY),
          Workload.floats("resnet18", () -> new ResNet18(1000), IMAGE, ONE, ONE_ON_TWO),
          Workload.floats("mobilenet_v2", () -> new MobileNetV2(1000), IMAGE, ONE, ONE_ON_TWO));

  private Workloads() {}

  /** The workload of this name. */
  static Workload of(String name) {
    return ALL.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no workload is called '" + name + "'"));
  }
}
