package io.tenon.samples.lenet;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on the error stream. */
final class Bar implements Job.Progress {
  /**
   * Told, not found out: to ask a terminal for its width, the library loads native code, about
   * which JDK 25 prints four lines of warnings, or starts a process, which takes a second.
   */
  private static final int WIDTH = 79;

  private final ProgressBar bar;

  private Bar(int images) {
    bar =
        new ProgressBarBuilder()
            .setTaskName("classifying")
            .setInitialMax(images)
            .setStyle(ProgressBarStyle.ASCII)
            .setConsumer(new ConsoleProgressBarConsumer(System.err, WIDTH))
            .build();
  }

  /** A bar for so many images; none where there is no terminal. */
  static Job.Progress of(int images) {
    return System.console() == null ? Job.Progress.NONE : new Bar(images);
  }

  @Override
  public void done(int images) {
    bar.stepTo(images);
  }

  @Override
  public void close() {
    bar.close();
  }
}
