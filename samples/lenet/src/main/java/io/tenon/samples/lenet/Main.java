package io.tenon.samples.lenet;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line. Exit codes: 0 if all went well, 2 if an option or a file is wrong. */
@Command(
    name = "lenet",
    mixinStandardHelpOptions = true,
    version = "Tenon sample LeNet 0.1.0",
    sortOptions = false,
    sortSynopsis = false,
    description = "Classifies images with LeNet, by the code that Tenon generated for it.")
public final class Main implements Callable<Integer> {
  private static final String WEIGHTS = "lenet-fashion.safetensors";
  private static final String IMAGES = "test-1000-images-idx3-ubyte.gz";
  private static final String LABELS = "test-1000-labels-idx1-ubyte.gz";
  private static final String LOGITS = "expected-logits.safetensors";

  private static final int MOST_THREADS = 256;

  /** Some 150 MB for the input and what the eager forward makes of it. */
  private static final int LARGEST_BATCH = 4096;

  @Spec private CommandSpec spec;

  @Option(names = "--weights", paramLabel = "FILE", description = "Weights, as safetensors or .pt.")
  private Path weights;

  @Option(names = "--images", paramLabel = "FILE", description = "Images, as IDX, gzipped or not.")
  private Path images;

  @Option(names = "--labels", paramLabel = "FILE", description = "Their labels, as IDX.")
  private Path labels;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "Threads for one call (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "64",
      description = "Images for one call (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(names = "--eager", description = "Classify without the generated code.")
  private boolean eager;

  @Option(names = "--no-timing", description = "Don't measure times, which takes some seconds.")
  private boolean noTiming;

  /** Runs the program and ends the JVM. */
  public static void main(String[] args) {
    // the progress bar asks for the terminal's width: by a command, because JDK 24 warns of native
    // code
    System.setProperty("org.jline.terminal.provider", "exec");
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(execute(out, err, args));
  }

  /** Runs the program and returns its exit code. */
  static int execute(PrintWriter out, PrintWriter err, String... args) {
    CommandLine line = line(out, err);
    try {
      return line.execute(args);
    } catch (OutOfMemoryError e) {
      return refused(
          err, "the heap is too small; start java with a larger -Xmx, or choose a smaller --batch");
    }
  }

  private static CommandLine line(PrintWriter out, PrintWriter err) {
    return new CommandLine(new Main())
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler((e, given) -> refused(err, e.getMessage() + "; see --help"))
        .setExecutionExceptionHandler(
            (e, failed, parsed) -> {
              if (e instanceof InputException) {
                return refused(err, e.getMessage());
              }
              throw e;
            });
  }

  private static int refused(PrintWriter err, String problem) {
    // one line, even if a file's name holds several
    err.println("lenet: " + problem.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", "?"));
    err.flush();
    return CommandLine.ExitCode.USAGE;
  }

  @Override
  public Integer call() {
    requireBetween("--threads", threads, MOST_THREADS);
    requireBetween("--batch", batch, LARGEST_BATCH);
    boolean shipped = images == null && labels == null;
    if (!shipped && (images == null || labels == null)) {
      throw new InputException(
          "--images and --labels belong together: name "
              + (images == null ? "--images" : "--labels")
              + " too");
    }
    Path data = Home.folder().resolve("data");
    Job job =
        new Job(
            weights == null ? data.resolve(WEIGHTS) : weights,
            shipped ? data.resolve(IMAGES) : images,
            shipped ? data.resolve(LABELS) : labels,
            shipped && weights == null ? data.resolve(LOGITS) : null,
            threads,
            batch,
            eager);
    job.run(spec.commandLine().getOut(), Bar::of, !noTiming);
    return CommandLine.ExitCode.OK;
  }

  private static void requireBetween(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw new InputException(
          option + " expects a number from 1 to " + most + ", but got " + value);
    }
  }
}
