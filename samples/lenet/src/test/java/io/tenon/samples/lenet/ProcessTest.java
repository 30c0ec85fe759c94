package io.tenon.samples.lenet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in a JVM of its own, in another folder: what is seen without the build around it. */
final class ProcessTest {
  @TempDir Path folder;

  private int run(List<String> jvmOptions, String... args) throws Exception {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", classPath, Main.class.getName()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.endsWith("JAVA_OPTIONS"));
    builder.redirectOutput(folder.resolve("out").toFile());
    builder.redirectError(folder.resolve("err").toFile());
    return builder.start().waitFor();
  }

  private String text(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  /** Nothing but the report is printed: no bar where no terminal is, no warnings of the JVM's. */
  @Test
  void withoutTheVectorModuleItSaysHowToHaveIt() throws Exception {
    int exit = run(List.of(), "--no-timing");
    assertThat(text("err")).isEmpty();
    assertThat(exit).isZero();
    assertThat(text("out"))
        .contains("accuracy 908/1000 (90.8 %)")
        .contains("kernels scalar: the JVM runs without the vector module; start the JVM with")
        .contains("LeNet_Forward.java");
  }

  @Test
  void wrongOptionsEndIt() throws Exception {
    assertThat(run(List.of(), "--batch=0")).isEqualTo(2);
    assertThat(text("err"))
        .isEqualToNormalizingNewlines(
            "lenet: --batch expects a number from 1 to 4096, but got 0\n");
    assertThat(text("out")).isEmpty();
  }

  @Test
  void filesThatNoHeapHoldsEndIt() throws Exception {
    int count = 100_000;
    byte[] images = new byte[16 + count * 28 * 28];
    ByteBuffer.wrap(images).putInt(0x803).putInt(count).putInt(28).putInt(28);
    Files.write(folder.resolve("images"), images);
    assertThat(run(List.of("-Xmx64m"), "--images=images", "--labels=images")).isEqualTo(2);
    assertThat(text("err"))
        .isEqualToNormalizingNewlines(
            "lenet: the heap is too small; start java with a larger -Xmx, or choose a smaller"
                + " --batch\n");
    assertThat(text("out")).isEmpty();
  }
}
