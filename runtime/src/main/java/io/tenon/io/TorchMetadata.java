package io.tenon.io;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a state dict says about its modules: the {@code _metadata} of Python's OrderedDict. */
final class TorchMetadata {
  private TorchMetadata() {}

  /**
   * By module path, {@code ""} for the whole. Numbers and texts are kept; what else a module of
   * one's own may have put there is not.
   *
   * @param attributes those of the dict; may be null
   */
  static Map<String, Map<String, Object>> of(PickleDict attributes) {
    Map<String, Map<String, Object>> metadata = new LinkedHashMap<>();
    if (attributes != null && attributes.items().get("_metadata") instanceof PickleDict modules) {
      modules
          .items()
          .forEach(
              (path, about) -> {
                if (path instanceof String text && about instanceof PickleDict entries) {
                  metadata.put(text, plain(entries));
                }
              });
    }
    return metadata;
  }

  private static Map<String, Object> plain(PickleDict entries) {
    Map<String, Object> plain = new LinkedHashMap<>();
    entries
        .items()
        .forEach(
            (key, value) -> {
              boolean kept =
                  value instanceof Number || value instanceof String || value instanceof Boolean;
              if (key instanceof String text && kept) {
                plain.put(text, value);
              }
            });
    return plain;
  }
}
