package io.tenon.io;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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

  private static final int LONGEST_TEXT = 1 << 24;
  private static final int LONGEST_INT = 255;
  private static final int LONGEST_NAME = 1_000;

  private final ByteReader in;
  private final PickleStack stack;
  private final PickleMemo memo;
  private final Map<String, StorageRef> storages = new LinkedHashMap<>();

  PickleReader(ByteReader in) {
    this.in = in;
    this.stack = new PickleStack(in);
    this.memo = new PickleMemo(in);
  }

  /** The storages that were named, by their keys. */
  Map<String, StorageRef> storages() {
    return storages;
  }

  /** Runs one pickle, to its end. */
  Object read() throws IOException {
    for (int step = 0; step < MOST_STEPS; step++) {
      int opcode = in.u1();
      if (opcode == '.') {
        Object result = stack.pop();
        if (!stack.isEmpty()) {
          throw in.wrong("the pickle ends with values that nothing took");
        }
        return result;
      }
      if (!(number(opcode) || text(opcode) || container(opcode) || memo(opcode))) {
        object(opcode);
      }
    }
    throw in.wrong("the pickle has more than " + MOST_STEPS + " steps");
  }

  private boolean number(int opcode) throws IOException {
    switch (opcode) {
      case 'N' -> stack.push(null);
      case 0x88 -> stack.push(true);
      case 0x89 -> stack.push(false);
      case 'K' -> stack.push((long) in.u1());
      case 'M' -> stack.push((long) in.u2());
      case 'J' -> stack.push((long) in.i4());
      case 0x8a -> stack.push(integer(in.u1()));
      case 0x8b -> stack.push(integer(in.u4()));
      case 'G' -> stack.push(Double.longBitsToDouble(Long.reverseBytes(in.i8())));
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
      case 0x8c -> stack.push(utf8(in.u1()));
      case 'X' -> stack.push(utf8(in.u4()));
      case 0x8d -> stack.push(utf8(in.i8()));
      // Python 2's str.
      case 'U' -> stack.push(utf8(in.u1()));
      case 'T' -> stack.push(utf8(in.u4()));
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
      case '(' -> stack.mark();
      case ')' -> stack.push(new PickleTuple(List.of()));
      case 0x85, 0x86, 0x87 -> {
        Object[] items = new Object[opcode - 0x84];
        for (int i = items.length - 1; i >= 0; i--) {
          items[i] = stack.pop();
        }
        stack.push(new PickleTuple(Arrays.asList(items)));
      }
      case 't' -> stack.push(new PickleTuple(stack.popMarked()));
      case ']' -> stack.push(new ArrayList<Object>(0));
      case 'a' -> {
        Object item = stack.pop();
        stack.list().add(item);
      }
      case 'e' -> {
        List<Object> items = stack.popMarked();
        stack.list().addAll(items);
      }
      case '}' -> stack.push(new PickleDict());
      case 's' -> {
        Object value = stack.pop();
        Object key = stack.pop();
        TorchObjects.put(in, stack.dict(), key, value);
      }
      case 'u' -> {
        List<Object> items = stack.popMarked();
        if (items.size() % 2 != 0) {
          throw in.wrong("a dict gets a key without a value");
        }
        PickleDict dict = stack.dict();
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
      case 'q' -> memo.put(in.u1(), stack.peek());
      case 'r' -> memo.put(in.u4(), stack.peek());
      case 0x94 -> memo.add(stack.peek());
      case 'h' -> stack.push(memo.get(in.u1()));
      case 'j' -> stack.push(memo.get(in.u4()));
      default -> {
        return false;
      }
    }
    return true;
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
      case '0' -> stack.pop();
      case '1' -> stack.popMarked();
      case 'c' -> stack.push(TorchGlobal.of(in, line(), line()));
      case 0x93 -> {
        if (!(stack.pop() instanceof String name) || !(stack.pop() instanceof String module)) {
          throw in.wrong("a name that the pickle calls is no text");
        }
        stack.push(TorchGlobal.of(in, module, name));
      }
      case 'R' -> {
        Object arguments = stack.pop();
        Object callable = stack.pop();
        stack.push(TorchObjects.call(in, callable, arguments));
      }
      case 'Q' -> {
        StorageRef storage = TorchObjects.storage(in, stack.pop());
        StorageRef before = storages.putIfAbsent(storage.key(), storage);
        if (before != null && !before.equals(storage)) {
          throw in.wrong("two tensors' storage '" + JsonText.shown(storage.key()) + "' differs");
        }
        stack.push(before == null ? storage : before);
      }
      case 'b' -> {
        Object attributes = stack.pop();
        if (!(stack.peek() instanceof PickleDict dict)
            || !(attributes instanceof PickleDict given)) {
          throw in.wrong("it gives " + TorchObjects.kind(stack.peek()) + " attributes");
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
}
