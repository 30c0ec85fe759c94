package io.tenon.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import javax.tools.JavaFileObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How long the processor, and compiling what it writes, keep a warm javac busy: the best of several
 * runs with it, less the best without.
 */
final class CompileTimeTest {
  private static final int RUNS = 6;

  @ParameterizedTest
  @CsvSource({"LeNet5, 0.5", "ResNet50, 3"})
  void staysBelow(String network, double seconds) {
    List<JavaFileObject> sources =
        network.equals("LeNet5")
            ? SourceFiles.zoo(network)
            : SourceFiles.zoo(network, "ResNet", "Bottleneck");
    double plain = Double.MAX_VALUE;
    double processed = Double.MAX_VALUE;
    for (int run = 0; run < RUNS; run++) {
      plain = Math.min(plain, time(Compiler.javac().withOptions("-proc:none"), sources));
      processed =
          Math.min(processed, time(Compiler.javac().withProcessors(new TenonProcessor()), sources));
    }
    Compilation last = Compiler.javac().withProcessors(new TenonProcessor()).compile(sources);
    assertThat(last.generatedSourceFiles().toString()).contains(network + "_Forward.java");
    System.out.printf(
        Locale.ROOT, "%s: javac %.3f s, with Tenon %.3f s%n", network, plain, processed);
    assertThat(processed - plain).isLessThan(seconds);
  }

  private static double time(Compiler compiler, List<JavaFileObject> sources) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start =
        threads.getCurrentThreadCpuTime(); // javac has no other, and others' work is no matter
    Compilation compilation = compiler.compile(sources);
    double seconds = (threads.getCurrentThreadCpuTime() - start) / 1e9;
    assertThat(compilation.errors()).isEmpty();
    return seconds;
  }
}
