package io.tenon.samples.benchmarks;

import io.tenon.Tensor;
import io.tenon.compiled.Threads;
import io.tenon.io.SafeTensors;
import io.tenon.nn.NnModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Tenon: the generated forward, or the operations one by one. */
final class TenonEngine implements Engine {
  private final NnModule net;
  private final Tensor[] xs;
  private final boolean eager;
  private Tensor result;

  TenonEngine(Workload workload, Path weights, int batch, int threads, boolean eager)
      throws IOException {
    this.net = workload.network();
    this.xs = workload.values(batch);
    this.eager = eager;
    Threads.setNumThreads(threads);
    net.loadStateDict(SafeTensors.read(weights));
    result = eager ? eager(net, xs) : called(net, xs);
  }

  @Override
  public void run() {
    if (eager) {
      result = eager(net, xs);
    } else if (xs.length == 1) {
      net.callInto(xs[0], result);
    } else {
      result = called(net, xs);
    }
  }

  /** The network applied to one input or several. */
  static Tensor called(NnModule net, Tensor... xs) {
    return xs.length == 1 ? net.call(xs[0]) : net.call(xs[0], rest(xs));
  }

  private static Tensor eager(NnModule net, Tensor... xs) {
    return xs.length == 1 ? net.eager(xs[0]) : net.eager(xs[0], rest(xs));
  }

  private static Tensor[] rest(Tensor... xs) {
    return Arrays.copyOfRange(xs, 1, xs.length);
  }

  @Override
  public float[] result() {
    return result.toArray();
  }

  @Override
  public String note() {
    String why = eager ? null : net.whyEager();
    return why == null ? "" : "runs eagerly: " + why;
  }
}
