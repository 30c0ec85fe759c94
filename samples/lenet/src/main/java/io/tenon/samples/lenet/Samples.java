package io.tenon.samples.lenet;

import io.tenon.Tensor;
import java.util.Arrays;

/** Images with their labels, as the network was trained on them. */
final class Samples {
  /** Kinds of images. */
  static final int CLASSES = 10;

  private static final int CHANNELS = 3;
  private static final int SIDE = 32;
  private static final float BORDER = normalized(0);

  private final IdxFile images;
  private final IdxFile labels;

  /**
   * Checks that images and labels fit the network and each other.
   *
   * @throws InputException if they do not
   */
  Samples(IdxFile images, IdxFile labels) {
    this.images = images;
    this.labels = labels;
    if (images.count() == 0) {
      throw new InputException(
          images.file() + ": there are no images in it; name a file that has some");
    }
    int height = images.sizes()[1];
    int width = images.sizes()[2];
    if (height > SIDE || width > SIDE || height == 0 || width == 0) {
      throw new InputException(
          images.file()
              + ": its images have "
              + height
              + "×"
              + width
              + " pixels, but LeNet takes 1×1 to 32×32; scale them");
    }
    if (images.count() != labels.count()) {
      throw new InputException(
          labels.file()
              + ": there are "
              + labels.count()
              + " labels for "
              + images.count()
              + " images in "
              + images.file()
              + "; name files that belong together");
    }
    for (int i = 0; i < labels.count(); i++) {
      if (label(i) >= CLASSES) {
        throw new InputException(
            labels.file()
                + ": label "
                + i
                + " is "
                + label(i)
                + ", but there are 10 classes, 0 to 9; name labels of these");
      }
    }
  }

  int count() {
    return images.count();
  }

  /** The class that image {@code i} belongs to. */
  int label(int i) {
    return labels.bytes()[i] & 0xff;
  }

  /**
   * Images as input, [count, 3, 32, 32]: in the middle of zeros, bytes p as (p / 255 − 0.5) / 0.5,
   * the channel three times.
   */
  Tensor input(int from, int count) {
    int height = images.sizes()[1];
    int width = images.sizes()[2];
    int top = (SIDE - height) / 2;
    int left = (SIDE - width) / 2;
    float[] x = new float[count * CHANNELS * SIDE * SIDE];
    Arrays.fill(x, BORDER);
    for (int n = 0; n < count; n++) {
      for (int c = 0; c < CHANNELS; c++) {
        for (int h = 0; h < height; h++) {
          int pixels = ((from + n) * height + h) * width;
          int at = ((n * CHANNELS + c) * SIDE + top + h) * SIDE + left;
          for (int w = 0; w < width; w++) {
            x[at + w] = normalized(images.bytes()[pixels + w] & 0xff);
          }
        }
      }
    }
    return Tensor.of(x, count, CHANNELS, SIDE, SIDE);
  }

  private static float normalized(int pixel) {
    return (pixel / 255f - 0.5f) / 0.5f;
  }
}
