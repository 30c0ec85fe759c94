"""Writes operations.safetensors beside it: what PyTorch computes for single operations. Needs torch.

NAME/in.K are the operands of a case, NAME/out.K its results. Bool results are written as integers,
as Tenon has them. Attention is written out in the steps that PyTorch 2's documentation gives,
because PyTorch 1.13 does not have the function yet.
"""

import json
import math
import struct

import torch
from torch import nn

tensors = {}


def case(name, function, *inputs):
    results = function(*inputs)
    results = list(results) if isinstance(results, (list, tuple)) else [results]
    for kind, each in (("in", inputs), ("out", results)):
        for k, tensor in enumerate(each):
            assert f"{name}/{kind}.{k}" not in tensors
            tensors[f"{name}/{kind}.{k}"] = tensor.contiguous()


def attention(q, k, v, mask=None, causal=False):
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
    if causal:
        allowed = torch.ones(q.size(-2), k.size(-2), dtype=torch.bool).tril()
        scores = scores.masked_fill(~allowed, -math.inf)
    elif mask is not None and mask.dtype == torch.int64:
        scores = scores.masked_fill(mask == 0, -math.inf)
    elif mask is not None:
        scores = scores + mask
    # a query without keys gets zeros, since PyTorch 2.5
    return torch.softmax(scores, -1).nan_to_num(0) @ v


torch.manual_seed(5)
x = torch.randn(2, 3, 4)
ids = torch.randint(0, 3, (2, 5))
case("permute", lambda x: x.permute(2, 0, 1), x)
case("permute_negative", lambda x: x.permute(0, -1, -2), x)
case("permute_inner_stays", lambda x: x.permute(1, 0, 2), x)
case("permute_integers", lambda x: x.permute(1, 0), ids)
case("expand", lambda x: x.expand(2, -1, 4), torch.randn(2, 3, 1))
case("expand_in_front", lambda x: x.expand(5, -1, 3, -1), torch.randn(2, 1, 4))
case("expand_scalar", lambda x: x.expand(2, 3), torch.randn(()))
case("expand_integers", lambda x: x.expand(2, 2, 5), ids)
case("narrow", lambda x: x.narrow(1, 1, 2), x)
case("narrow_from_the_end", lambda x: x.narrow(2, -3, 2), x)
case("narrow_to_nothing", lambda x: x.narrow(0, 2, 0), x)
case("narrow_integers", lambda x: x.narrow(1, 0, 3), ids)
case("chunk", lambda x: x.chunk(2, -1), x)
case("chunk_smaller_last", lambda x: x.chunk(2, 1), x)
case("chunk_fewer", lambda x: x.chunk(4, 1), torch.randn(2, 6))
case("split", lambda x: x.split(3, 2), x)
case("split_sizes", lambda x: x.split([1, 0, 2], 1), x)
case("unsqueeze", lambda x: x.unsqueeze(1), x)
case("unsqueeze_last", lambda x: x.unsqueeze(-1), x)
ones = torch.randn(1, 3, 1, 2)
case("squeeze", lambda x: x.squeeze(2), ones)
case("squeeze_not_one", lambda x: x.squeeze(1), ones)
case("squeeze_all", lambda x: x.squeeze(), ones)
case("sum", lambda x: x.sum(), x)
case("sum_middle", lambda x: x.sum(1), x)
case("sum_two", lambda x: x.sum((0, -1)), x)
case("sum_kept", lambda x: x.sum((0, 2), keepdim=True), x)
case("sum_integers", lambda x: x.sum(1, keepdim=True), ids)
case("mean", lambda x: x.mean(), x)
case("mean_last", lambda x: x.mean(-1), x)
case("mean_first_kept", lambda x: x.mean(0, keepdim=True), x)
case("mean_two", lambda x: x.mean((2, 1)), x)
case("arange", lambda: torch.arange(5))
case("arange_from", lambda: torch.arange(-2, 3))
case("arange_empty", lambda: torch.arange(4, 4))
special = torch.tensor([-1.5, 0.0, -0.0, 1.5, math.nan, math.inf])
for relation in ("eq", "ne", "lt", "le", "gt", "ge"):
    case(relation, lambda x: getattr(x, relation)(1.5).long(), special)
    case(relation + "_integers", lambda x: getattr(x, relation)(1).long(), ids)
case("not", lambda x: (x == 0).long(), ids)
case("to_integers", lambda x: x.long(), 10 * x)
case("to_floats", lambda x: x.float(), ids)
heads = torch.randn(2, 3, 5, 8), torch.randn(2, 3, 7, 8), torch.randn(2, 3, 7, 6)
case("attention", attention, *heads)
case("attention_causal", lambda q, k, v: attention(q, k, v, causal=True), *heads)
case("attention_float_mask", attention, *heads, torch.randn(5, 7))
allowed = torch.randint(0, 2, (2, 1, 1, 7))
allowed[0] = 0
case("attention_allowed_keys", attention, *heads, allowed)
case("attention_mask_of_heads", attention, *heads, torch.randint(0, 2, (3, 5, 7)))
case("attention_one_head", attention, *(each[0, 0] for each in heads))
case("attention_wide", attention, *(torch.randn(2, 40, 64) for _ in range(3)))
case("pad", lambda x: nn.functional.pad(x, (1, 2, 0, 3)), x)
case("pad_nothing", lambda x: nn.functional.pad(x, (0, 0, 0, 0)), x)

header, data = {}, b""
for name, tensor in tensors.items():
    content = tensor.numpy().tobytes()
    header[name] = {
        "dtype": {torch.float32: "F32", torch.int64: "I64"}[tensor.dtype],
        "shape": list(tensor.shape),
        "data_offsets": [len(data), len(data) + len(content)],
    }
    data += content
text = json.dumps(header).encode()
text += b" " * (-len(text) % 8)
with open("operations.safetensors", "wb") as f:
    f.write(struct.pack("<Q", len(text)) + text + data)
