package io.tenon.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenon.Parameter;
import io.tenon.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What modules have in common, with the orders and texts of PyTorch 1.13 for the same programs. */
final class NnModuleTest {
  private static final class M extends NnModule {
    M() {
      registerModule("a", new Linear(2, 2));
      registerModule("c", null);
      Map<String, NnModule> layers = new LinkedHashMap<>();
      layers.put("x", new Conv2d(1, 1, 1));
      layers.put("y", new BatchNorm2d(1));
      registerModule("d", new Sequential(layers));
      registerBuffer("buf", Tensor.zeros(2), false);
      registerBuffer("kept", Tensor.zeros(1), true);
      registerParameter("w", null);
    }
  }

  private final M m = new M();

  @Test
  void printsAsPyTorchDoes() {
    assertThat(m)
        .hasToString(
            """
            M(
              (a): Linear(in_features=2, out_features=2, bias=True)
              (c): None
              (d): Sequential(
                (x): Conv2d(1, 1, kernel_size=(1, 1), stride=(1, 1))
                (y): BatchNorm2d(1, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True)
              )
            )""");
    assertThat(new Sequential()).hasToString("Sequential()");
    assertThat(new ModuleList()).hasToString("ModuleList()");
  }

  @Test
  void walksInTheOrderOfRegistration() {
    assertThat(m.stateDict().keySet())
        .containsExactly(
            "kept",
            "a.weight",
            "a.bias",
            "d.x.weight",
            "d.x.bias",
            "d.y.weight",
            "d.y.bias",
            "d.y.running_mean",
            "d.y.running_var",
            "d.y.num_batches_tracked");
    assertThat(m.namedBuffers().keySet())
        .containsExactly(
            "buf", "kept", "d.y.running_mean", "d.y.running_var", "d.y.num_batches_tracked");
    assertThat(m.namedModules().keySet()).containsExactly("", "a", "d", "d.x", "d.y");
    assertThat(m.namedChildren().keySet()).containsExactly("a", "d");
    List<String> applied = new ArrayList<>();
    m.apply(module -> applied.add(module.typeName()));
    assertThat(applied).containsExactly("Linear", "Conv2d", "BatchNorm2d", "Sequential", "M");
  }

  @Test
  void sharedModulesStandOnceAmongParametersAndUnderEachNameInTheState() {
    Linear shared = new Linear(2, 3);
    Sequential twice = new Sequential(shared, new ReLU(), shared);
    assertThat(twice.namedParameters().keySet()).containsExactly("0.weight", "0.bias");
    assertThat(twice.stateDict().keySet())
        .containsExactly("0.weight", "0.bias", "2.weight", "2.bias");
    assertThat(twice.namedModules().keySet()).containsExactly("", "0", "1");
    assertThat(twice.toString()).contains("(2): Linear");
  }

  @Test
  void namesAreRefusedInPyTorchsWords() {
    assertThatThrownBy(() -> m.registerParameter("a", new Parameter(Tensor.zeros(1))))
        .hasMessage("attribute 'a' already exists");
    assertThatThrownBy(() -> m.registerParameter("x.y", null))
        .hasMessage("parameter name can't contain \".\"");
    assertThatThrownBy(() -> m.registerParameter("", null))
        .hasMessage("parameter name can't be empty string \"\"");
    assertThatThrownBy(() -> m.registerBuffer("x.y", null, true))
        .hasMessage("buffer name can't contain \".\"");
    assertThatThrownBy(() -> m.registerBuffer("a", null, true))
        .hasMessage("attribute 'a' already exists");
    assertThatThrownBy(() -> m.registerModule("x.y", null))
        .hasMessage("module name can't contain \".\", got: x.y");
    assertThatThrownBy(() -> m.registerModule("", null))
        .hasMessage("module name can't be empty string \"\"");
    assertThatThrownBy(() -> m.registerModule("kept", null))
        .hasMessage("attribute 'kept' already exists");
  }

