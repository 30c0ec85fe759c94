package io.tenon.io;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs a pickle, which is a program for a machine with a stack and a memo, as far as {@code
 * torch.save} writes such programs: protocols 2 to 5, containers, texts, numbers, and the few names
 * of {@link TorchGlobal}. Any other opcode is refused.
 *
 * <p>Values are {@code Long}, {@code BigInteger}, {@code Double}, {@code Boolean}, {@code String},
 * null for None, {@code List}, {@link PickleTuple}, {@link PickleDict}, {@link StorageRef} and
 * {@link TensorRef}. They may hold one another and themselves, so nothing here walks through them.
 */
final class PickleReader {
  /**
   * A state dict takes some 50 a tensor; each takes memory, of which few bytes may ask for much.
   */
  private static final int MOST_STEPS = 1 << 23;

  /** Picklers put 1,000 items on the stack at most, tuples apart. */
  private static final int DEEPEST = 1 << 20;

  private static final int MOST_MEMOS = 1 << 22;
  private static final int LONGEST_TEXT = 1 << 24;
  private static final int LONGEST_INT = 255;
  private static final int LONGEST_NAME = 1_000;
  private static final Object MARK = new Object();

  private final ByteReader in;
  private final List<Object> stack = new ArrayList<>();
  private final Map<String, StorageRef> storages = new LinkedHashMap<>();
  private Object[] memo = new Object[64];
  private int memos;
  private long start;

  PickleReader(ByteReader in) {
    this.in = in;
  }

  /** The storages that were named, by their keys. */
  Map<String, StorageRef> storages() {
    return storages;
  }

  /** Runs one pickle, to its end. */
  Object read() throws IOException {
    start = in.position();
    memos = 0;
    Arrays.fill(memo, MARK);
    for (int step = 0; step < MOST_STEPS; step++) {
      int opcode = in.u1();
      if (opcode == '.') {
        Object result = pop();
        if (!stack.isEmpty()) {
          throw in.wrong("the pickle ends with values that nothing took");
        }
        return result;
      }
      if (!(number(opcode) || text(opcode) || container(opcode) || memo(opcode))) {
        object(opcode);
      }
      if (stack.size() > DEEPEST) {
        throw in.wrong("the pickle has more than " + DEEPEST + " values on its stack");
      }
    }
    throw in.wrong("the pickle has more than " + MOST_STEPS + " steps");
  }

  private boolean number(int opcode) throws IOException {
    switch (opcode) {
      case 'N' -> stack.add(null);
      case 0x88 -> stack.add(true);
      case 0x89 -> stack.add(false);
      case 'K' -> stack.add((long) in.u1());
      case 'M' -> stack.add((long) in.u2());
      case 'J' -> stack.add((long) in.i4());
      case 0x8a -> stack.add(integer(in.u1()));
      case 0x8b -> stack.add(integer(in.u4()));
      case 'G' -> stack.add(Double.longBitsToDouble(Long.reverseBytes(in.i8())));
      default -> {
        return false;
      }
    }
    return true;
  }

  private Number integer(long length) throws IOException {
    byte[] bytes = in.bytes(length, LONGEST_INT);
    for (int i = 0; i < bytes.length / 2; i++) {
      byte low = bytes[i];
      bytes[i] = bytes[bytes.length - 1 - i];
      bytes[bytes.length - 1 - i] = low;
    }
    BigInteger value = bytes.length == 0 ? BigInteger.ZERO : new BigInteger(bytes);
    return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
  }

