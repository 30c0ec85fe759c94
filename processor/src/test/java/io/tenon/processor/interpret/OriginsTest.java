package io.tenon.processor.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.JavaFileObjects;
import io.tenon.graph.Graph;
import io.tenon.graph.Node;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each node knows the expression that made it: the innermost of the user's. */
final class OriginsTest {
  @Test
  void nodesSayWhoseTheyAre() {
    Graph graph =
        Interpreted.of(
                List.of(
                    JavaFileObjects.forSourceLines(
                        "Net",
                        "import static io.tenon.nn.Functional.*;",
                        "import io.tenon.Tensor;",
                        "import io.tenon.annotation.*;",
                        "import io.tenon.nn.*;",
                        "class Block extends NnModule {",
                        "  @Submodule Linear fc = new Linear(4, 4);",
                        "  @Override public Tensor forward(Tensor x) {",
                        "    return tanh(fc.call(x));",
                        "  }",
                        "}",
                        "class Net extends NnModule {",
                        "  @Submodule Sequential all = new Sequential(new Block(), new ReLU());",
                        "  @Submodule Linear fc = new Linear(4, 4);",
                        "  private Tensor helped(Tensor x) { return sigmoid(x); }",
                        "  @Override public Tensor forward(@Shape(\"N, 4\") Tensor x) {",
                        "    Tensor y = relu(fc.call(x));",
                        "    y = all.call(helped(y)).add(",
                        "        fc   // the same again",
                        "            .call( x ));",
                        "    return y.view( y.size(0),-1 );",
                        "  }",
                        "}")))
            .outcomes()
            .get("Net")
            .graph();
    assertThat(
            graph.nodes().stream()
                .filter(node -> node.kind() == Node.Kind.OPERATION)
                .map(node -> node.name() + " " + node.origin() + " " + node.origin().expression()))
        .containsExactly(
            "linear Net.java:16 fc.call(x)",
            "relu Net.java:16 relu(fc.call(x))",
            "sigmoid Net.java:14 sigmoid(x)",
            "linear Net.java:8 fc.call(x)",
            "tanh Net.java:8 tanh(fc.call(x))",
            "relu Net.java:17 all.call(helped(y))",
            "linear Net.java:18 fc .call( x )",
            "add Net.java:17 all.call(helped(y)).add( fc .call( x ))",
            "view Net.java:20 y.view( y.size(0),-1 )");
  }
}
