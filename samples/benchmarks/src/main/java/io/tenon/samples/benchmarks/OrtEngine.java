package io.tenon.samples.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.tenon.DType;
import io.tenon.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * ONNX Runtime as its users have it fastest: all optimisations, input and result in direct buffers
 * that are made once.
 */
final class OrtEngine implements Engine {
  private final OrtSession session;
  private final Map<String, OnnxTensor> inputs = new HashMap<>();
  private final Map<String, OnnxTensor> outputs;
  private final FloatBuffer result;

  OrtEngine(Path model, int threads, int[] resultShape, Tensor... xs) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      session = environment.createSession(model.toString(), options);
    }
    for (int i = 0; i < xs.length; i++) {
      inputs.put("x" + i, tensor(environment, xs[i]));
    }
    long[] sizes = longs(resultShape == null ? declaredShape() : resultShape);
    result = direct(Math.toIntExact(Arrays.stream(sizes).reduce(1, Math::multiplyExact)));
    outputs = Map.of("output", OnnxTensor.createTensor(environment, result, sizes));
  }

  /** The result's shape as the file declares it, where all sizes are numbers. */
  private int[] declaredShape() throws OrtException {
    TensorInfo info = (TensorInfo) session.getOutputInfo().get("output").getInfo();
    return Arrays.stream(info.getShape()).mapToInt(Math::toIntExact).toArray();
  }

  private static OnnxTensor tensor(OrtEnvironment environment, Tensor x) throws OrtException {
    long[] sizes = longs(x.shape().toArray());
    if (x.dtype() == DType.FLOAT32) {
      FloatBuffer floats = direct(x.numel());
      floats.put(x.floats(), x.offset(), x.numel()).rewind();
      return OnnxTensor.createTensor(environment, floats, sizes);
    }
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(Math.max(1, x.numel()) * Long.BYTES)
            .order(ByteOrder.nativeOrder());
    bytes.asLongBuffer().put(x.longs(), x.offset(), x.numel());
    return OnnxTensor.createTensor(environment, bytes.asLongBuffer(), sizes);
  }

  private static FloatBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(floats * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  private static long[] longs(int[] sizes) {
    return Arrays.stream(sizes).asLongStream().toArray();
  }

  @Override
  public void run() throws OrtException {
    session.run(inputs, outputs).close();
  }

  @Override
  public float[] result() {
    float[] values = new float[result.capacity()];
    result.duplicate().rewind().get(values);
    return values;
  }
}
