package io.tenon.samples.lenet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenon.Tensor;
import io.tenon.io.SafeTensors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong gets one line and exit code 2, and nothing else is printed. */
final class WrongInputTest {
  @TempDir Path folder;

  private Path images;
  private Path labels;

  @BeforeEach
  void goodFiles() throws IOException {
    images = write("images", idx(3, new int[] {2, 28, 28}, 2 * 28 * 28));
    labels = write("labels", idx(1, new int[] {2}, 2));
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static byte[] idx(int dimensions, int[] sizes, int bytes) {
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * sizes.length + bytes);
    file.putInt(0x800 | dimensions);
    Arrays.stream(sizes).forEach(file::putInt);
    return file.array();
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] joined(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  private void refused(String line, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit = Main.execute(new PrintWriter(out), new PrintWriter(err), args);
    assertThat(err.toString().strip()).isEqualTo("lenet: " + line);
    assertThat(exit).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
  }

  private void refusedFiles(String line) {
    refused(line, "--images", images.toString(), "--labels", labels.toString());
  }

  @Test
  void goodFilesAreRead() throws IOException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    images = write("zipped", zipped(Files.readAllBytes(images)));
    int exit =
        Main.execute(
            new PrintWriter(out),
            new PrintWriter(err),
            "--no-timing",
            "--images",
            images.toString(),
            "--labels",
            labels.toString());
    assertThat(err.toString()).isEmpty();
    assertThat(exit).isZero();
    assertThat(out.toString()).contains("/2 (").contains("not compared");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--batch 0 | --batch expects a number from 1 to 4096, but got 0",
        "--batch 4097 | --batch expects a number from 1 to 4096, but got 4097",
        "--threads -3 | --threads expects a number from 1 to 256, but got -3",
        "--threads 257 | --threads expects a number from 1 to 256, but got 257",
        "--batch many | Invalid value for option '--batch': 'many' is not an int; see --help",
        "--batch | Missing required parameter for option '--batch' (N); see --help",
        "--depth 3 | Unknown options: '--depth', '3'; see --help",
        "train | Unmatched argument at index 0: 'train'; see --help",
        "--images x | --images and --labels belong together: name --labels too",
        "--labels x | --images and --labels belong together: name --images too",
        "--images x --labels y | x: there is no such file; name the images with --images",
        "--weights x | x: there is no such file"
            + "; name a file of LeNet's weights with --weights",
        "--weights data | data: expected a file of tensors, but it is a folder"
            + "; name a file of LeNet's weights with --weights",
        "--images data --labels data | data: it is no file that can be read; name the images with"
            + " --images"
      })
  void wrongOptions(String args, String line) {
    refused(line, args.split(" "));
  }

  @Test
  void aNameWithALineBreakStaysInItsLine() {
    refused(
        "x?y?: there is no such file; name a file of LeNet's weights with --weights",
        "--weights",
        "x\ny\t");
    refused(
        "x?y?: there is no such file; name the images with --images",
        "--images=x\ny\u2028",
        "--labels=" + labels);
  }

  @Test
  void imagesThatAreNone() throws IOException {
    String cutOff = ": it is cut off, or its header claims more than there is; get the file again";
    images = write("images", new byte[0]);
    refusedFiles(images + cutOff);
    images = write("images", new byte[] {1, 2, 3});
    refusedFiles(images + cutOff);
    images = write("images", Arrays.copyOf(idx(3, new int[] {2, 28, 28}, 0), 15));
    refusedFiles(images + cutOff);
    String expected =
        ": expected an IDX file of bytes with 3 dimensions, which begins with 00000803, but it"
            + " begins with %s; name a file of images with --images";
    images = write("images", idx(1, new int[] {2}, 2));
    refusedFiles(images + String.format(Locale.ROOT, expected, "00000801"));
    images = write("images", "hello".getBytes(StandardCharsets.US_ASCII));
    refusedFiles(images + String.format(Locale.ROOT, expected, "68656c6c"));
    images = write("images", idx(3, new int[] {0, 28, 28}, 0));
    refusedFiles(images + ": there are no images in it; name a file that has some");
  }

  @Test
  void imagesThatLie() throws IOException {
    byte[] good = Files.readAllBytes(images);
    int bytes = 2 * 28 * 28;
    images = write("images", idx(3, new int[] {3, 28, 28}, bytes));
    refusedFiles(
        images
            + ": it is cut off: its header claims 2352 bytes of images, but there are 1568; get the"
            + " file again");
    images = write("images", zipped(idx(3, new int[] {171_000, 28, 28}, bytes)));
    refusedFiles(
        images
            + ": it is cut off: its header claims 134064000 bytes of images, but there are 1568; get"
            + " the file again");
    String longer =
        ": it is longer than the 1568 bytes of images that its header claims; get the file again";
    images = write("images", Arrays.copyOf(good, good.length + 1));
    refusedFiles(images + longer);
    images = write("images", zipped(Arrays.copyOf(good, good.length + 1)));
    refusedFiles(images + longer);
    images = write("images", zipped(Arrays.copyOf(good, 100_000_000)));
    refusedFiles(images + longer);
    images = write("images", joined(zipped(good), new byte[1]));
    refusedFiles(images + longer);
    images = write("images", joined(zipped(good), new byte[100]));
    refusedFiles(images + longer);
    images = write("images", joined(zipped(good), zipped(new byte[1])));
    refusedFiles(images + longer);
  }

  @Test
  void headersThatClaimTooMuch() throws IOException {
    String claims = ": its header claims more than the 128 MB that are read: sizes ";
    int[][] sizes = {{1 << 31, 28, 28}, {Integer.MAX_VALUE, 28, 28}, {-1, -1, -1}};
    String[] shown = {"[-2147483648]", "[2147483647]", "[-1]"};
    for (int i = 0; i < sizes.length; i++) {
      images = write("images", idx(3, sizes[i], 5));
      refusedFiles(images + claims + shown[i] + "; get the file again");
      images = write("images", zipped(idx(3, sizes[i], 5)));
      refusedFiles(images + claims + shown[i] + "; get the file again");
    }
    images = write("images", idx(3, new int[] {1 << 20, 1 << 20, 1 << 20}, 5));
    refusedFiles(images + claims + "[1048576, 1048576]; get the file again");
  }

  @Test
  void imagesThatAreDamaged() throws IOException {
    byte[] zip = zipped(idx(3, new int[] {2, 28, 28}, 2 * 28 * 28));
    images = write("images", Arrays.copyOf(zip, zip.length - 12));
    refusedFiles(
        images + ": it is cut off, or its header claims more than there is; get the file again");
    images = write("images", Arrays.copyOf(zip, zip.length - 3));
    refusedFiles(
        images + ": it is cut off, or its header claims more than there is; get the file again");
    zip[zip.length - 6] ^= 1;
    images = write("images", zip);
    refusedFiles(
        images + ": its compression is damaged (Corrupt GZIP trailer); get the file again");
  }

  @Test
  void imagesThatDoNotFit() throws IOException {
    images = write("images", idx(3, new int[] {2, 40, 28}, 2 * 40 * 28));
    refusedFiles(
        images + ": its images have 40×28 pixels, but LeNet takes 1×1 to 32×32; scale them");
    images = write("images", idx(3, new int[] {2, 28, 0}, 0));
    refusedFiles(
        images + ": its images have 28×0 pixels, but LeNet takes 1×1 to 32×32; scale them");
  }

  /** Whatever the bytes are: an answer, or one line and exit code 2. */
  @Test
  void noBytesMakeItFail() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] small = idx(3, new int[] {2, 5, 4}, 2 * 5 * 4);
    byte[] weights = Files.readAllBytes(Path.of("data/lenet-fashion.safetensors"));
    byte[][] good = {small, zipped(small), weights};
    for (int round = 0; round < 300; round++) {
      int which = round % good.length;
      byte[] bytes = good[which].clone();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        bytes[random.nextInt(Math.min(bytes.length, 900))] = (byte) random.nextInt(256);
      }
      bytes = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, bytes.length / 2) : bytes;
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      int exit =
          Main.execute(
              new PrintWriter(out),
              new PrintWriter(err),
              "--no-timing",
              "--images=" + write("images", which == 2 ? small : bytes),
              "--labels=" + labels,
              "--weights=" + write("weights", which == 2 ? bytes : weights));
      String about = "seed " + seed + ", round " + round + ": " + err;
      assertThat(exit).as(about).isIn(0, 2);
      assertThat(err.toString().lines()).as(about).hasSize(exit == 0 ? 0 : 1);
      assertThat(out.toString().isEmpty()).as(about).isEqualTo(exit == 2);
    }
  }

  @Test
  void labelsThatDoNotFit() throws IOException {
    labels = write("labels", idx(1, new int[] {3}, 3));
    refusedFiles(
        labels
            + ": there are 3 labels for 2 images in "
            + images
            + "; name files that belong together");
    byte[] bytes = idx(1, new int[] {2}, 2);
    bytes[9] = (byte) 200;
    labels = write("labels", bytes);
    refusedFiles(
        labels + ": label 1 is 200, but there are 10 classes, 0 to 9; name labels of these");
  }

  @Test
  void weightsOfAnotherNetwork() throws IOException {
    Path weights = folder.resolve("other.safetensors");
    SafeTensors.write(weights, Map.of("fc.weight", Tensor.zeros(2, 2)));
    refused(
        weights
            + ": these are no weights of LeNet: Missing key(s) in state_dict: \"conv1.weight\","
            + " \"conv1.bias\", \"conv2.weight\", \"conv2.bias\", \"fc1.weight\", \"fc1.bias\","
            + " \"fc2.weight\", \"fc2.bias\", \"fc3.weight\", \"fc3.bias\". Name weights for 10"
            + " classes with --weights",
        "--weights",
        weights.toString());
    byte[] good = Files.readAllBytes(Path.of("data/lenet-fashion.safetensors"));
    Files.write(weights, Arrays.copyOf(good, 5000));
    StringWriter err = new StringWriter();
    int exit =
        Main.execute(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            "--weights",
            weights.toString());
    assertThat(exit).isEqualTo(2);
    assertThat(err.toString()).contains("tensor 'conv2.weight' claims bytes").hasLineCount(1);
  }

  @Test
  void helpNamesAllOptions() {
    StringWriter out = new StringWriter();
    int exit = Main.execute(new PrintWriter(out), new PrintWriter(new StringWriter()), "--help");
    assertThat(exit).isZero();
    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            """
            Usage: lenet [-hV] [--weights=FILE] [--images=FILE] [--labels=FILE]
                         [--threads=N] [--batch=N] [--eager] [--no-timing]
            Classifies images with LeNet, by the code that Tenon generated for it.
                  --weights=FILE   Weights, as safetensors or .pt.
                  --images=FILE    Images, as IDX, gzipped or not.
                  --labels=FILE    Their labels, as IDX.
                  --threads=N      Threads for one call (default: 1).
                  --batch=N        Images for one call (default: 64).
                  --eager          Classify without the generated code.
                  --no-timing      Don't measure times, which takes some seconds.
              -h, --help           Show this help message and exit.
              -V, --version        Print version information and exit.
            """);
  }
}
