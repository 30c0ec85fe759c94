package io.tenon.op;

import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.Tensor;
import java.util.List;

/**
 * {@code channel_shuffle}: [N, C, *] with the channels of {@code groups} groups dealt out in turn,
 * so that channel c comes from group c mod groups (Zhang et al., 2018).
 */
public record ChannelShuffle(int groups) implements Op {
  @Override
  public String name() {
    return "channel_shuffle";
  }

  @Override
  public String attributes() {
    return "groups=" + groups;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    if (x.rank() < 3) {
      throw new ShapeError(
          "channel_shuffle expects input with > 2 dims, but got input with sizes " + x);
    }
    if (groups <= 0) {
      throw new ShapeError(
          "channel_shuffle: Number of groups to divide channels in must be positive. Value of"
              + " groups:"
              + groups);
    }
    if (x.size(1) % groups != 0) {
      throw new ShapeError(
          "channel_shuffle: Number of channels must be divisible by groups. Got "
              + x.size(1)
              + " channels and "
              + groups
              + " groups. (input "
              + x
              + ")");
    }
    return x;
  }

  /** Where channel {@code c} of {@code channels} comes from. */
  public int source(int c, int channels) {
    return c % groups * (channels / groups) + c / groups;
  }

  @Override
  public void evaluate(List<Tensor> inputs, Tensor result) {
    Tensor x = inputs.get(0);
    int channels = x.size(1);
    int plane = x.shape().elements(2, x.dim());
    for (int n = 0; n < x.size(0); n++) {
      for (int c = 0; c < channels; c++) {
        int from = x.offset() + (n * channels + source(c, channels)) * plane;
        int to = result.offset() + (n * channels + c) * plane;
        System.arraycopy(x.floats(), from, result.floats(), to, plane);
      }
    }
  }
}
