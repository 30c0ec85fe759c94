package io.tenon.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenon.ShapeOnly;
import io.tenon.Tensor;
import io.tenon.nn.StateDict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that PyTorch 1.13 wrote. */
final class TorchCheckpointTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "state, state",
    "state-protocol3, state",
    "state-protocol4, state",
    "state-protocol5, state",
    "state-deflated, state",
    "state-big, state",
    "state-legacy, state",
    "state-legacy4, state",
    "views, views",
    "views-legacy, views",
    "types, types",
    "types-legacy, types"
  })
  void readsPyTorchsTensors(String file, String expected) throws IOException {
    Path path = CheckpointFiles.of(file + ".pt");
    CheckpointFiles.assertSame(TorchCheckpoint.read(path), CheckpointFiles.expected(expected));
    CheckpointFiles.assertSame(Checkpoints.load(path), CheckpointFiles.expected(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"state", "state-protocol4", "state-deflated", "state-legacy"})
  void readsTheModulesVersions(String file) throws IOException {
    assertThat(TorchCheckpoint.read(CheckpointFiles.of(file + ".pt")).metadata())
        .containsExactly(
            Map.entry("", Map.of("version", 1L)),
            Map.entry("conv", Map.of("version", 1L)),
            Map.entry("norm", Map.of("version", 2L)),
            Map.entry("head", Map.of("version", 1L)));
    assertThat(TorchCheckpoint.read(CheckpointFiles.of("types.pt")).metadata()).isEmpty();
  }

  @Test
  void readsExtraStates() throws IOException {
    StateDict state = TorchCheckpoint.read(CheckpointFiles.of("extra.pt"));
    assertThat(state.keys())
        .containsExactly("fc.weight", "fc.bias", "fc._extra_state", "_extra_state");
    assertThat(state.extraState("fc._extra_state")).isEqualTo("tokenizer 3");
    assertThat(state.extraState("_extra_state")).isEqualTo(12L);
    assertThat(state).containsOnlyKeys("fc.weight", "fc.bias");
  }

  @Test
  void readsAStateDictInACheckpoint() throws IOException {
    Path file = CheckpointFiles.of("checkpoint.pt");
    StateDict state = TorchCheckpoint.read(file, "state_dict");
    CheckpointFiles.assertSame(state, CheckpointFiles.expected("checkpoint"));
    assertThat(state.metadata().get("norm")).isEqualTo(Map.of("version", 2L));
    assertRefused(
        "checkpoint.pt",
        "it holds more than tensors: a dict of 'epoch' (an int), 'loss' (a float), 'done' (a bool),"
            + " 'name' (a str), 'none' (None), 'sizes' (a list of 3), 'state_dict' (a dict of 9),"
            + " 'optimizer' (a dict of 2). Fix: TorchCheckpoint.read(file, \"state_dict\")");
    assertThatThrownBy(() -> TorchCheckpoint.read(file, "optimizer", "state"))
        .isInstanceOf(FileFormatException.class)
        .hasMessageStartingWith(file + ": 'state' holds more than tensors: a dict of '0' (a dict");
    assertThatThrownBy(() -> TorchCheckpoint.read(file, "model"))
        .isInstanceOf(FileFormatException.class)
        .hasMessageStartingWith(
            file + ": there is no 'model': it holds a dict of 'epoch' (an int)");
    assertThatThrownBy(() -> TorchCheckpoint.read(file, "epoch"))
        .hasMessage(
            file
                + ": 'epoch' holds an int, not a state dict. Fix: torch.save(net.state_dict(),"
                + " file)");
  }

  @Test
  void eachTensorHasItsNumbersForItself() throws IOException {
    Map<String, Tensor> views = TorchCheckpoint.read(CheckpointFiles.of("views.pt"));
    assertThat(views.get("tied1").sharesStorage(views.get("tied2"))).isFalse();
    views.get("transposed").fill_(7);
    CheckpointFiles.assertSame(
        "part", views.get("part"), CheckpointFiles.expected("views").get("part"));
  }

  @Test
  void readsDataWhereTensorsHaveNone() throws IOException {
    try (ShapeOnly scope = ShapeOnly.open()) {
      assertThat(scope).isNotNull();
      Map<String, Tensor> views = TorchCheckpoint.read(CheckpointFiles.of("views.pt"));
      assertThat(views.get("scalar").item()).isEqualTo(2.5f);
    }
  }

  @Test
  void refusesWhatIsNoStateDict() throws IOException {
    assertRefused(
        "network.pt",
        "its data.pkl at byte 41: 'torch.nn.modules.container.Sequential' is not allowed: a state"
            + " dict holds only tensors and containers. Fix: save net.state_dict() rather than the"
            + " whole network");
    assertRefused(
        "tensor.pt",
        "it holds a tensor, not a state dict. Fix: torch.save(net.state_dict(), file)");
    assertRefused(
        "script.pt",
        "it is a TorchScript program, as torch.jit.save writes. Fix: save the state dict, in Python"
            + " with torch.save(torch.jit.load(file).state_dict(), other)");
    assertRefused(
        "complex.pt",
        "its data.pkl at byte 91: 'torch.ComplexFloatStorage' is not read: its elements become"
            + " neither torch.float32 nor torch.int64. Fix: convert the tensor with .float() or"
            + " .long() before it is saved");
    assertRefused("arrays.npz", "it is a zip archive, but not torch.save's: it has no data.pkl");
    assertRefused(
        "large.npy", "it is no file of torch.save: it is a .npy file; read it with Npy.read");
    assertRefused(
        "expected-state.safetensors",
        "it is no file of torch.save: it begins as a safetensors file; read it with"
            + " SafeTensors.read");
    Path gzip = Files.write(folder.resolve("x"), new byte[] {0x1f, (byte) 0x8b, 8});
    assertThatThrownBy(() -> TorchCheckpoint.read(gzip))
        .hasMessage(
            gzip + ": it is no file of torch.save: it is compressed by gzip; decompress it first");
  }

  private static void assertRefused(String name, String problem) {
    Path file = CheckpointFiles.of(name);
    assertThatThrownBy(() -> TorchCheckpoint.read(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(file + ": " + problem);
  }
}
