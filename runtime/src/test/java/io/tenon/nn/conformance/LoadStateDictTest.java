package io.tenon.nn.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenon.DType;
import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.nn.BatchNorm1d;
import io.tenon.nn.BatchNorm2d;
import io.tenon.nn.Conv2d;
import io.tenon.nn.IncompatibleKeys;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;
import io.tenon.nn.Sequential;
import io.tenon.nn.StateDict;
import io.tenon.nn.StateDictException;
import io.tenon.nn.conformance.Nets.EmptyModule;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Loading a state into a module. */
final class LoadStateDictTest {
  private static NnModule net() {
    EmptyModule block = new EmptyModule();
    block.registerModule("conv1", new Conv2d(3, 3, 3));
    block.registerModule("conv2", new Conv2d(3, 3, 3));
    EmptyModule net = new EmptyModule();
    Linear shared = new Linear(5, 5);
    net.registerModule("linear1", shared);
    net.registerModule("linear2", shared);
    net.registerModule("bn", new BatchNorm2d(2));
    net.registerModule("block", block);
    net.registerModule("empty", null);
    return net;
  }

  private final NnModule net = net();

  private static void fails(NnModule module, Map<String, Tensor> state, String problem) {
    assertThatThrownBy(() -> module.loadStateDict(state))
        .isInstanceOf(StateDictException.class)
        .hasMessageStartingWith("Error(s) in loading state_dict for EmptyModule:\n\t" + problem);
  }

  @Test
  void nullInPlaceOfATensorIsAnError() {
    Map<String, Tensor> state = new HashMap<>(net.stateDict());
    state.put("linear1.weight", null);
    assertThatThrownBy(() -> net.loadStateDict(state))
        .isInstanceOf(StateDictException.class)
        .hasMessageContaining("linear1.weight");
  }

  @Test
  void valuesArriveAndKeysAreTold() {
    StateDict state = net.stateDict();
    state.put("linear1.weight", Tensor.ones(5, 5));
    state.put("linear2.weight", Tensor.ones(5, 5));
    state.put("block.conv1.bias", Tensor.of(new float[] {1, 2, 3}, 3));
    state.put("bn.running_mean", Tensor.of(new float[] {4, 5}, 2));
    IncompatibleKeys keys = net.loadStateDict(state, true, false);
    assertThat(keys.missingKeys()).isEmpty();
    assertThat(keys.unexpectedKeys()).isEmpty();
    assertThat(keys).hasToString("<All keys matched successfully>");
    assertThat(net.getParameter("linear1.weight").toArray()).containsOnly(1);
    assertThat(net.getParameter("block.conv1.bias").toArray()).containsExactly(1, 2, 3);
    assertThat(net.getBuffer("bn.running_mean").toArray()).containsExactly(4, 5);

    for (String extra : new String[] {"extra", "extra.param"}) {
      state = net.stateDict();
      state.put(extra, Tensor.ones(5));
      fails(net, state, "Unexpected key(s) in state_dict: \"" + extra + "\". ");
      keys = net.loadStateDict(state, false);
      assertThat(keys.missingKeys()).isEmpty();
      assertThat(keys.unexpectedKeys()).containsExactly(extra);
      assertThat(keys)
          .hasToString("_IncompatibleKeys(missing_keys=[], unexpected_keys=['" + extra + "'])");
    }

    state = net.stateDict();
    state.remove("linear1.weight");
    fails(net, state, "Missing key(s) in state_dict: \"linear1.weight\". ");
    keys = net.loadStateDict(state, false);
    assertThat(keys.missingKeys()).containsExactly("linear1.weight");
    assertThat(keys.unexpectedKeys()).isEmpty();
    state.put("extra.param", Tensor.ones(5));
    fails(
        net,
        state,
        "Missing key(s) in state_dict: \"linear1.weight\". "
            + "\n\tUnexpected key(s) in state_dict: \"extra.param\". ");
    keys = net.loadStateDict(state, false);
    assertThat(keys.missingKeys()).containsExactly("linear1.weight");
    assertThat(keys.unexpectedKeys()).containsExactly("extra.param");
  }

  @Test
  void prefixIsCutOff() {
    EmptyModule wrapper = new EmptyModule();
    wrapper.registerModule("module", new Sequential(new Linear(5, 1), new BatchNorm2d(1)));
    wrapper.registerModule("other", new Linear(1, 1));
    StateDict state = wrapper.stateDict();
    state.put("module.0.weight", Tensor.ones(1, 5));
    state.consumePrefixIfPresent("module.");
    assertThat(state.keySet())
        .containsExactly(
            "other.weight",
            "other.bias",
            "0.weight",
            "0.bias",
            "1.weight",
            "1.bias",
            "1.running_mean",
            "1.running_var",
            "1.num_batches_tracked");
    assertThat(state.metadata().keySet()).containsExactlyInAnyOrder("", "0", "1", "other");
    assertThat(state.metadata().get("1")).containsEntry("version", 2);
    Sequential local = new Sequential(new Linear(5, 1), new BatchNorm2d(1));
    IncompatibleKeys keys = local.loadStateDict(state, false);
    assertThat(keys.missingKeys()).isEmpty();
    assertThat(keys.unexpectedKeys()).containsExactly("other.weight", "other.bias");
    assertThat(local.getParameter("0.weight").toArray()).containsOnly(1);
    state.consumePrefixIfPresent("module.");
    assertThat(state).hasSize(9);
  }

