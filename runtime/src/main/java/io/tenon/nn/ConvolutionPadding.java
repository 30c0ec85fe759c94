package io.tenon.nn;

import io.tenon.Tensor;
import io.tenon.op.Pad;
import io.tenon.op.Padding;
import io.tenon.op.Pair;
import java.util.Locale;

/**
 * What {@code padding} and {@code padding_mode} of a convolution say.
 *
 * @param word {@code same} or {@code valid}, where they stand for numbers; else null
 */
record ConvolutionPadding(Pair numbers, String word, Pad.Mode mode) {
  /** PyTorch's default. */
  static final ConvolutionPadding NONE =
      new ConvolutionPadding(Pair.of(0), null, Pad.Mode.CONSTANT);

  ConvolutionPadding with(Pair added) {
    return new ConvolutionPadding(added, null, mode);
  }

  /**
   * The padding of PyTorch's word.
   *
   * @throws IllegalArgumentException for any word but {@code same} and {@code valid}
   */
  ConvolutionPadding with(String name) {
    if (!name.equals("same") && !name.equals("valid")) {
      throw new IllegalArgumentException(
          "Invalid padding string '" + name + "', should be one of {'valid', 'same'}");
    }
    return new ConvolutionPadding(Pair.of(0), name, mode);
  }

  /**
   * The same with another {@code padding_mode}.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  ConvolutionPadding withMode(String name) {
    Pad.Mode named =
        switch (name) {
          case "zeros" -> Pad.Mode.CONSTANT;
          case "reflect" -> Pad.Mode.REFLECT;
          case "replicate" -> Pad.Mode.REPLICATE;
          case "circular" -> Pad.Mode.CIRCULAR;
          default ->
              throw new IllegalArgumentException(
                  "padding_mode must be one of {'zeros', 'reflect', 'replicate', 'circular'}, but got"
                      + " padding_mode='"
                      + name
                      + "'");
        };
    return new ConvolutionPadding(numbers, word, named);
  }

  /**
   * Requires that this padding goes with a stride.
   *
   * @throws IllegalArgumentException in PyTorch's words
   */
  void requireStride(Pair stride) {
    if (isSame() && !stride.equals(Pair.of(1))) {
      throw new IllegalArgumentException(
          "padding='same' is not supported for strided convolutions");
    }
  }

  private boolean isSame() {
    return "same".equals(word);
  }

  /** What is added around maps; where a total is odd, the right and the bottom get one more. */
  private Padding around(Pair kernel, Pair dilation) {
    if (!isSame()) {
      return Padding.of(numbers);
    }
    int h = dilation.h() * (kernel.h() - 1);
    int w = dilation.w() * (kernel.w() - 1);
    return new Padding(w / 2, w - w / 2, h / 2, h - h / 2);
  }

  /** A convolution of maps so padded; only zeros need no copy of the maps. */
  Tensor convolve(Tensor x, Tensor weight, Tensor bias, Pair stride, Pair dilation, int groups) {
    Padding around = around(new Pair(weight.size(2), weight.size(3)), dilation);
    if (mode == Pad.Mode.CONSTANT || around.equals(Padding.NONE)) {
      return Functional.conv2d(x, weight, bias, stride, around, dilation, groups);
    }
    Tensor padded = Functional.pad(x, around, mode, 0);
    return Functional.conv2d(padded, weight, bias, stride, Padding.NONE, dilation, groups);
  }

  /** {@code , padding=…} with the numbers as given, or nothing. */
  String repr(String given) {
    if (word != null) {
      return ", padding=" + word;
    }
    return numbers.equals(Pair.of(0)) ? "" : ", padding=" + given;
  }

  /** {@code , padding_mode=…}, or nothing for zeros. */
  String modeRepr() {
    return mode == Pad.Mode.CONSTANT
        ? ""
        : ", padding_mode=" + mode.name().toLowerCase(Locale.ROOT);
  }
}
