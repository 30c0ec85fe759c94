package io.tenon.samples.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link Worker} in a process of its own, as the program that measures sees it. */
final class Child implements AutoCloseable {
  private final Process process;
  private final BufferedReader answers;
  private final PrintWriter commands;
  private final Path log;

  private Child(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.commands = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
  }

  /** Starts a process; what it has to say beside its answers goes to {@code log}. */
  static Child start(Path java, List<String> options, Path log, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Worker.class.getName());
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    // engines read their threads from here too; none may have more than it is told
    builder.environment().remove("OMP_NUM_THREADS");
    return new Child(builder.start(), log);
  }

  /** Gives a command and returns the answer. */
  String ask(String command) throws IOException {
    commands.println(command);
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.startsWith("> ")) {
        return line.substring(2).strip();
      }
    }
    throw new IOException("the process ended at '" + command + "'; see " + log);
  }

  /** Gives a command and returns the numbers of the answer. */
  double[] numbers(String command) throws IOException {
    return Arrays.stream(ask(command).split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  /** Ends the process. */
  @Override
  public void close() {
    commands.close();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