  @Test
  void whatIsLoadedMustNotBeNull() {
    assertThatThrownBy(() -> net.loadStateDict(null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Expected state_dict to be dict-like, got null");
  }

  @Test
  void wrongShapesAreErrorsStrictOrNot() {
    StateDict state = net.stateDict();
    state.put("bn.running_mean", Tensor.ones(14, 4));
    String problem =
        "size mismatch for bn.running_mean: copying a param with shape torch.Size([14, 4]) from"
            + " checkpoint, the shape in current model is torch.Size([2]).";
    fails(net, state, problem);
    assertThatThrownBy(() -> net.loadStateDict(state, false)).hasMessageEndingWith(problem);
  }

  @Test
  void whatIsNotLoadedStaysAsItIs() {
    Map<String, Object> before = new LinkedHashMap<>();
    net.stateDict().forEach((name, tensor) -> before.put(name, values(tensor)));
    Map<String, Tensor> state = new LinkedHashMap<>();
    state.put("block.conv1.bias", Tensor.of(new float[] {1, 2, 3}, 3));
    state.put("nonexistent_key", Tensor.ones(3));
    net.loadStateDict(state, false);
    assertThat(net.getParameter("block.conv1.bias").toArray()).containsExactly(1, 2, 3);
    before.remove("block.conv1.bias");
    before.forEach(
        (name, values) -> assertThat(values(net.stateDict().get(name))).isEqualTo(values));
  }

  @Test
  void oldBatchNormHasNoBatchCount() {
    BatchNorm2d layer = new BatchNorm2d(3);
    StateDict state = layer.stateDict();
    state.remove("num_batches_tracked");
    assertThatThrownBy(() -> layer.loadStateDict(state))
        .hasMessageContaining("Missing key(s) in state_dict: \"num_batches_tracked\". ");
    state.metadata().get("").put("version", 1);
    layer.loadStateDict(state);
    assertThat(layer.getBuffer("num_batches_tracked").toLongArray()).containsExactly(0);
    state.metadata().get("").remove("version");
    layer.loadStateDict(state);
    assertThat(layer.getBuffer("num_batches_tracked").toLongArray()).containsExactly(0);
  }

  @Test
  void oldStateLeavesTheBatchCountAsItIs() {
    BatchNorm2d layer = new BatchNorm2d(3);
    layer.getBuffer("num_batches_tracked").fill_(7);
    Map<String, Tensor> withoutMetadata = new LinkedHashMap<>(new BatchNorm2d(3).stateDict());
    withoutMetadata.remove("num_batches_tracked");
    layer.loadStateDict(withoutMetadata);
    assertThat(layer.getBuffer("num_batches_tracked").toLongArray()).containsExactly(7);
  }

  @Test
  void otherTypesAreConverted() {
    BatchNorm2d layer = new BatchNorm2d(2);
    StateDict state = layer.stateDict();
    state.put("weight", Tensor.of(new long[] {3, 4}, 2));
    state.put("num_batches_tracked", Tensor.scalar(5));
    layer.loadStateDict(state);
    assertThat(layer.getParameter("weight").toArray()).containsExactly(3, 4);
    assertThat(layer.getBuffer("num_batches_tracked").toLongArray()).containsExactly(5);
  }

  private static Object values(Tensor tensor) {
    return tensor.dtype() == DType.INT64 ? tensor.toLongArray() : tensor.toArray();
  }

  private static NnModule smallNet() {
    EmptyModule net = new EmptyModule();
    net.registerModule("fc1", new Linear(3, 5));
    net.registerModule("bn", new BatchNorm1d(5));
    net.registerParameter("x", new Parameter(Tensor.ones(5), false));
    return net;
  }

  @Test
  void keyBelowAKnownOneIsUnexpected() {
    NnModule loaded = smallNet();
    for (String bad : new String[] {"fc1.bad_suffix", "fc1.weight.bad_suffix"}) {
      StateDict state = loaded.stateDict();
      state.put(bad, Tensor.ones(5, 10));
      fails(loaded, state, "Unexpected key(s) in state_dict: \"" + bad + "\". ");
      assertThat(loaded.loadStateDict(state, false).unexpectedKeys()).containsExactly(bad);
    }
  }

  @Test
  void copyByStateDictSharesNothing() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 4);
    Sequential model = new Sequential(new Linear(4, 5));
    Sequential copy = new Sequential(new Linear(4, 5));
    copy.loadStateDict(model.stateDict());
    assertThat(copy.call(x).toArray()).isEqualTo(model.call(x).toArray());
    copy.getParameter("0.weight").fill_(2);
    assertThat(copy.call(x).toArray()).isNotEqualTo(model.call(x).toArray());
  }
}
