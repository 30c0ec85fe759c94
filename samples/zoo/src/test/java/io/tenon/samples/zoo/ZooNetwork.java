package io.tenon.samples.zoo;

import static io.tenon.samples.zoo.ZooInput.floats;
import static io.tenon.samples.zoo.ZooInput.padding;
import static io.tenon.samples.zoo.ZooInput.tokens;

import io.tenon.Tensor;
import io.tenon.nn.NnModule;
import java.util.List;
import java.util.function.IntFunction;

/** The networks, with what is known about each from papers and torchvision's documentation. */
enum ZooNetwork {
  MLP("Mlp", Mlp::new, 10, 535_818, "0.001", floats(784)),
  LE_NET5("LeNet5", LeNet5::new, 10, 61_706, "0.000", floats(1, 28, 28)),
  ALEX_NET("AlexNet", AlexNet::new, 1000, 61_100_840, "0.714", floats(3, 224, 224)),
  VGG11("Vgg11", Vgg11::new, 1000, 132_863_336, "7.609", floats(3, 224, 224)),
  VGG11_BN("Vgg11Bn", Vgg11Bn::new, 1000, 132_868_840, "7.609", floats(3, 224, 224)),
  VGG16("Vgg16", Vgg16::new, 1000, 138_357_544, "15.470", floats(3, 224, 224)),
  VGG16_BN("Vgg16Bn", Vgg16Bn::new, 1000, 138_365_992, "15.470", floats(3, 224, 224)),
  RES_NET18("ResNet18", ResNet18::new, 1000, 11_689_512, "1.814", floats(3, 224, 224)),
  RES_NET50("ResNet50", ResNet50::new, 1000, 25_557_032, "4.089", floats(3, 224, 224)),
  MOBILE_NET_V2("MobileNetV2", MobileNetV2::new, 1000, 3_504_872, "0.301", floats(3, 224, 224)),
  SQUEEZE_NET("SqueezeNet", SqueezeNet::new, 1000, 1_235_496, "0.349", floats(3, 224, 224)),
  DENSE_NET121("DenseNet121", DenseNet121::new, 1000, 7_978_856, "2.834", floats(3, 224, 224)),
  UNET_BILINEAR("UNetBilinear", UNetBilinear::new, 2, 17_263_042, "39.984", floats(3, 256, 256)),
  UNET_TRANSPOSED(
      "UNetTransposed", UNetTransposed::new, 2, 31_037_698, "48.172", floats(3, 256, 256)),
  GRU_CLASSIFIER("GruClassifier", GruClassifier::new, 2, 2_758_402, "0.025", tokens(128)),
  LSTM_CLASSIFIER("LstmClassifier", LstmClassifier::new, 2, 3_351_554, "0.101", tokens(128)),
  ENCODER_CLASSIFIER(
      "EncoderClassifier",
      EncoderClassifier::new,
      2,
      8_410_626,
      "0.436",
      tokens(128),
      padding(128)),
  GPT2("Gpt2", Gpt2::new, 50_257, 124_439_808, "145.824", tokens(1024)),
  VIT_B16("VitB16", VitB16::new, 1000, 86_567_656, "17.564", floats(3, 224, 224));

  final String className;
  private final IntFunction<NnModule> make;
  private final int classes;
  final long parameters;

  /** 10⁹ multiply-adds for a sample. */
  final String gigaMultiplyAdds;

  final List<ZooInput> inputs;

  ZooNetwork(
      String className,
      IntFunction<NnModule> make,
      int classes,
      long parameters,
      String gigaMultiplyAdds,
      ZooInput... inputs) {
    this.className = className;
    this.make = make;
    this.classes = classes;
    this.parameters = parameters;
    this.gigaMultiplyAdds = gigaMultiplyAdds;
    this.inputs = List.of(inputs);
  }

  /** The network as published, in evaluation mode. */
  NnModule create() {
    return make.apply(classes).eval();
  }

  /** Whether a batch of 17 is computed in a moment, also on scalar kernels. */
  boolean isCheap() {
    return Double.parseDouble(gigaMultiplyAdds) < 0.4;
  }

  /** Inputs for a batch, smaller than the published ones where {@code reduced}. */
  List<Tensor> draw(int N, boolean reduced) {
    return inputs.stream().map(input -> input.draw(N, reduced)).toList();
  }

  /** All inputs but the first, for a call. */
  static Tensor[] more(List<Tensor> inputs) {
    return inputs.subList(1, inputs.size()).toArray(Tensor[]::new);
  }

  @Override
  public String toString() {
    return className;
  }
}
