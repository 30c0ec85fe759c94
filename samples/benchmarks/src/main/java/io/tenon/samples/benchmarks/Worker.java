package io.tenon.samples.benchmarks;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The process in which one engine runs one network. Loads, then does what it is told, a line at a
 * time; answers begin with {@code >}, whatever else libraries may print.
 *
 * <pre>
 * result          the result of one call: &gt; 0.25 -1.5 …
 * warm MILLIS     calls until they are steady, for so long at most: &gt; nanoseconds of a call, and 1 if
 *                 they are
 * round CALLS     so many calls: &gt; nanoseconds of each
 * bytes CALLS     so many calls: &gt; bytes that the calling thread allocates for one
 * note            &gt; the JDK, and what a reader should know
 * </pre>
 */
final class Worker {
  private static final long STEP_NANOS = 50_000_000;
  private static final int STEADY_STEPS = 5;
  private static final int STEADY_CALLS = 250; // HotSpot looks at a method again after 200

  /** Loaded when something is timed: the first result shouldn't wait for it. */
  private static final class Meters {
    static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();
  }

  private final Engine engine;
  private final PrintStream out;

  private Worker(Engine engine, PrintStream out) {
    this.engine = engine;
    this.out = out;
  }

  /** Arguments: contender, folder of the models, workload, batch, threads. */
  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    int threads = Integer.parseInt(args[4]);
    Engine engine =
        args[0].equals(Peak.NAME)
            ? new Peak(threads)
            : Contender.valueOf(args[0])
                .load(Path.of(args[1]), Workloads.of(args[2]), Integer.parseInt(args[3]), threads);
    new Worker(engine, out).serve();
    System.exit(0); // whatever threads an engine left
  }

  private void serve() throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ");
      String answer =
          switch (words[0]) {
            case "result" -> result();
            case "warm" -> warm(Long.parseLong(words[1]) * 1_000_000);
            case "round" -> round(Integer.parseInt(words[1]));
            case "bytes" -> Long.toString(bytes(Integer.parseInt(words[1])));
            case "note" -> System.getProperty("java.version") + " " + engine.note();
            default -> throw new IOException("no such command: " + line);
          };
      out.println("> " + answer);
      out.flush();
    }
  }

  private String result() throws Exception {
    engine.run();
    return text(engine.result());
  }

  private static String text(float[] values) {
    StringBuilder text = new StringBuilder();
    for (float value : values) {
      text.append(value).append(' ');
    }
    return text.toString();
  }

  /**
   * Ends when calls take no less time and no less memory than before, and the JVM compiles nothing
   * any more, or after {@code most}: by this thread's own time, because on a busy machine a second
   * of the clock warms nothing up.
   */
  private String warm(long most) throws Exception {
    long begin = Meters.THREADS.getCurrentThreadCpuTime();
    double fastest = Double.MAX_VALUE;
    long fewest = Long.MAX_VALUE;
    int steps = 0;
    int calls = 0;
    boolean steady = false;
    while (!steady && Meters.THREADS.getCurrentThreadCpuTime() - begin < most) {
      long compiling = Meters.COMPILER.getTotalCompilationTime();
      Step step = step();
      boolean compiled = Meters.COMPILER.getTotalCompilationTime() > compiling;
      boolean changed = compiled || step.nanos < 0.97 * fastest || step.bytes < fewest;
      steps = changed ? 0 : steps + 1;
      calls = changed ? 0 : calls + step.calls;
      steady = steps >= STEADY_STEPS && calls >= STEADY_CALLS;
      fastest = Math.min(fastest, step.nanos);
      fewest = Math.min(fewest, step.bytes);
    }
    return fastest + (steady ? " 1" : " 0");
  }

  /** Some calls: the time of the fastest and what each allocates. */
  private record Step(int calls, double nanos, long bytes) {}

  private Step step() throws Exception {
    long begin = Meters.THREADS.getCurrentThreadCpuTime();
    long before = Meters.THREADS.getCurrentThreadAllocatedBytes();
    long fastest = Long.MAX_VALUE;
    int calls = 0;
    while (Meters.THREADS.getCurrentThreadCpuTime() - begin < STEP_NANOS) {
      long start = System.nanoTime();
      engine.run();
      fastest = Math.min(fastest, System.nanoTime() - start);
      calls++;
    }
    long bytes = (Meters.THREADS.getCurrentThreadAllocatedBytes() - before) / calls;
    return new Step(calls, fastest, bytes);
  }

  private String round(int calls) throws Exception {
    if (engine instanceof Peak peak) {
      return text(new float[] {(float) peak.measured()});
    }
    long[] times = new long[calls];
    long before = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      engine.run();
      long now = System.nanoTime();
      times[i] = now - before;
      before = now;
    }
    StringBuilder text = new StringBuilder();
    for (long time : times) {
      text.append(time).append(' ');
    }
    return text.toString();
  }

  private long bytes(int calls) throws Exception {
    long before = Meters.THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < calls; i++) {
      engine.run();
    }
    return (Meters.THREADS.getCurrentThreadAllocatedBytes() - before) / calls;
  }
}
