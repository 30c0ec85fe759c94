package io.tenon.samples.zoo;

import io.tenon.nn.NnModule;
import java.util.function.IntFunction;

/** The networks, with what is known about each from papers and torchvision's documentation. */
enum ZooNetwork {
  MLP("Mlp", Mlp::new, 10, 535_818, "0.001", true, 784),
  LE_NET5("LeNet5", LeNet5::new, 10, 61_706, "0.000", true, 1, 28, 28),
  ALEX_NET("AlexNet", AlexNet::new, 1000, 61_100_840, "0.714", true, 3, 224, 224),
  VGG11("Vgg11", Vgg11::new, 1000, 132_863_336, "7.609", true, 3, 224, 224),
  VGG11_BN("Vgg11Bn", Vgg11Bn::new, 1000, 132_868_840, "7.609", true, 3, 224, 224),
  VGG16("Vgg16", Vgg16::new, 1000, 138_357_544, "15.470", true, 3, 224, 224),
  VGG16_BN("Vgg16Bn", Vgg16Bn::new, 1000, 138_365_992, "15.470", true, 3, 224, 224),
  RES_NET18("ResNet18", ResNet18::new, 1000, 11_689_512, "1.814", true, 3, 224, 224),
  RES_NET50("ResNet50", ResNet50::new, 1000, 25_557_032, "4.089", true, 3, 224, 224),
  MOBILE_NET_V2("MobileNetV2", MobileNetV2::new, 1000, 3_504_872, "0.301", true, 3, 224, 224),
  SQUEEZE_NET("SqueezeNet", SqueezeNet::new, 1000, 1_235_496, "0.349", true, 3, 224, 224);

  final String className;
  private final IntFunction<NnModule> make;
  private final int classes;
  final long parameters;

  /** 10⁹ multiply-adds for a sample. */
  final String gigaMultiplyAdds;

  /** Whether javac compiles the forward; of the others only the results are tested. */
  final boolean compiled;

  private final int[] sample;

  ZooNetwork(
      String className,
      IntFunction<NnModule> make,
      int classes,
      long parameters,
      String gigaMultiplyAdds,
      boolean compiled,
      int... sample) {
    this.className = className;
    this.make = make;
    this.classes = classes;
    this.parameters = parameters;
    this.gigaMultiplyAdds = gigaMultiplyAdds;
    this.compiled = compiled;
    this.sample = sample;
  }

  /** The network as published, in evaluation mode. */
  NnModule create() {
    return make.apply(classes).eval();
  }

  /** The shape of a batch, of smaller images than the published ones where {@code reduced}. */
  int[] batch(int N, boolean reduced) {
    int[] sizes = new int[sample.length + 1];
    sizes[0] = N;
    for (int d = 0; d < sample.length; d++) {
      sizes[d + 1] = reduced && sample[d] == 224 ? ReducedZoo.RESOLUTION : sample[d];
    }
    return sizes;
  }

  @Override
  public String toString() {
    return className;
  }
}
