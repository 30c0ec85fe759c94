package io.tenon.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Copies of maps against each other; random cases from printed seeds. */
class MapsTest {
  private static final float GUARD = -777;

  @Test
  void aFrameIsWhatSurroundingLeavesAroundTheMaps() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      int maps = random.nextInt(3);
      int height = 1 + random.nextInt(4);
      int width = 1 + random.nextInt(4);
      int inner = random.nextBoolean() ? 1 : 16;
      int left = random.nextInt(3);
      int right = random.nextInt(3);
      int top = random.nextInt(3);
      int bottom = random.nextInt(3);
      float[] x = new float[maps * height * width * inner];
      Arrays.fill(x, GUARD);
      int count = maps * (top + height + bottom) * (left + width + right) * inner;
      float[] surrounded = new float[count + 5];
      Arrays.fill(surrounded, GUARD);
      float[] framed = surrounded.clone();
      Maps.surround(x, 0, maps, height, width, inner, left, right, top, bottom, surrounded, 2);
      Maps.frame(framed, 2, maps, height, width, inner, left, right, top, bottom);
      assertThat(framed).as("seed %d", seed).isEqualTo(surrounded);
    }
  }
}
