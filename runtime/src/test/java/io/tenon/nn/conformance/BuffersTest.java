package io.tenon.nn.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenon.Tensor;
import io.tenon.nn.conformance.Nets.EmptyModule;
import io.tenon.nn.conformance.Nets.WithFields;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Buffers that are not part of the state dict. */
final class BuffersTest {
  private final EmptyModule module = new EmptyModule();

  @BeforeEach
  void register() {
    module.registerBuffer("buf", Tensor.zeros(5), false);
  }

  private void has(int buffers, int entries) {
    assertThat(module.buffers()).hasSize(buffers);
    assertThat(module.stateDict()).hasSize(entries);
  }

  @Test
  void notPersistentIsNotInTheStateDict() {
    has(1, 0);
  }

  @Test
  void notPersistentCanBeDeleted() {
    module.delAttr("buf");
    has(0, 0);
    module.registerBuffer("buf", Tensor.zeros(5));
    has(1, 1);
  }

  @Test
  void persistenceChangesBothWays() {
    module.registerBuffer("buf", Tensor.zeros(5));
    has(1, 1);
    module.registerBuffer("buf", Tensor.zeros(5), false);
    has(1, 0);
  }

  @Test
  void assignmentKeepsPersistence() {
    module.setAttr("buf", null);
    has(0, 0);
    module.setAttr("buf", Tensor.zeros(5));
    has(1, 0);
    module.setAttr("buf", Nets.parameter(5));
    has(0, 1);
  }

  @Test
  void fieldComesBackAsItWasDeclared() {
    WithFields fields = new WithFields();
    for (boolean persistent : new boolean[] {false, true}) {
      fields.registerBuffer("cache", Tensor.zeros(5), persistent);
      fields.registerBuffer("buf", Tensor.zeros(5), persistent);
      assertThat(fields.stateDict()).hasSize(persistent ? 2 : 0);
      fields.delAttr("cache");
      fields.delAttr("buf");
      assertThat(fields.buffers()).isEmpty();
      fields.cache = Tensor.zeros(5);
      fields.buf = Tensor.zeros(5);
      assertThat(fields.buffers()).hasSize(2);
      assertThat(fields.stateDict()).containsOnlyKeys("buf");
    }
  }

  @Test
  void loadDoesNotMissIt() {
    module.loadStateDict(Map.of());
    has(1, 0);
  }
}
