package io.tenon.samples.benchmarks;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import io.tenon.DType;
import io.tenon.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** libtorch through DJL, running a TorchScript file. */
final class DjlEngine implements Engine {
  private final Predictor<NDList, NDList> predictor;
  private final NDList inputs;
  private NDList result;

  DjlEngine(Path model, Tensor... xs) throws IOException, MalformedModelException {
    Model loaded = Model.newInstance("network", Device.cpu(), "PyTorch");
    loaded.load(model.getParent(), model.getFileName().toString());
    predictor = loaded.newPredictor(new NoopTranslator(null));
    inputs = new NDList();
    for (Tensor x : xs) {
      inputs.add(array(loaded.getNDManager(), x));
    }
  }

  private static NDArray array(NDManager manager, Tensor x) {
    Shape shape = new Shape(Arrays.stream(x.shape().toArray()).asLongStream().toArray());
    return x.dtype() == DType.FLOAT32
        ? manager.create(x.toArray(), shape)
        : manager.create(x.toLongArray(), shape);
  }

  /** Found by its name: only profile bench has DJL. */
  static Engine of(Path model, Tensor... xs) throws IOException, MalformedModelException {
    return new DjlEngine(model, xs);
  }

  @Override
  public void run() throws TranslateException {
    if (result != null) {
      result.close();
    }
    result = predictor.predict(inputs);
  }

  @Override
  public float[] result() {
    return result.singletonOrThrow().toFloatArray();
  }
}
