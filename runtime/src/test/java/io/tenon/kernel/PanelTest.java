package io.tenon.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How weights are packed, and what is refused. */
class PanelTest {
  private static Panel panel(int outputs, boolean wholeBlocks) {
    float[] weight = new float[2 * outputs];
    float[] bias = new float[outputs];
    for (int o = 0; o < outputs; o++) {
      weight[2 * o] = o;
      weight[2 * o + 1] = -o;
      bias[o] = 100 + o;
    }
    return new Panel(weight, 0, bias, 0, outputs, new int[] {4, 5}, wholeBlocks);
  }

  @ParameterizedTest
  @CsvSource({
    "6, true, 1, 16, 0",
    "16, true, 1, 16, 0",
    "16, false, 1, 16, 0",
    "17, true, 2, 32, 16",
    "17, false, 2, 17, 1",
    "84, false, 6, 84, 68",
    "96, false, 6, 96, 80",
    "0, true, 0, 0, -16",
  })
  void blocks(int outputs, boolean wholeBlocks, int blocks, int stored, int lastBegins) {
    Panel panel = panel(outputs, wholeBlocks);
    assertThat(panel.blocks).isEqualTo(blocks);
    assertThat(panel.stored).isEqualTo(stored);
    assertThat(panel.firstOutput(blocks - 1)).isEqualTo(lastBegins);
    for (int block = 0; block < blocks; block++) {
      int first = panel.firstOutput(block);
      assertThat(panel.resultAt(block, Panel.LANES)).isEqualTo(first);
      for (int c = 0; c < Panel.LANES; c++) {
        int o = first + c;
        int at = block * 2 * Panel.LANES + c;
        assertThat(panel.weights[at]).isEqualTo(o < outputs ? o : 0);
        assertThat(panel.weights[at + Panel.LANES]).isEqualTo(o < outputs ? -o : 0);
        assertThat(panel.bias[block * Panel.LANES + c]).isEqualTo(o < outputs ? 100 + o : 0);
      }
    }
  }

  @Test
  void fewOutputsNeedWholeBlocks() {
    assertThatThrownBy(() -> panel(15, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("panel: 15 outputs don't fill a block of 16. Fix: ");
  }

  @Test
  void arraysMustHoldWhatIsPacked() {
    float[] weight = new float[60];
    int[] offsets = {0, 1, 2};
    assertThatThrownBy(() -> new Panel(weight, 1, null, 0, 20, offsets, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("panel: needs 60 weights from element 1 on, but the array has 60");
    assertThatThrownBy(() -> new Panel(weight, 0, new float[20], 1, 20, offsets, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("panel: needs 20 biases from element 1 on, but the array has 20");
    assertThatThrownBy(() -> new Panel(weight, -1, null, 0, 1, offsets, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("panel: needs 3 weights from element -1 on, but the array has 60");
    assertThatThrownBy(() -> new Panel(weight, 0, null, 0, -1, offsets, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("panel: needs -3 weights from element 0 on, but the array has 60");
    assertThatThrownBy(() -> new Panel(weight, 0, null, 0, 1 << 30, new int[8], true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("panel: needs 8589934592 weights from element 0 on, but the array has 60");
  }

  @Test
  void rowsAreCopiedOutOfBlocks() {
    float[] from = {9, 1, 2, 9, 3, 4, 9, 5, 6};
    float[] to = new float[9];
    Rows.copy(3, from, 1, 3, to, 2, 2, 2);
    assertThat(to).containsExactly(0, 0, 1, 2, 3, 4, 5, 6, 0);
    Rows.copy(2, to, 2, 2, from, 0, 4, 2);
    assertThat(from).containsExactly(1, 2, 2, 9, 3, 4, 9, 5, 6);
    Rows.copy(2, to, 2, 2, from, 1, 2, 2);
    assertThat(from).containsExactly(1, 1, 2, 3, 4, 4, 9, 5, 6);
    Rows.copy(0, to, 9, 1, from, 9, 1, 1);
  }
}