  @Test
  void aStateThatDoesNotFitIsOneErrorAndChangesNothing() {
    Map<String, Tensor> state = new LinkedHashMap<>(m.stateDict());
    state.remove("a.weight");
    state.put("zzz", Tensor.zeros(1));
    state.put("a.bias", Tensor.zeros(5));
    state.put("d.x.weight", Tensor.zeros(2, 1, 1, 1));
    state.put("kept", Tensor.full(7, 1));
    String mismatches =
        "\n\tsize mismatch for a.bias: copying a param with shape torch.Size([5]) from checkpoint, the"
            + " shape in current model is torch.Size([2])."
            + "\n\tsize mismatch for d.x.weight: copying a param with shape torch.Size([2, 1, 1, 1]) from"
            + " checkpoint, the shape in current model is torch.Size([1, 1, 1, 1]).";
    assertThatThrownBy(() -> m.loadStateDict(state))
        .isInstanceOf(StateDictException.class)
        .hasMessage(
            "Error(s) in loading state_dict for M:"
                + "\n\tMissing key(s) in state_dict: \"a.weight\". "
                + "\n\tUnexpected key(s) in state_dict: \"zzz\". "
                + mismatches);
    assertThatThrownBy(() -> m.loadStateDict(state, false))
        .hasMessage("Error(s) in loading state_dict for M:" + mismatches);
    assertThat(m.stateDict().get("kept").item()).isZero();
    state.put("a.bias", Tensor.zeros(2));
    state.put("d.x.weight", Tensor.zeros(1, 1, 1, 1));
    IncompatibleKeys keys = m.loadStateDict(state, false);
    assertThat(keys.missingKeys()).containsExactly("a.weight");
    assertThat(keys.unexpectedKeys()).containsExactly("zzz");
    assertThat(m.stateDict().get("kept").item()).isEqualTo(7);
  }

  @Test
  void modesReachAllModules() {
    assertThat(m.modules()).allMatch(NnModule::training);
    m.eval();
    assertThat(m.modules()).noneMatch(NnModule::training);
    m.namedModules().get("d").train();
    assertThat(m.modules().stream().filter(NnModule::training)).hasSize(3);
    m.requiresGrad_(false);
    assertThat(m.parameters()).noneMatch(Parameter::requiresGrad);
  }

  @Test
  void hooksRunInPyTorchsOrder() {
    List<String> fired = new ArrayList<>();
    Linear layer = new Linear(1, 1);
    layer.weight.fill_(1);
    layer.bias.fill_(0);
    layer.registerForwardPreHook((module, in) -> note(fired, "pre", in.get(0).mul(2)));
    layer.registerForwardHook((module, in, out) -> note(fired, "post", ((Tensor) out).add(1)));
    HookHandle[] once = new HookHandle[1];
    once[0] =
        layer.registerForwardHook(
            (module, in, out) -> {
              once[0].remove();
              return note(fired, "once", null);
            });
    HookHandle before =
        NnModule.registerModuleForwardPreHook(
            (module, in) -> note(fired, "global pre", in.get(0).add(1)));
    try (HookHandle after =
        NnModule.registerModuleForwardHook(
            (module, in, out) -> note(fired, "global post", ((Tensor) out).mul(10)))) {
      Tensor out = layer.call(Tensor.of(new float[] {1}, 1, 1));
      assertThat(out.item()).isEqualTo((1 + 1) * 2 * 10 + 1);
      assertThat(fired).containsExactly("global pre", "pre", "global post", "post", "once");
    } finally {
      before.remove();
      before.remove();
    }
    fired.clear();
    assertThat(layer.call(Tensor.of(new float[] {1}, 1, 1)).item()).isEqualTo(3);
    assertThat(fired).containsExactly("pre", "post");
  }

  private static Tensor note(List<String> fired, String name, Tensor result) {
    fired.add(name);
    return result;
  }

  @Test
  void whatHasNoForwardSaysSo() {
    assertThatThrownBy(() -> m.call(Tensor.zeros(1)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("Module [M] is missing the required \"forward\" function");
  }

  @Test
  void positionsOutsideAreRefused() {
    Linear layer = new Linear(1, 1);
    ModuleList list = new ModuleList(layer, new ReLU());
    assertThat(list.get(-2)).isSameAs(layer);
    assertThatThrownBy(() -> list.get(3)).hasMessage("index 3 is out of range");
    assertThatThrownBy(() -> new Sequential(layer).get(1)).hasMessage("index 1 is out of range");
  }
}
