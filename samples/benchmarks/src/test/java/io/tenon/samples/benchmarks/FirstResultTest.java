package io.tenon.samples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenon.Tensor;
import io.tenon.kernel.Kernels;
import io.tenon.nn.NnModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first result of a process comes soon: nothing slow is loaded on the way to it. Then, when it
 * has done some work, the process goes on with the best kernels.
 */
class FirstResultTest {
  /** What takes 10 ms or more to load, each; and what SIMD kernels need. */
  private static final List<String> SLOW =
      List.of(
          "io.tenon.kernel.simd.",
          "jdk.incubator.vector.",
          "java.lang.runtime.ObjectMethods",
          "java.lang.System$Logger",
          "java.util.logging.",
          "java.util.Formatter",
          "java.util.regex.");

  /** Loaded when the first result is there. */
  private static final class Done {
    private Done() {}

    static void say(String text) {
      System.out.println(text);
    }
  }

  /** The process that is started. */
  static final class LeNetProcess {
    private static final int CALLS = 5_000; // of 0.3 million multiplications, as Winograd has fewer

    private LeNetProcess() {}

    public static void main(String[] args) {
      NnModule net = new io.tenon.samples.lenet.LeNet(10).eval();
      Tensor x = Tensor.zeros(1, 3, 32, 32);
      float[] first = net.call(x).toArray();
      Done.say("eager: " + net.whyEager());
      float[] last = first;
      for (int i = 0; i < CALLS; i++) {
        last = net.call(x).toArray();
      }
      float difference = 0;
      for (int i = 0; i < first.length; i++) {
        difference = Math.max(difference, Math.abs(first[i] - last[i]));
      }
      Done.say("near: " + (difference < 1e-5f));
      Done.say("best: " + (Kernels.active() == Kernels.best()));
    }
  }

  @Test
  void nothingSlowIsLoadedBeforeIt(@TempDir Path folder) throws IOException, InterruptedException {
    Path loaded = folder.resolve("loaded.txt");
    assertThat(run("-Xlog:class+load:file=" + loaded + "::filecount=0"))
        .contains("eager: null", "near: true", "best: true");
    List<String> lines = Files.readAllLines(loaded);
    int main = first(lines, LeNetProcess.class.getName() + " ");
    int done = first(lines, Done.class.getName() + " ");
    assertThat(main).isBetween(0, done);
    assertThat(lines.subList(main, done).stream().filter(FirstResultTest::isSlow)).isEmpty();
  }

  private static boolean isSlow(String line) {
    return SLOW.stream().anyMatch(line::contains);
  }

  private static int first(List<String> lines, String text) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(text)) {
        return i;
      }
    }
    throw new AssertionError(text + " was not loaded");
  }

  private static List<String> run(String log) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), log);
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
      builder.command().add("--add-modules=jdk.incubator.vector");
    }
    builder
        .command()
        .addAll(
            List.of("-cp", System.getProperty("java.class.path"), LeNetProcess.class.getName()));
    Process process = builder.redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed.lines().toList();
  }
}
