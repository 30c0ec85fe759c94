package io.tenon.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pickles made to run something, to take memory or to never end. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HostilePicklesTest {
  private static final String FORBIDDEN =
      " is not allowed: a state dict holds only tensors and containers. Fix: save net.state_dict()"
          + " rather than the whole network";

  @TempDir Path folder;
  private final HostileReading reading = new HostileReading(TorchCheckpoint::read);

  /** Reads an archive with this pickle and four floats. */
  private long read(byte[] pickle, Object what) throws IOException {
    Path file = folder.resolve("x.pt");
    return reading.read(PickleBytes.archive(file, pickle, new byte[16]), what);
  }

  private void assertRefused(UnaryOperator<PickleBytes> pickle, String problem) throws IOException {
    byte[] bytes = pickle.apply(new PickleBytes()).stop();
    assertThat(read(bytes, problem)).as(problem).isLessThan(2_000_000);
    assertThat(reading.problem()).isNotNull().contains(problem);
  }

  @Test
  void aRightPickleIsRead() throws IOException {
    PickleBytes pickle = new PickleBytes().orderedDict().text("w");
    pickle.tensor("0", 4, 0, new long[] {2, 2}, new long[] {1, 2}).ops("s");
    read(pickle.stop(), "right");
    assertThat(reading.problem()).isNull();
  }

  @Test
  void nothingIsCalled() throws IOException {
    assertRefused(
        p -> p.global("os", "system").text("id").ops(0x85).ops("R"), "'os.system'" + FORBIDDEN);
    assertRefused(p -> p.global("builtins", "eval").ops(")R"), "'builtins.eval'" + FORBIDDEN);
    assertRefused(
        p -> p.text("posix").text("system").ops(0x93).ops(")R"), "'posix.system'" + FORBIDDEN);
    assertRefused(
        p -> p.text("torch").text("_utils._rebuild_tensor_v2").ops(0x93),
        "'torch._utils._rebuild_tensor_v2'" + FORBIDDEN);
    assertRefused(
        p -> p.text("collections").text("OrderedDict.fromkeys").ops(0x93),
        "'collections.OrderedDict.fromkeys'" + FORBIDDEN);
    assertRefused(
        p -> p.global("torch.storage", "_load_from_bytes").ops(")R"),
        "'torch.storage._load_from_bytes'" + FORBIDDEN);
    assertRefused(p -> p.global("a\u0007b\u001b[31m", "c"), "'a\\u0007b\\u001b[31m.c'");
    assertRefused(p -> p.global("x".repeat(2_000), "y"), "a name that the pickle calls is none");
    assertRefused(p -> p.text("f").ops(")R"), "it calls a str, which is no function");
    assertRefused(p -> p.ops("NNR"), "it calls None, which is no function");
    assertRefused(
        p -> p.global("torch", "FloatStorage").ops(")R"),
        "it calls the name torch.FloatStorage, which is no function");
    assertRefused(
        p -> p.global("collections", "OrderedDict").ops("NR"),
        "it calls collections.OrderedDict with None, not a tuple");
    assertRefused(
        p -> p.global("torch._utils", "_rebuild_tensor_v2").ops(")R"),
        "it calls torch._utils._rebuild_tensor_v2 with arguments that it doesn't take");
    assertRefused(
        p -> p.global("collections", "OrderedDict").ops(")").ops(0x81), "0x81 is no pickle opcode");
    assertRefused(p -> p.ops("(ios\nsystem\n"), "0x69 is no pickle opcode");
    assertRefused(p -> p.ops(0x82, 1), "0x82 is no pickle opcode that a state dict needs");
    assertRefused(p -> p.ops("]}b"), "it gives a list of 0 attributes");
    assertRefused(p -> p.text("x").ops("Q"), "a tensor's storage is not described by");
  }

  @Test
  void lengthsAreLies() throws IOException {
    assertRefused(p -> p.ops("X").i4(-1), "it claims 4294967295 bytes of 1");
    assertRefused(p -> p.ops(0x8d).i8(-1), "it claims 18446744073709551615 bytes of 1");
    assertRefused(p -> p.ops(0x8d).i8(1L << 40), "it claims 1099511627776 bytes of 1");
    assertRefused(p -> p.ops(0x8b).i4(Integer.MAX_VALUE), "it claims 2147483647 bytes of 1");
    assertRefused(p -> p.ops(0x95).i8(1L << 40), "it claims a frame of 1099511627776 bytes");
    assertRefused(p -> p.ops(0x8b).i4(256).ops("x".repeat(256)), "it has 256 bytes where 255");
    assertRefused(p -> p.ops("Nr").i4(Integer.MIN_VALUE), "memo has no place 2147483648");
    assertRefused(p -> p.ops("Nr").i4(1 << 20), "memo has no place 1048576");
    assertRefused(p -> p.ops("j").i4(-1), "memo holds nothing in place 4294967295");
    assertRefused(p -> p.ops("h").ops(200), "memo holds nothing in place 200");
    assertRefused(p -> p.ops("X").i4(1).ops(0xff), "a text before this is not UTF-8");
  }

  @Test
  void theStackIsWrong() throws IOException {
    assertRefused(p -> p, "the pickle takes a value that is not there");
    assertRefused(p -> p.ops("NN"), "the pickle ends with values that nothing took");
    assertRefused(p -> p.ops("("), "the pickle takes a value that is not there");
    assertRefused(p -> p.ops("NNt"), "the pickle takes values from a mark that is not there");
    assertRefused(p -> p.ops("}(Nu"), "a dict gets a key without a value");
    assertRefused(p -> p.ops("}]Ns"), "a dict has a list of 0 as a key");
    assertRefused(p -> p.ops("})Ns"), "a dict has a tuple of 0 as a key");
    assertRefused(p -> p.ops("}NNsNNs"), "a dict has the key 'null' twice");
    assertRefused(p -> p.ops("NNa"), "it appends to None");
    assertRefused(p -> p.ops("]NNs"), "it puts an item into a list of 0");
    assertRefused(p -> p.ops(0x80, 1), "pickle protocol 1 is none of 2 to 5");
  }

  @Test
  void valuesHoldThemselves() throws IOException {
    assertRefused(p -> p.ops("]").ops('q', 0).ops("h").ops(0).ops("a"), "it holds a list of 1");
    assertRefused(
        p -> p.ops("}").ops('q', 0).text("a").ops('h', 0).ops("s"), "it holds more than tensors");
    assertRefused(
        p -> p.ops("}").ops('q', 0).text("_metadata").ops('h', 0).ops("s").ops('h', 0).ops("b"),
        "it holds more than tensors");
    // Each list holds the last twice: 2 to the 10,000 in all, for whoever walks through them.
    PickleBytes doubled = new PickleBytes().ops("]");
    for (int i = 0; i < 10_000; i++) {
      doubled.ops('q', 0).ops("0](").ops('h', 0, 'h', 0).ops("e");
    }
    assertThat(read(doubled.stop(), "doubled")).isLessThan(10_000_000);
    assertThat(reading.problem()).startsWith("it holds a list of 2");
  }

  @Test
  void manyOfOneOpcode() throws IOException {
    int many = 100_000;
    String[] programs = {
      "(".repeat(many),
      "]".repeat(many),
      "}".repeat(many),
      "(".repeat(many) + "t".repeat(many),
      ")" + "\u0085".repeat(many),
      "]".repeat(many) + "a".repeat(many - 1),
      "N\u0094".repeat(many),
      "N0".repeat(many),
      "](" + "]".repeat(many) + "e",
      "N".repeat(many) + "Q",
      "]" + "(e".repeat(many),
      "K\1".repeat(many) + "(" + "1".repeat(many),
    };
    for (String program : programs) {
      byte[] pickle = new PickleBytes().ops(program).stop();
      String what = program.substring(0, 10);
      assertThat(read(pickle, what)).as(what).isLessThan(60L * 2 * many);
      assertThat(reading.problem()).as(what).isNotNull();
    }
    byte[] deep = new PickleBytes().ops("N".repeat((1 << 20) + 1)).stop();
    assertThat(read(deep, "deep")).isLessThan(60_000_000);
    assertThat(reading.problem()).contains("claims 1048580 bytes in");
    Path file = folder.resolve("stored.pt");
    Files.write(file, legacy("N".repeat((1 << 20) + 1)));
    reading.read(file, "deep");
    assertThat(reading.problem()).contains("the pickle has more than 1048576 values on its stack");
    Files.write(file, legacy("N0".repeat(1 << 22)));
    assertThat(reading.read(file, "long")).isLessThan(2_000_000);
    assertThat(reading.problem()).contains("the pickle has more than 8388608 steps");
  }

  /** The beginning of a legacy file, which nothing compresses. */
  private static byte[] legacy(String program) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(
        new PickleBytes().ops(0x8a, 10).i8(0xa86a20f9469cfc6cL).ops(0x50, 0x19).stop());
    bytes.writeBytes(new PickleBytes().number(1001).stop());
    bytes.writeBytes(new PickleBytes().ops("}").text("little_endian").ops(0x88).ops("s").stop());
    bytes.writeBytes(new PickleBytes().ops(program).stop());
    return bytes.toByteArray();
  }

  /** Tensors that claim more than there is; each file is some hundred bytes. */
  @Test
  void tensorsClaimTooMuch() throws IOException {
    long tera = 1L << 40;
    assertTensorRefused(tera, 0, new long[] {tera}, new long[] {1}, "elements of F32 need");
    assertTensorRefused(4, 0, new long[] {5}, new long[] {1}, "goes beyond its storage of 4");
    assertTensorRefused(4, 4, new long[] {1}, new long[] {1}, "goes beyond its storage of 4");
    assertTensorRefused(4, -1, new long[] {1}, new long[] {1}, "goes beyond its storage of 4");
    assertTensorRefused(4, Long.MAX_VALUE, new long[] {4}, new long[] {1}, "goes beyond its");
    assertTensorRefused(4, 0, new long[] {2}, new long[] {-1}, "a stride that is none");
    assertTensorRefused(4, 0, new long[] {2}, new long[] {Long.MAX_VALUE}, "goes beyond");
    assertTensorRefused(4, 0, new long[] {-2}, new long[] {1}, "a size that is none");
    assertTensorRefused(4, 0, new long[] {1L << 31}, new long[] {0}, "a size that is none");
    assertTensorRefused(4, 0, new long[] {1 << 20, 1 << 20}, new long[2], "2,147,483,647");
    assertTensorRefused(
        4, 0, new long[] {Integer.MAX_VALUE}, new long[1], "their storages have only 16 bytes");
    assertTensorRefused(4, 0, new long[] {70_000}, new long[1], "have only 16 bytes");
    assertTensorRefused(4, 0, new long[] {2}, new long[2], "1 sizes and 2 strides");
    assertTensorRefused(4, 0, new long[100], new long[100], "100 sizes and 100 strides");
    assertTensorRefused(-1, 0, new long[1], new long[1], "is not described by type");
    assertTensorRefused(Long.MAX_VALUE, 0, new long[1], new long[1], "is not described by");
    assertTensorRefused(3, 0, new long[1], new long[1], "has 16 bytes, but 3 elements of F32");
  }

  private void assertTensorRefused(
      long elements, long offset, long[] sizes, long[] strides, String problem) throws IOException {
    assertRefused(
        p -> p.ops("}").text("w").tensor("0", elements, offset, sizes, strides).ops("s"), problem);
  }

  /** PyTorch 2 says so of a tensor that it would negate when it is read. */
  @Test
  void tensorsThatAreYetToBeNegated() throws IOException {
    for (boolean negated : new boolean[] {false, true}) {
      PickleBytes pickle = new PickleBytes().ops("}").text("w");
      pickle.global("torch._utils", "_rebuild_tensor_v2").ops("(").storage("Float", "0", 4);
      pickle.number(0).tuple(4).tuple(1).ops(0x89).orderedDict().ops("}");
      if (negated) {
        pickle.text("neg").ops(0x88).ops("s");
      }
      read(pickle.ops("tRs").stop(), negated);
      assertThat(reading.problem() == null).isEqualTo(!negated);
    }
    assertThat(reading.problem()).contains("with arguments that it doesn't take");
  }

  @Test
  void manyTensorsOfOneStorage() throws IOException {
    PickleBytes pickle = new PickleBytes().ops("}").text("first");
    pickle.tensor("0", 4, 0, new long[] {60_000}, new long[] {0}).ops('q', 0).ops("s");
    for (int i = 0; i < 10_000; i++) {
      pickle.text("w" + i).ops('h', 0).ops("s");
    }
    assertThat(read(pickle.stop(), "shared")).isLessThan(20_000_000);
    assertThat(reading.problem())
        .isEqualTo(
            "its tensors claim 600060000 elements, but their storages have only 16 bytes. Fix: save"
                + " expanded tensors as they are, with .clone()");
  }

  @Test
  void storagesAreMissingOrNamedByTricks() throws IOException {
    for (String key : new String[] {"1", "../../etc/passwd", "/etc/passwd", "", "0/", "\n"}) {
      assertRefused(
          p -> p.ops("}").text("w").tensor(key, 4, 0, new long[] {4}, new long[] {1}).ops("s"),
          "which is not there");
    }
    assertRefused(
        p -> p.ops("(").storage("Float", "0", 4).storage("Double", "0", 2).ops("t"),
        "two tensors' storage '0' differs");
  }

  /** Opcodes by chance, and a right pickle with some of its words changed. */
  @Test
  void randomPickles() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<byte[]> right =
        List.of(
            word("}"),
            body(new PickleBytes().text("w")),
            body(new PickleBytes().global("torch._utils", "_rebuild_tensor_v2")),
            word("("),
            body(new PickleBytes().storage("Float", "0", 4)),
            word("K\0"),
            body(new PickleBytes().tuple(2, 2)),
            body(new PickleBytes().tuple(2, 1)),
            word("\u0089"),
            body(new PickleBytes().orderedDict()),
            word("t"),
            word("R"),
            word("s"));
    List<byte[]> words = new ArrayList<>(right);
    for (String op : ") ] a e u N b Q 0 1 2 . X\0\0\0\0 \u0085 \u0086 \u0094 \u0088".split(" ")) {
      words.add(word(op));
    }
    for (String op : "K\4 K\1 K\u00ff q\0 q\1 h\0 h\1 \u008c\1a \u008a\1\u00ff".split(" ")) {
      words.add(word(op));
    }
    read(new PickleBytes().stop(), "for classes to be loaded");
    for (int round = 0; round < 3_000; round++) {
      List<byte[]> program = new ArrayList<>(round % 2 == 0 ? right : List.of());
      int changes = round % 2 == 0 ? 1 + random.nextInt(3) : random.nextInt(30);
      for (int i = 0; i < changes; i++) {
        int at = random.nextInt(program.size() + 1);
        if (random.nextInt(4) == 0 && at < program.size()) {
          program.remove(at);
        } else {
          program.add(at, words.get(random.nextInt(words.size())));
        }
      }
      PickleBytes pickle = new PickleBytes();
      program.forEach(word -> pickle.ops(new String(word, StandardCharsets.ISO_8859_1)));
      String what = "seed " + seed + ", round " + round;
      assertThat(read(pickle.stop(), what)).as(what).isLessThan(2_000_000);
    }
    assertThat(reading.good()).as("seed %d: files that were read", seed).isGreaterThan(10);
  }

  private static byte[] word(String ops) {
    return ops.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] body(PickleBytes pickle) {
    byte[] whole = pickle.stop();
    return Arrays.copyOfRange(whole, 2, whole.length - 1);
  }
}
