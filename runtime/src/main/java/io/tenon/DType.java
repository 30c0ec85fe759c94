package io.tenon;

/** The type of a tensor's elements. */
public enum DType {
  /** 32-bit floating point: activations and weights. */
  FLOAT32("torch.float32", "F32", 4),
  /** 64-bit integers: labels, token ids and counters. */
  INT64("torch.int64", "I64", 8);

  private final String torchName;
  private final String safetensorsName;
  private final int bytes;

  DType(String torchName, String safetensorsName, int bytes) {
    this.torchName = torchName;
    this.safetensorsName = safetensorsName;
    this.bytes = bytes;
  }

  /** The name that safetensors files use. */
  public String safetensorsName() {
    return safetensorsName;
  }

  /** Bytes per element. */
  public int bytes() {
    return bytes;
  }

  /** PyTorch's name, {@code torch.float32}. */
  @Override
  public String toString() {
    return torchName;
  }
}
