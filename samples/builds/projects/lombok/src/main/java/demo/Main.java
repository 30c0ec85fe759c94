package demo;

import io.tenon.Tensor;
import io.tenon.kernel.Kernels;

public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Network net = new Network("demo");
    Tensor x = Tensor.full(0.5f, 2, 8);
    float[] result = net.call(x).toArray();
    float[] eager = net.eager(x).toArray();
    float most = 0;
    for (int i = 0; i < eager.length; i++) {
      most = Math.max(most, Math.abs(result[i] - eager[i]));
    }
    String kernels = Kernels.best().name();
    System.out.printf("kernels %s, eager: %s, %s%n", kernels, net.whyEager(), net.getLabel());
    if (!(most < 1e-5)) {
      throw new AssertionError("generated and eager differ by " + most);
    }
  }
}
