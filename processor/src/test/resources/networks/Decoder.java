package networks;

import static io.tenon.nn.Functional.linear;
import static io.tenon.nn.TransformerEncoderLayer.options;

import io.tenon.Tensor;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.Embedding;
import io.tenon.nn.LayerNorm;
import io.tenon.nn.NnModule;
import io.tenon.nn.TransformerEncoderLayer;

/** Predicts each next token by those before; the weights of tokens serve at both ends. */
public class Decoder extends NnModule {
  @Submodule Embedding token = new Embedding(50, 24);

  @Submodule
  TransformerEncoderLayer block =
      new TransformerEncoderLayer(
          24, 2, options().dimFeedforward(48).normFirst(true).batchFirst(true));

  @Submodule LayerNorm norm = new LayerNorm(24);

  public Tensor forward(
      @Shape(value = "N, T", dtype = "int64") Tensor tokens, @Shape("T, T") Tensor mask) {
    Tensor x = block.call(token.call(tokens), mask, null, true);
    return linear(norm.call(x), token.weight, null);
  }
}
