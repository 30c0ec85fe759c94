package io.tenon.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A pickle, written opcode by opcode, right or wrong, and the zip archive around it. */
final class PickleBytes {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  PickleBytes() {
    ops(0x80, 2);
  }

  /** Opcodes and their bytes as they are. */
  PickleBytes ops(int... ops) {
    for (int op : ops) {
      bytes.write(op);
    }
    return this;
  }

  /** Opcodes that are letters. */
  PickleBytes ops(String ops) {
    bytes.writeBytes(ops.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  PickleBytes i4(int number) {
    bytes.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array());
    return this;
  }

  PickleBytes i8(long number) {
    bytes.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array());
    return this;
  }

  PickleBytes text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    ops("X").i4(utf8.length).bytes.writeBytes(utf8);
    return this;
  }

  PickleBytes number(long number) {
    return ops(0x8a, 8).i8(number);
  }

  PickleBytes global(String module, String name) {
    return ops("c" + module + "\n" + name + "\n");
  }

  PickleBytes orderedDict() {
    return global("collections", "OrderedDict").ops(")R");
  }

  PickleBytes tuple(long... numbers) {
    ops("(");
    for (long number : numbers) {
      number(number);
    }
    return ops("t");
  }

  PickleBytes storage(String type, String key, long elements) {
    ops("(").text("storage").global("torch", type + "Storage").text(key).text("cpu");
    return number(elements).ops("tQ");
  }

  /** A tensor in a storage of floats. */
  PickleBytes tensor(String key, long elements, long offset, long[] sizes, long[] strides) {
    global("torch._utils", "_rebuild_tensor_v2").ops("(").storage("Float", key, elements);
    return number(offset).tuple(sizes).tuple(strides).ops(0x89).orderedDict().ops("tR");
  }

  byte[] stop() {
    return ops(".").bytes.toByteArray();
  }

  /** The archive that torch.save would write, with storages 0, 1 and so on. */
  static Path archive(Path file, byte[] pickle, byte[]... storages) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      entry(zip, "x/data.pkl", pickle);
      for (int i = 0; i < storages.length; i++) {
        entry(zip, "x/data/" + i, storages[i]);
      }
      entry(zip, "x/version", new byte[] {'3', '\n'});
    }
    return file;
  }

  static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }
}
