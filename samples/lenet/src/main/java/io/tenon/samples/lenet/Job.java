package io.tenon.samples.lenet;

import io.tenon.Tensor;
import io.tenon.compiled.Threads;
import io.tenon.io.Checkpoints;
import io.tenon.io.SafeTensors;
import io.tenon.kernel.Kernels;
import io.tenon.nn.StateDictException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Loads the network and the images, classifies all of them, and prints what there is to know.
 *
 * @param expected PyTorch's logits for the images, or null if these are other images
 * @param eager whether the network runs without generated code
 */
record Job(
    Path weights, Path images, Path labels, Path expected, int threads, int batch, boolean eager) {
  private static final int[] TIMED_BATCHES = {1, 64};

  /** Sees how far the classification is. */
  interface Progress extends AutoCloseable {
    /** Sees nothing. */
    Progress NONE =
        new Progress() {
          @Override
          public void done(int images) {}

          @Override
          public void close() {}
        };

    /** So many images are done. */
    void done(int images);

    @Override
    void close();
  }

  /**
   * Does it.
   *
   * @param progress opens a progress bar for so many images
   * @param timed whether times are measured, which takes some seconds
   * @throws InputException if a file is missing or wrong; nothing was printed then
   */
  Classification run(PrintWriter out, IntFunction<Progress> progress, boolean timed) {
    LeNet network = load();
    Samples samples =
        new Samples(IdxFile.read(images, "images", 3), IdxFile.read(labels, "labels", 1));
    Tensor logits = expected == null ? null : logits(samples.count());
    Threads.setNumThreads(threads);

    out.println(network);
    out.println();
    out.print(steps(network));
    out.println();
    out.flush(); // so that the bar stands below
    Classification found;
    try (Progress bar = progress.apply(samples.count())) {
      found = Classification.of(samples, batch, eager ? network::eager : network::call, bar::done);
    }
    out.printf(
        Locale.ROOT,
        "accuracy %d/%d (%.1f %%)%n",
        found.correct(),
        samples.count(),
        100.0 * found.correct() / samples.count());
    out.println(
        logits == null
            ? "PyTorch's logits are for other images: not compared"
            : String.format(
                Locale.ROOT,
                "logits differ by at most %.2e from PyTorch's",
                found.largestDifference(logits)));
    if (timed) {
      for (int size : TIMED_BATCHES) {
        print(out, Timing.of(network, samples, size));
      }
    }
    out.println("kernels " + Kernels.active().name() + ": " + Kernels.reason());
    generatedSource().ifPresent(path -> out.println("generated code: " + path));
    out.flush();
    return found;
  }

  private LeNet load() {
    LeNet network = new LeNet(Samples.CLASSES);
    try {
      network.loadStateDict(Checkpoints.load(weights));
    } catch (IOException e) {
      throw new InputException(e.getMessage() + "; name a file of LeNet's weights with --weights");
    } catch (StateDictException e) {
      throw new InputException(
          weights
              + ": these are no weights of LeNet: "
              + e.getMessage().lines().toList().get(1).strip()
              + " Name weights for 10 classes with --weights");
    }
    network.eval();
    return network;
  }

  private Tensor logits(int count) {
    try {
      Map<String, Tensor> tensors = SafeTensors.read(expected);
      Tensor logits = tensors.get("logits");
      if (logits == null || logits.numel() != count * Samples.CLASSES) {
        throw new InputException(
            expected + ": expected a tensor 'logits' of shape [" + count + ", 10]");
      }
      return logits;
    } catch (IOException e) {
      throw new InputException(e.getMessage());
    }
  }

  private String steps(LeNet network) {
    if (eager) {
      return "runs eagerly, as --eager asks\n";
    }
    return network.whyEager() == null
        ? StepReport.of(network.compiledSteps())
        : "runs eagerly: " + network.whyEager() + "\n";
  }

  private static void print(PrintWriter out, Timing.Result time) {
    out.printf(
        Locale.ROOT,
        "time per image, batch %2d: eager %6.1f µs, generated %6.1f µs (%.1f times as fast)%n",
        time.batch(),
        time.eager(),
        time.generated(),
        time.eager() / time.generated());
    out.flush();
  }

  private static Optional<Path> generatedSource() {
    Path sources = Home.folder().resolve("target/generated-sources/annotations");
    return Optional.of(sources.resolve("io/tenon/samples/lenet/LeNet_Forward.java"))
        .filter(Files::exists);
  }
}
