package io.tenon.nn;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.tenon.Tensor;
import io.tenon.op.Pair;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

/** Layers from PyTorch's positional and keyword arguments. */
final class LayerOf {
  private final JsonArray args;
  private final JsonObject kwargs;

  private LayerOf(JsonObject described) {
    args = described.getAsJsonArray("args");
    kwargs = described.getAsJsonObject("kwargs");
  }

  static NnModule described(JsonObject described) {
    return new LayerOf(described).layer(described.get("layer").getAsString());
  }

  private NnModule layer(String name) {
    return switch (name) {
      case "Linear" -> new Linear(number(0), number(1), flag("bias", true));
      case "Conv2d" -> new Conv2d(number(0), number(1), pair(args.get(2)), convolution());
      case "MaxPool2d" ->
          args.get(0).isJsonArray()
              ? new MaxPool2d(pair(args.get(0)), maxima())
              : new MaxPool2d(number(0), maxima());
      case "AvgPool2d" ->
          args.get(0).isJsonArray()
              ? new AvgPool2d(pair(args.get(0)), means())
              : new AvgPool2d(number(0), means());
      case "AdaptiveAvgPool2d" ->
          args.get(0).isJsonArray()
              ? new AdaptiveAvgPool2d(pair(args.get(0)))
              : new AdaptiveAvgPool2d(number(0));
      case "BatchNorm2d" ->
          new BatchNorm2d(
              number(0), number("eps", 1e-5), momentum(), flag("affine", true), tracked(true));
      case "LayerNorm" ->
          new LayerNorm(sizes(args.get(0)), number("eps", 1e-5), flag("elementwise_affine", true));
      case "Dropout" -> new Dropout(args.get(0).getAsDouble());
      case "Flatten" -> new Flatten((int) number("start_dim", 1), (int) number("end_dim", -1));
      case "ReLU" -> new ReLU();
      case "ReLU6" -> new ReLU6();
      case "LeakyReLU" -> new LeakyReLU(number("negative_slope", 0.01));
      case "ELU" -> new ELU(number("alpha", 1));
      case "SELU" -> new SELU();
      case "GELU" ->
          kwargs.has("approximate")
              ? new GELU(kwargs.get("approximate").getAsString())
              : new GELU();
      case "SiLU" -> new SiLU();
      case "Sigmoid" -> new Sigmoid();
      case "Tanh" -> new Tanh();
      case "Hardswish" -> new Hardswish();
      case "Hardsigmoid" -> new Hardsigmoid();
      case "Softplus" -> new Softplus(number("beta", 1), number("threshold", 20));
      case "Hardtanh" -> new Hardtanh(number("min_val", -1), number("max_val", 1));
      case "Mish" -> new Mish();
      case "Softmax" -> new Softmax(kwargs.get("dim").getAsInt());
      case "LogSoftmax" -> new LogSoftmax(kwargs.get("dim").getAsInt());
      case "BatchNorm1d" ->
          new BatchNorm1d(
              number(0), number("eps", 1e-5), momentum(), flag("affine", true), tracked(true));
      case "GroupNorm" ->
          new GroupNorm(number(0), number(1), number("eps", 1e-5), flag("affine", true));
      case "PReLU" -> new PReLU(args.isEmpty() ? 1 : number(0), number("init", 0.25));
      case "Embedding" ->
          new Embedding(number(0), number(1), paddingIdx(), maxNorm(), number("norm_type", 2));
      case "Unflatten" -> new Unflatten(number(0), sizes(args.get(1)));
      case "PixelShuffle" -> new PixelShuffle(number(0));
      case "ZeroPad2d" -> {
        int[] p = sizes(args.get(0));
        yield new ZeroPad2d(p[0], p[1], p[2], p[3]);
      }
      case "MSELoss" -> new MSELoss(reduction());
      case "L1Loss" -> new L1Loss(reduction());
      case "SmoothL1Loss" -> new SmoothL1Loss(reduction(), number("beta", 1));
      case "HuberLoss" -> new HuberLoss(reduction(), number("delta", 1));
      case "BCELoss" -> new BCELoss(tensor("weight"), reduction());
      case "BCEWithLogitsLoss" ->
          new BCEWithLogitsLoss(tensor("weight"), reduction(), tensor("pos_weight"));
      case "KLDivLoss" -> new KLDivLoss(reduction(), flag("log_target", false));
      case "NLLLoss" -> new NLLLoss(tensor("weight"), ignored(), reduction());
      case "CrossEntropyLoss" ->
          new CrossEntropyLoss(
              tensor("weight"), ignored(), reduction(), number("label_smoothing", 0));
      case "InstanceNorm2d" ->
          new InstanceNorm2d(
              number(0),
              number("eps", 1e-5),
              number("momentum", 0.1),
              flag("affine", false),
              tracked(false));
      case "Upsample" -> new Upsample(resampling());
      case "ConvTranspose2d" ->
          new ConvTranspose2d(number(0), number(1), pair(args.get(2)), transposed());
      case "Conv1d" -> new Conv1d(number(0), number(1), number(2), sequences());
      case "RNN" -> new RNN(number(0), number(1), nonlinearity(), recurrent());
      case "LSTM" -> new LSTM(number(0), number(1), recurrent());
      case "GRU" -> new GRU(number(0), number(1), recurrent());
      case "MultiheadAttention" -> new MultiheadAttention(number(0), number(1), attention());
      case "TransformerEncoderLayer" ->
          new TransformerEncoderLayer(number(0), number(1), transformer());
      case "TransformerDecoderLayer" ->
          new TransformerDecoderLayer(number(0), number(1), transformer());
      case "TransformerEncoder" ->
          new TransformerEncoder(
              new TransformerEncoderLayer(number(0), number(1), transformer()),
              number(2),
              flag("norm", false) ? new LayerNorm(number(0)) : null);
      case "TransformerDecoder" ->
          new TransformerDecoder(
              new TransformerDecoderLayer(number(0), number(1), transformer()), number(2));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private TransformerOptions transformer() {
    String activation = kwargs.has("activation") ? kwargs.get("activation").getAsString() : "relu";
    return new TransformerOptions()
        .dimFeedforward((int) number("dim_feedforward", 2048))
        .dropout(number("dropout", 0.1))
        .activation(activation)
        .batchFirst(flag("batch_first", false))
        .normFirst(flag("norm_first", false));
  }

  private MultiheadAttention.Options attention() {
    MultiheadAttention.Options options = MultiheadAttention.options();
    if (kwargs.has("kdim")) {
      options.kdim(kwargs.get("kdim").getAsInt()).vdim(kwargs.get("vdim").getAsInt());
    }
    return options.bias(flag("bias", true)).batchFirst(flag("batch_first", false));
  }

  private String nonlinearity() {
    return kwargs.has("nonlinearity") ? kwargs.get("nonlinearity").getAsString() : "tanh";
  }

  private RecurrentOptions recurrent() {
    return new RecurrentOptions()
        .numLayers((int) number("num_layers", 1))
        .bias(flag("bias", true))
        .batchFirst(flag("batch_first", false))
        .bidirectional(flag("bidirectional", false));
  }

  private MaxPool2d.Options maxima() {
    MaxPool2d.Options options = MaxPool2d.options().ceilMode(flag("ceil_mode", false));
    given("stride", options::stride, options::stride);
    given("padding", options::padding, options::padding);
    given("dilation", options::dilation, options::dilation);
    return options;
  }

  private AvgPool2d.Options means() {
    AvgPool2d.Options options = AvgPool2d.options().ceilMode(flag("ceil_mode", false));
    given("stride", options::stride, options::stride);
    given("padding", options::padding, options::padding);
    if (kwargs.has("divisor_override")) {
      options.divisorOverride(kwargs.get("divisor_override").getAsInt());
    }
    return options.countIncludePad(flag("count_include_pad", true));
  }

  /** One number or two, as they are given. */
  private void given(String name, IntFunction<?> both, BiFunction<Integer, Integer, ?> each) {
    if (kwargs.has(name) && kwargs.get(name).isJsonArray()) {
      Pair pair = pair(kwargs.get(name));
      each.apply(pair.h(), pair.w());
    } else if (kwargs.has(name)) {
      both.apply(kwargs.get(name).getAsInt());
    }
  }

  private boolean tracked(boolean otherwise) {
    return flag("track_running_stats", otherwise);
  }

  private Integer paddingIdx() {
    return kwargs.has("padding_idx") ? kwargs.get("padding_idx").getAsInt() : null;
  }

  private Double maxNorm() {
    return kwargs.has("max_norm") ? kwargs.get("max_norm").getAsDouble() : null;
  }

  private Upsample.Options resampling() {
    Upsample.Options options = Upsample.options();
    JsonElement size = kwargs.get("size");
    JsonElement scale = kwargs.get("scale_factor");
    if (size != null && size.isJsonArray()) {
      options.size(pair(size).h(), pair(size).w());
    } else if (size != null) {
      options.size(size.getAsInt());
    }
    if (scale != null && scale.isJsonArray()) {
      JsonArray both = scale.getAsJsonArray();
      options.scaleFactor(both.get(0).getAsDouble(), both.get(1).getAsDouble());
    } else if (scale != null) {
      options.scaleFactor(scale.getAsDouble());
    }
    if (kwargs.has("mode")) {
      options.mode(kwargs.get("mode").getAsString());
    }
    if (kwargs.has("align_corners")) {
      options.alignCorners(flag("align_corners", false));
    }
    return options.recomputeScaleFactor(flag("recompute_scale_factor", false));
  }

  private ConvTranspose2d.Options transposed() {
    Pair stride = pair("stride", Pair.of(1));
    Pair padding = pair("padding", Pair.of(0));
    Pair outputPadding = pair("output_padding", Pair.of(0));
    Pair dilation = pair("dilation", Pair.of(1));
    return ConvTranspose2d.options()
        .stride(stride.h(), stride.w())
        .padding(padding.h(), padding.w())
        .outputPadding(outputPadding.h(), outputPadding.w())
        .dilation(dilation.h(), dilation.w())
        .groups((int) number("groups", 1))
        .bias(flag("bias", true));
  }

  private Conv1d.Options sequences() {
    Conv1d.Options options = Conv1d.options();
    if (kwargs.has("padding") && kwargs.get("padding").toString().startsWith("\"")) {
      options.padding(kwargs.get("padding").getAsString());
    } else {
      options.padding((int) number("padding", 0));
    }
    if (kwargs.has("padding_mode")) {
      options.paddingMode(kwargs.get("padding_mode").getAsString());
    }
    return options
        .stride((int) number("stride", 1))
        .dilation((int) number("dilation", 1))
        .groups((int) number("groups", 1))
        .bias(flag("bias", true));
  }

  private String reduction() {
    return kwargs.has("reduction") ? kwargs.get("reduction").getAsString() : "mean";
  }

  private long ignored() {
    return (long) number("ignore_index", -100);
  }

  private Tensor tensor(String name) {
    if (!kwargs.has(name)) {
      return null;
    }
    JsonArray numbers = kwargs.getAsJsonArray(name);
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.get(i).getAsFloat();
    }
    return Tensor.of(values, values.length);
  }

  private Double momentum() {
    boolean none = kwargs.has("momentum") && kwargs.get("momentum").isJsonNull();
    return none ? null : (Double) number("momentum", 0.1);
  }

  private Conv2d.Options convolution() {
    Conv2d.Options options = Conv2d.options();
    Pair stride = pair("stride", Pair.of(1));
    Pair dilation = pair("dilation", Pair.of(1));
    options.stride(stride.h(), stride.w()).dilation(dilation.h(), dilation.w());
    if (kwargs.has("padding") && kwargs.get("padding").toString().startsWith("\"")) {
      options.padding(kwargs.get("padding").getAsString());
    } else {
      Pair padding = pair("padding", Pair.of(0));
      options.padding(padding.h(), padding.w());
    }
    if (kwargs.has("padding_mode")) {
      options.paddingMode(kwargs.get("padding_mode").getAsString());
    }
    return options.groups((int) number("groups", 1)).bias(flag("bias", true));
  }

  private int number(int position) {
    return args.get(position).getAsInt();
  }

  private double number(String name, double otherwise) {
    return kwargs.has(name) ? kwargs.get(name).getAsDouble() : otherwise;
  }

  private boolean flag(String name, boolean otherwise) {
    return kwargs.has(name) ? kwargs.get(name).getAsBoolean() : otherwise;
  }

  private Pair pair(String name, Pair otherwise) {
    return kwargs.has(name) ? pair(kwargs.get(name)) : otherwise;
  }

  private static Pair pair(JsonElement value) {
    int[] sizes = sizes(value);
    return sizes.length == 1 ? Pair.of(sizes[0]) : new Pair(sizes[0], sizes[1]);
  }

  private static int[] sizes(JsonElement value) {
    if (!value.isJsonArray()) {
      return new int[] {value.getAsInt()};
    }
    int[] sizes = new int[value.getAsJsonArray().size()];
    for (int d = 0; d < sizes.length; d++) {
      JsonElement size = value.getAsJsonArray().get(d);
      sizes[d] = size.isJsonNull() ? 0 : size.getAsInt(); // an adaptive pooling's None
    }
    return sizes;
  }
}
