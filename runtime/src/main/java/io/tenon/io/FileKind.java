package io.tenon.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.StringJoiner;

/** What a file is, by its first bytes; its name is never asked. */
enum FileKind {
  SAFETENSORS,
  /** {@code torch.save}'s or {@code numpy.savez}'s. */
  ZIP,
  TORCH_LEGACY,
  NPY,
  OTHER;

  private static final int FIRST = 24;
  private static final int SHOWN = 16;

  static FileKind of(InputFile file) throws IOException {
    byte[] bytes = file.peek(0, FIRST).array();
    String first = new String(bytes, StandardCharsets.ISO_8859_1);
    if (first.startsWith("\u0093NUMPY")) {
      return NPY;
    } else if (TorchLegacy.begins(bytes)) {
      return TORCH_LEGACY;
    } else if (bytes.length > 8 && bytes[8] == '{') {
      // Before zip: a header's length may look like one, but no compression method is a brace.
      return SAFETENSORS;
    } else if (first.startsWith("PK\003\004") || first.startsWith("PK\005\006")) {
      return ZIP;
    }
    return OTHER;
  }

  /** What the file is instead of what was expected. */
  String described(InputFile file) throws IOException {
    return switch (this) {
      case SAFETENSORS -> "it begins as a safetensors file; read it with SafeTensors.read";
      case ZIP -> "it is a zip archive";
      case TORCH_LEGACY -> "it is one of torch.save before 1.6; read it with TorchCheckpoint.read";
      case NPY -> "it is a .npy file; read it with Npy.read";
      case OTHER -> other(file.peek(0, SHOWN));
    };
  }

  private static String other(ByteBuffer bytes) {
    String text = StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
    if (text.isEmpty()) {
      return "it is empty";
    } else if (text.startsWith("version http")) {
      return "it is, it seems, a Git LFS pointer; run git lfs pull";
    } else if (text.startsWith("\211HDF")) {
      return "it is an HDF5 file, as Keras writes";
    } else if (text.startsWith("\u0080")) {
      return "it is a pickle, but not torch.save's. Fix: torch.save(net.state_dict(), file)";
    } else if (text.startsWith("\u001f\u008b")) {
      return "it is compressed by gzip; decompress it first";
    }
    StringJoiner shown = new StringJoiner(" ", "it begins with the bytes ", "");
    for (byte b : bytes.array()) {
      shown.add(String.format(Locale.ROOT, "%02x", b));
    }
    return shown + " (" + JsonText.shown(text.replaceAll("[^ -~]", ".")) + ")";
  }
}
