package io.tenon.compiled;

import io.tenon.Tensor;

/**
 * The inputs of one call, or of some samples of it, with the scratch that it works in. Reused, so
 * that a call allocates nothing.
 */
public final class Inputs {
  private Tensor x;
  private Tensor[] more;
  private int from;
  private int samples;
  private float[] workspace = new float[0];
  private final Team team = new Team();
  private final Outputs outputs = new Outputs();

  Inputs() {}

  /** Takes the inputs of a call: {@code x}, then {@code more}, null for none. */
  void take(Tensor first, Tensor[] others) {
    x = first;
    more = others;
    from = 0;
    samples = first.shape().size(0);
  }

  /** Takes {@code count} samples of another's inputs, from sample {@code first} on. */
  void take(Inputs all, int first, int count) {
    x = all.x;
    more = all.more;
    from = first;
    samples = count;
    outputs.take(all.outputs, first);
  }

  /** Where the results for these inputs go. */
  Outputs outputs() {
    return outputs;
  }

  /** The threads that work on these inputs. */
  Team team() {
    return team;
  }

  /** Lets go of the inputs. */
  void forget() {
    outputs.forget();
    x = null;
    more = null;
  }

  /** How many inputs there are. */
  int count() {
    return more == null ? 1 : 1 + more.length;
  }

  /** An input, all samples of it. */
  Tensor tensor(int input) {
    return input == 0 ? x : more[input - 1];
  }

  /** Scratch of at least {@code floats} elements, with whatever an earlier call left in it. */
  float[] workspace(int floats) {
    if (workspace.length < floats) {
      workspace = new float[floats];
    }
    return workspace;
  }

  /** How many samples there are. */
  public int samples() {
    return samples;
  }

  /** Size {@code dim} of an input, other than the batch. */
  public int size(int input, int dim) {
    return tensor(input).shape().size(dim);
  }

  /** The elements of an input of floats. */
  public float[] floats(int input) {
    return tensor(input).floats();
  }

  /** The elements of an input of integers. */
  public long[] longs(int input) {
    return tensor(input).longs();
  }

  /** Where the first sample begins in an input's elements. */
  public int at(int input) {
    Tensor tensor = tensor(input);
    int samplesOfAll = x.shape().size(0);
    return tensor.offset() + (from == 0 ? 0 : tensor.numel() / samplesOfAll * from);
  }

  /** Where an input that all samples share begins in its elements. */
  public int sharedAt(int input) {
    return tensor(input).offset();
  }
}
