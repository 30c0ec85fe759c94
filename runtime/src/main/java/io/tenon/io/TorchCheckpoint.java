package io.tenon.io;

import io.tenon.nn.StateDict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * State dicts in files that PyTorch's {@code torch.save} wrote, {@code .pt} and {@code .pth}: the
 * zip archives that it writes since 1.6, and the format before.
 *
 * <p>Such a file is a pickle, which in Python can run any code. Here it can't: only tensors, dicts,
 * lists, tuples, texts and numbers are read, and a file that names anything else is refused. Floats
 * of every width become {@code torch.float32}, integers and bools {@code torch.int64}; views become
 * contiguous tensors of their own.
 */
public final class TorchCheckpoint {
  private static final int MOST_LISTED = 12;

  private TorchCheckpoint() {}

  /**
   * A state dict: its tensors in their order, the versions of its modules, and such extra states as
   * are numbers, texts or bools.
   *
   * @param keys where in the file the state dict is: none if the file is one, {@code "state_dict"}
   *     for {@code torch.save({"state_dict": net.state_dict(), "epoch": 3}, file)}
   * @throws FileFormatException if the file is missing, not what it says, or holds no state dict
   *     there; then the message says which keys there are
   */
  public static StateDict read(Path file, String... keys) throws IOException {
    try (InputFile open = InputFile.open(file, "a file of torch.save")) {
      return read(open, archive(open), keys);
    }
  }

  private static TorchArchive archive(InputFile file) throws IOException {
    FileKind kind = FileKind.of(file);
    return switch (kind) {
      case ZIP -> TorchZip.of(file, ZipDirectory.of(file));
      case TORCH_LEGACY -> TorchLegacy.of(file);
      default -> throw file.wrong("it is no file of torch.save: " + kind.described(file));
    };
  }

  static StateDict read(InputFile file, TorchArchive archive, String... keys) throws IOException {
    Object found = archive.root();
    String where = "it holds";
    for (String key : keys) {
      if (!(found instanceof PickleDict dict) || !dict.items().containsKey(key)) {
        throw file.wrong(
            "there is no '" + JsonText.shown(key) + "': " + where + " " + listed(found));
      }
      found = dict.items().get(key);
      where = "'" + JsonText.shown(key) + "' holds";
    }
    if (!(found instanceof PickleDict dict)) {
      throw file.wrong(
          where
              + " "
              + TorchObjects.kind(found)
              + ", not a state dict. Fix: torch.save(net.state_dict(), file)");
    }
    StateDict state = new StateDict();
    Map<String, TensorRef> tensors = new LinkedHashMap<>();
    for (Map.Entry<Object, Object> item : dict.items().entrySet()) {
      if (item.getKey() instanceof String name && item.getValue() instanceof TensorRef tensor) {
        tensors.put(name, tensor);
        state.put(name, null); // its place; the tensors are read once all are known to be sound
      } else if (isExtraState(item.getKey(), item.getValue())) {
        state.putExtraState((String) item.getKey(), item.getValue());
      } else {
        throw file.wrong(where + " more than tensors: " + listed(dict) + advice(dict, keys));
      }
    }
    state.putAll(TorchTensors.read(file, archive, tensors));
    state.metadata().putAll(TorchMetadata.of(dict.attributes()));
    return state;
  }

  private static boolean isExtraState(Object key, Object value) {
    boolean plain = value instanceof Number || value instanceof String || value instanceof Boolean;
    return plain && key instanceof String name && name.endsWith("_extra_state");
  }

  private static String listed(Object value) {
    if (!(value instanceof PickleDict dict)) {
      return TorchObjects.kind(value);
    }
    StringJoiner list = new StringJoiner(", ", "a dict of ", "");
    int left = MOST_LISTED;
    for (Map.Entry<Object, Object> item : dict.items().entrySet()) {
      if (left-- == 0) {
        list.add("...");
        break;
      }
      list.add(
          "'"
              + JsonText.shown("" + item.getKey())
              + "' ("
              + TorchObjects.kind(item.getValue())
              + ")");
    }
    return list.toString();
  }

  /** Which call reads what is most likely wanted: the first dict of tensors alone. */
  private static String advice(PickleDict dict, String... keys) {
    for (Map.Entry<Object, Object> item : dict.items().entrySet()) {
      if (item.getKey() instanceof String key && isStateDict(item.getValue())) {
        StringJoiner call = new StringJoiner(", ", ". Fix: TorchCheckpoint.read(", ")");
        call.add("file");
        for (String before : keys) {
          call.add("\"" + JsonText.shown(before) + "\"");
        }
        return call.add("\"" + JsonText.shown(key) + "\"").toString();
      }
    }
    return ". Fix: save tensors alone, torch.save(net.state_dict(), file)";
  }

  private static boolean isStateDict(Object value) {
    return value instanceof PickleDict dict
        && !dict.items().isEmpty()
        && dict.items().entrySet().stream()
            .allMatch(
                item -> item.getKey() instanceof String && item.getValue() instanceof TensorRef);
  }
}
