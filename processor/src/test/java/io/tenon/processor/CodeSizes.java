package io.tenon.processor;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many bytes of code each method of a class has, read from its class file (JVM specification,
 * chapter 4).
 */
final class CodeSizes {
  private final DataInputStream in;
  private final String[] texts;
  private final Map<String, Integer> sizes = new TreeMap<>();

  private CodeSizes(byte[] classFile) throws IOException {
    in = new DataInputStream(new ByteArrayInputStream(classFile));
    if (in.readInt() != 0xCAFEBABE) {
      throw new IOException("no class file");
    }
    in.skipNBytes(4); // version
    texts = new String[in.readUnsignedShort()];
    constants();
    in.skipNBytes(6); // flags, this and super
    in.skipNBytes(2L * in.readUnsignedShort()); // interfaces
    members(false);
    members(true);
  }

  /** By name and descriptor: {@code <init>(I)V}. */
  static Map<String, Integer> of(byte[] classFile) {
    try {
      return new CodeSizes(classFile).sizes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void constants() throws IOException {
    for (int i = 1; i < texts.length; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> texts[i] = in.readUTF();
        case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
        case 5, 6 -> {
          in.skipNBytes(8);
          i++; // a long or double takes two places
        }
        case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        default -> throw new IOException("constant of unknown kind " + tag);
      }
    }
  }

  private void members(boolean methods) throws IOException {
    for (int count = in.readUnsignedShort(); count > 0; count--) {
      in.skipNBytes(2); // flags
      String name = texts[in.readUnsignedShort()] + texts[in.readUnsignedShort()];
      for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
        String attribute = texts[in.readUnsignedShort()];
        int length = in.readInt();
        if (methods && attribute.equals("Code")) {
          in.skipNBytes(4); // stack and locals
          sizes.put(name, in.readInt());
          length -= 8;
        }
        in.skipNBytes(length);
      }
    }
  }
}
