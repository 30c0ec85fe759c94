package demo;

import io.tenon.Tensor;

public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Network net = new Network();
    net.namedParameters().forEach((name, weight) -> weight.fill_(name.endsWith("weight") ? 1 : 0));
    float result = net.call(Tensor.ones(1, 4)).item();
    System.out.println("result " + result + ", eager: " + net.whyEager());
    if (result != 16) {
      throw new AssertionError("expected 16");
    }
  }
}
