package io.tenon.io;

/** The names that a pickle may call: nothing else is ever looked up, and none of them runs code. */
enum TorchGlobal {
  ORDERED_DICT("collections.OrderedDict"),
  SIZE("torch.Size"),
  REBUILD_TENSOR("torch._utils._rebuild_tensor"),
  REBUILD_TENSOR_V2("torch._utils._rebuild_tensor_v2"),
  REBUILD_PARAMETER("torch._utils._rebuild_parameter"),
  FLOAT("torch.FloatStorage", StoredType.F32),
  DOUBLE("torch.DoubleStorage", StoredType.F64),
  HALF("torch.HalfStorage", StoredType.F16),
  BFLOAT16("torch.BFloat16Storage", StoredType.BF16),
  LONG("torch.LongStorage", StoredType.I64),
  INT("torch.IntStorage", StoredType.I32),
  SHORT("torch.ShortStorage", StoredType.I16),
  CHAR("torch.CharStorage", StoredType.I8),
  BYTE("torch.ByteStorage", StoredType.U8),
  BOOL("torch.BoolStorage", StoredType.BOOL);

  private final String python;
  private final StoredType type;

  TorchGlobal(String python) {
    this(python, null);
  }

  TorchGlobal(String python, StoredType type) {
    this.python = python;
    this.type = type;
  }

  /** The type of a storage's elements; null if this is no storage. */
  StoredType type() {
    return type;
  }

  /** The one of this name in this module; the name itself has no dots. */
  static TorchGlobal of(ByteReader pickle, String module, String name) throws FileFormatException {
    String python = module + "." + name;
    for (TorchGlobal global : values()) {
      if (global.python.equals(python) && name.indexOf('.') < 0) {
        return global;
      }
    }
    String shown = "'" + JsonText.shown(python) + "'";
    if (python.startsWith("torch.") && python.endsWith("Storage")) {
      throw pickle.wrong(
          shown
              + " is not read: its elements become neither torch.float32 nor torch.int64. Fix:"
              + " convert the tensor with .float() or .long() before it is saved");
    }
    throw pickle.wrong(
        shown
            + " is not allowed: a state dict holds only tensors and containers. Fix: save"
            + " net.state_dict() rather than the whole network");
  }

  @Override
  public String toString() {
    return python;
  }
}
