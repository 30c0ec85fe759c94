package networks;

import static io.tenon.nn.TransformerEncoderLayer.options;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.Embedding;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;
import io.tenon.nn.TransformerEncoder;
import io.tenon.nn.TransformerEncoderLayer;

/** Classifies sentences by what their first token has become; padding is not attended to. */
public class Encoder extends NnModule {
  @Submodule Embedding token = new Embedding(50, 32);
  @Submodule Embedding position = new Embedding(130, 32);
  @Submodule TransformerEncoder encoder;
  @Submodule Linear head;

  public Encoder(int classes) {
    TransformerEncoderLayer layer =
        new TransformerEncoderLayer(
            32, 4, options().dimFeedforward(48).activation("gelu").batchFirst(true));
    encoder = new TransformerEncoder(layer, 2);
    head = new Linear(32, classes);
  }

  public Tensor forward(
      @Shape(value = "N, T", dtype = "int64") Tensor tokens,
      @Shape(value = "N, T", dtype = "int64") Tensor positions,
      @Shape(value = "N, T", dtype = "int64") Tensor padding) {
    Tensor x = token.call(tokens).add(position.call(positions));
    x = encoder.call(x, null, padding);
    return head.call(x.select(1, 0));
  }
}
