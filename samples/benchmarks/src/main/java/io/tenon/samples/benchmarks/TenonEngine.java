package io.tenon.samples.benchmarks;

import io.tenon.Tensor;
import io.tenon.compiled.Threads;
import io.tenon.io.SafeTensors;
import io.tenon.nn.NnModule;
import java.io.IOException;
import java.nio.file.Path;

/** Tenon: the generated forward, or the operations one by one. */
final class TenonEngine implements Engine {
  private final NnModule net;
  private final Tensor x;
  private final boolean eager;
  private Tensor result;

  TenonEngine(Workload workload, Path weights, int batch, int threads, boolean eager)
      throws IOException {
    this.net = workload.network();
    this.x = workload.input(batch);
    this.eager = eager;
    Threads.setNumThreads(threads);
    net.loadStateDict(SafeTensors.read(weights));
    result = eager ? net.eager(x) : net.call(x);
  }

  @Override
  public void run() {
    if (eager) {
      result = net.eager(x);
    } else {
      net.callInto(x, result);
    }
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