  private boolean text(int opcode) throws IOException {
    switch (opcode) {
      case 0x8c -> stack.add(utf8(in.u1()));
      case 'X' -> stack.add(utf8(in.u4()));
      case 0x8d -> stack.add(utf8(in.i8()));
      // Python 2's str.
      case 'U' -> stack.add(utf8(in.u1()));
      case 'T' -> stack.add(utf8(in.u4()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private String utf8(long length) throws IOException {
    byte[] bytes = in.bytes(length, LONGEST_TEXT);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw in.wrong("a text before this is not UTF-8");
    }
  }

  private boolean container(int opcode) throws IOException {
    switch (opcode) {
      case '(' -> stack.add(MARK);
      case ')' -> stack.add(new PickleTuple(List.of()));
      case 0x85, 0x86, 0x87 -> {
        Object[] items = new Object[opcode - 0x84];
        for (int i = items.length - 1; i >= 0; i--) {
          items[i] = pop();
        }
        stack.add(new PickleTuple(Arrays.asList(items)));
      }
      case 't' -> stack.add(new PickleTuple(popMarked()));
      case ']' -> stack.add(new ArrayList<Object>(0));
      case 'a' -> {
        Object item = pop();
        list().add(item);
      }
      case 'e' -> {
        List<Object> items = popMarked();
        list().addAll(items);
      }
      case '}' -> stack.add(new PickleDict());
      case 's' -> {
        Object value = pop();
        Object key = pop();
        TorchObjects.put(in, dict(), key, value);
      }
      case 'u' -> {
        List<Object> items = popMarked();
        if (items.size() % 2 != 0) {
          throw in.wrong("a dict gets a key without a value");
        }
        PickleDict dict = dict();
        for (int i = 0; i < items.size(); i += 2) {
          TorchObjects.put(in, dict, items.get(i), items.get(i + 1));
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean memo(int opcode) throws IOException {
    switch (opcode) {
      case 'q' -> put(in.u1());
      case 'r' -> put(in.u4());
      case 0x94 -> put(memos);
      case 'h' -> stack.add(get(in.u1()));
      case 'j' -> stack.add(get(in.u4()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void put(long index) throws IOException {
    Object value = peek();
    // Picklers number as they go, so an index is never beyond the bytes that were read.
    if (index >= MOST_MEMOS || index > in.position() - start) {
      throw in.wrong("the pickle's memo has no place " + index);
    }
    if (index >= memo.length) {
      int before = memo.length;
      memo = Arrays.copyOf(memo, (int) Math.max(index + 1, before * 2L));
      Arrays.fill(memo, before, memo.length, MARK);
    }
    memos += memo[(int) index] == MARK ? 1 : 0;
    memo[(int) index] = value;
  }

  private Object get(long index) throws IOException {
    if (index >= memo.length || memo[(int) index] == MARK) {
      throw in.wrong("the pickle's memo holds nothing in place " + index);
    }
    return memo[(int) index];
  }

  private void object(int opcode) throws IOException {
    switch (opcode) {
      case 0x80 -> {
        int protocol = in.u1();
        if (protocol < 2 || protocol > 5) {
          throw in.wrong("pickle protocol " + protocol + " is none of 2 to 5");
        }
      }
      case 0x95 -> {
        long frame = in.i8();
        if (frame < 0 || frame > in.remaining()) {
          throw in.wrong("it claims a frame of " + Long.toUnsignedString(frame) + " bytes");
        }
      }
      case '0' -> pop();
      case '1' -> popMarked();
      case 'c' -> stack.add(TorchGlobal.of(in, line(), line()));
      case 0x93 -> {
        if (!(pop() instanceof String name) || !(pop() instanceof String module)) {
          throw in.wrong("a name that the pickle calls is no text");
        }
        stack.add(TorchGlobal.of(in, module, name));
      }
      case 'R' -> {
        Object arguments = pop();
        Object callable = pop();
        stack.add(TorchObjects.call(in, callable, arguments));
      }
      case 'Q' -> {
        StorageRef storage = TorchObjects.storage(in, pop());
        StorageRef before = storages.putIfAbsent(storage.key(), storage);
        if (before != null && !before.equals(storage)) {
          throw in.wrong("two tensors' storage '" + JsonText.shown(storage.key()) + "' differs");
        }
        stack.add(before == null ? storage : before);
      }
      case 'b' -> {
        Object attributes = pop();
        if (!(peek() instanceof PickleDict dict) || !(attributes instanceof PickleDict given)) {
          throw in.wrong("it gives " + TorchObjects.kind(peek()) + " attributes");
        }
        dict.attributes(given);
      }
      default ->
          throw in.wrong(
              String.format(
                  Locale.ROOT, "0x%02x is no pickle opcode that a state dict needs", opcode));
    }
  }

  /** A line of a name, without its end. */
  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.u1(); c != '\n'; c = in.u1()) {
      if (line.length() == LONGEST_NAME || c >= 128) {
        throw in.wrong("a name that the pickle calls is none");
      }
      line.append((char) c);
    }
    return line.toString();
  }

  private Object peek() throws IOException {
    Object top = stack.isEmpty() ? MARK : stack.get(stack.size() - 1);
    if (top == MARK) {
      throw in.wrong("the pickle takes a value that is not there");
    }
    return top;
  }

  private Object pop() throws IOException {
    Object top = peek();
    stack.remove(stack.size() - 1);
    return top;
  }

  /** The values above the last mark, which goes too. */
  private List<Object> popMarked() throws IOException {
    int mark = stack.size() - 1;
    while (mark >= 0 && stack.get(mark) != MARK) {
      mark--;
    }
    if (mark < 0) {
      throw in.wrong("the pickle takes values from a mark that is not there");
    }
    List<Object> above = stack.subList(mark + 1, stack.size());
    List<Object> items = new ArrayList<>(above);
    stack.subList(mark, stack.size()).clear();
    return Collections.unmodifiableList(items);
  }

  @SuppressWarnings("unchecked") // Every list on the stack was made above.
  private List<Object> list() throws IOException {
    if (peek() instanceof List<?> list) {
      return (List<Object>) list;
    }
    throw in.wrong("it appends to " + TorchObjects.kind(peek()));
  }

  private PickleDict dict() throws IOException {
    if (peek() instanceof PickleDict dict) {
      return dict;
    }
    throw in.wrong("it puts an item into " + TorchObjects.kind(peek()));
  }
}
