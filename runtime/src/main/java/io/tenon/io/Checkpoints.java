package io.tenon.io;

import io.tenon.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Tensors in a file of any format that is read here; its content says which, not its name. */
public final class Checkpoints {
  private Checkpoints() {}

  /**
   * All tensors of a safetensors file, of a state dict that {@code torch.save} wrote (then a {@link
   * io.tenon.nn.StateDict}), or of a file of numpy, by name and in the file's order. The one array
   * of a {@code .npy} file has the name {@code ""}.
   *
   * @throws FileFormatException if the file is missing, of none of these formats, or not what it
   *     says
   */
  public static Map<String, Tensor> load(Path path) throws IOException {
    try (InputFile file = InputFile.open(path, "a file of tensors")) {
      FileKind kind = FileKind.of(file);
      return switch (kind) {
        case SAFETENSORS -> SafeTensors.read(path);
        case NPY -> Map.of("", Npy.read(path));
        case TORCH_LEGACY -> TorchCheckpoint.read(path);
        case ZIP -> zip(file);
        case OTHER ->
            throw file.wrong(
                kind.described(file)
                    + "; the formats that are read are safetensors, torch.save's .pt and numpy's"
                    + " .npz and .npy");
      };
    }
  }

  private static Map<String, Tensor> zip(InputFile file) throws IOException {
    ZipDirectory zip = ZipDirectory.of(file);
    return TorchZip.holds(zip)
        ? TorchCheckpoint.read(file, TorchZip.of(file, zip))
        : Npz.read(file, zip);
  }
}
