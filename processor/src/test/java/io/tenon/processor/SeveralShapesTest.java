package io.tenon.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenon.Tensor;
import io.tenon.nn.Init;
import io.tenon.nn.NnModule;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** A forward that is compiled for several shapes. */
final class SeveralShapesTest {
  private static final Compiled COMPILED =
      Compiled.source(
              "several.Pyramid",
              """
              package several;

              import static io.tenon.nn.Functional.*;

              import io.tenon.Tensor;
              import io.tenon.annotation.*;
              import io.tenon.nn.*;

              public class Pyramid extends NnModule {
                @Submodule Conv2d conv = new Conv2d(3, 8, 3);

                @Override
                public Tensor forward(
                    @Shape("N, 3, 12, 12") @Shape("N, 3, 20, 16") @Shape("N, 3, 9, 9") Tensor x) {
                  return relu(conv.call(x)).mul(2);
                }
              }
              """)
          .cleanly();

  private final NnModule net = COMPILED.create("several.Pyramid");

  private static Tensor random(int... sizes) {
    return Init.uniform_(Tensor.zeros(sizes), -1, 1);
  }

  @Test
  void thereIsAForwardForEach() {
    assertThat(COMPILED.sources())
        .containsOnlyKeys(
            "Pyramid_Registration", "Pyramid_Forward", "Pyramid_Forward2", "Pyramid_Forward3");
  }

  @Test
  void theInputsShapePicksOne() {
    List<String> said = new ArrayList<>();
    Logger logger = Logger.getLogger("io.tenon");
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            said.add(record.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(handler);
    try {
      for (int[] shape : new int[][] {{2, 3, 12, 12}, {1, 3, 20, 16}, {3, 3, 9, 9}}) {
        Tensor x = random(shape);
        Tensors.assertClose(net.call(x), net.eager(x), 1e-5);
        Tensor result = Tensor.zeros(net.eager(x).shape(), x.dtype());
        Tensors.assertClose(net.callInto(x, result), net.eager(x), 1e-5);
      }
      assertThat(said).isEmpty();
      for (int i = 0; i < 2; i++) {
        Tensor other = random(2, 3, 11, 12);
        assertThat(net.call(other).toArray()).isEqualTo(net.eager(other).toArray());
      }
    } finally {
      logger.removeHandler(handler);
    }
    assertThat(said)
        .containsExactly(
            "Pyramid: forward runs eagerly for an input of [2, 3, 11, 12]: it is compiled for"
                + " [N, 3, 12, 12] or [N, 3, 20, 16] or [N, 3, 9, 9]");
    assertThat(net.whyEager()).isNull();
  }
}
