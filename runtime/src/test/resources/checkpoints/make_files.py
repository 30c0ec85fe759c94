"""Writes the files beside it. Needs torch 1.13 and numpy; run it in this folder.

Each expected.* is the same tensors as torch.float32 and torch.int64, contiguous, in safetensors.
"""

import collections
import json
import struct
import zipfile

import numpy
import torch

torch.manual_seed(7)


def expected(name, tensors):
    header, data = {}, b""
    for key, t in tensors.items():
        t = t.detach()
        t = t.float() if t.is_floating_point() else t.long()
        raw = t.contiguous().numpy().tobytes()
        header[key] = {
            "dtype": "F32" if t.is_floating_point() else "I64",
            "shape": list(t.shape),
            "data_offsets": [len(data), len(data) + len(raw)],
        }
        data += raw
    text = json.dumps(header).encode()
    with open(f"expected-{name}.safetensors", "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text + data)


# A network's state dict, with buffers and a counter; both formats, and all pickle protocols.
net = torch.nn.Sequential(
    collections.OrderedDict(
        conv=torch.nn.Conv2d(2, 3, 3),
        norm=torch.nn.BatchNorm2d(3),
        head=torch.nn.Linear(3, 2),
    )
)
net.train()
net.norm(net.conv(torch.randn(2, 2, 5, 5)))
state = net.state_dict()
expected("state", state)
torch.save(state, "state.pt")
torch.save(state, "state-legacy.pt", _use_new_zipfile_serialization=False)
torch.save(
    state, "state-legacy4.pt", pickle_protocol=4, _use_new_zipfile_serialization=False
)
for protocol in (3, 4, 5):
    torch.save(state, f"state-protocol{protocol}.pt", pickle_protocol=protocol)

# The same, as other programs pack it: deflated, without torch.save's padding.
with zipfile.ZipFile("state.pt") as source, zipfile.ZipFile(
    "state-deflated.pt", "w", zipfile.ZIP_DEFLATED
) as target:
    for name in source.namelist():
        info = zipfile.ZipInfo(name.replace("state/", "any name/"))
        target.writestr(info, source.read(name), zipfile.ZIP_DEFLATED)

# A file of a big-endian machine: PyTorch 2.1 writes byteorder, and the numbers in that order.
with zipfile.ZipFile("state.pt") as source, zipfile.ZipFile("state-big.pt", "w") as target:
    for name in source.namelist():
        data = source.read(name)
        if "/data/" in name:
            # num_batches_tracked is the one of 8 bytes an element.
            data = numpy.frombuffer(data, "<i8" if len(data) == 8 and name.endswith("/6") else "<i4")
            data = data.byteswap().tobytes()
        target.writestr(zipfile.ZipInfo(name), data)
    target.writestr(zipfile.ZipInfo("state/byteorder"), "big")

# Extra states beside the tensors.
class Extra(torch.nn.Linear):
    def get_extra_state(self):
        return "tokenizer 3"

    def set_extra_state(self, state):
        pass


class Outer(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = Extra(2, 1)

    def get_extra_state(self):
        return 12

    def set_extra_state(self, state):
        pass


outer = Outer().state_dict()
outer.move_to_end("_extra_state")
torch.save(outer, "extra.pt")

# Views: transposed, parts, shared, expanded, empty, a scalar.
base = torch.arange(24.0).reshape(4, 6)
shared = torch.randn(3, 4)
views = collections.OrderedDict(
    transposed=base.t(),
    part=base[1:3, 2:5],
    column=base[:, 5],
    permuted=torch.arange(24).reshape(2, 3, 4).permute(2, 0, 1),
    tied1=shared,
    tied2=shared,
    expanded=torch.tensor([[1.5], [2.5]]).expand(2, 3),
    empty=torch.empty(0, 3),
    scalar=torch.tensor(2.5),
    parameter=torch.nn.Parameter(torch.randn(2, 2)),
    frozen=torch.nn.Parameter(torch.randn(2), requires_grad=False),
)
expected("views", views)
torch.save(views, "views.pt")
torch.save(views, "views-legacy.pt", _use_new_zipfile_serialization=False)

# Every type of elements.
numbers = [-3, 0, 1, 100]
types = {"bool": torch.tensor([True, False, True])}
types["uint8"] = torch.tensor([0, 127, 128, 255], dtype=torch.uint8)
for dtype in (torch.int8, torch.int16, torch.int32, torch.int64):
    types[str(dtype)[6:]] = torch.tensor(
        numbers + [torch.iinfo(dtype).min, torch.iinfo(dtype).max], dtype=dtype
    )
for dtype in (torch.float16, torch.bfloat16, torch.float32, torch.float64):
    types[str(dtype)[6:]] = torch.tensor(
        [0.1, -0.0, 1e-7, 65504, float("inf"), float("-inf"), 1 / 3], dtype=dtype
    )
expected("types", types)
torch.save(types, "types.pt")
torch.save(types, "types-legacy.pt", _use_new_zipfile_serialization=False)

# Checkpoints that hold more.
optimizer = torch.optim.Adam(net.parameters())
sum(p.sum() for p in net.parameters()).backward()
optimizer.step()
torch.save(
    {
        "epoch": 3,
        "loss": 0.25,
        "done": False,
        "name": "größe",
        "none": None,
        "sizes": [torch.Size([1, 2]), (3, 4), [10**25, -(10**9), 70000, -1]],
        "state_dict": state,
        "optimizer": optimizer.state_dict(),
    },
    "checkpoint.pt",
)
expected("checkpoint", net.state_dict())
torch.save(net, "network.pt")
torch.save(torch.ones(2), "tensor.pt")
torch.save({"c": torch.ones(2, dtype=torch.complex64)}, "complex.pt")
torch.jit.save(torch.jit.script(torch.nn.Linear(2, 1)), "script.pt")

# numpy.
arrays = {}
for descr in "<f2 >f2 <f4 >f4 <f8 >f8 <i2 >i2 <i4 >i4 <i8 >i8 <u2 >u2 <u4 >u4 <u8 >u8".split():
    arrays[descr] = (numpy.arange(6) * 41).reshape(2, 3).astype(descr)
for descr in ("i1", "u1"):
    arrays[descr] = numpy.array([-128 if descr == "i1" else 255, 0, 127]).astype(descr)
arrays["b1"] = numpy.array([[True, False]])
arrays["fortran"] = numpy.asfortranarray(numpy.arange(24, dtype="f4").reshape(2, 3, 4))
arrays["fortran big"] = numpy.asfortranarray(numpy.arange(6, dtype=">i4").reshape(3, 2))
arrays["scalar"] = numpy.array(2.5, dtype="f4")
arrays["empty"] = numpy.zeros((0, 3), dtype="f8")
arrays["größe/a.b"] = numpy.arange(3)


def native(a):
    a = a.astype("f4") if a.dtype.kind == "f" else a.astype("i8")
    return torch.from_numpy(numpy.ascontiguousarray(a).reshape(a.shape).copy())


expected("numpy", {key: native(a) for key, a in arrays.items()})
numpy.savez("arrays.npz", **arrays)
numpy.savez_compressed("arrays-compressed.npz", **arrays)
for version in ((1, 0), (2, 0), (3, 0)):
    with open(f"version{version[0]}.npy", "wb") as f:
        numpy.lib.format.write_array(f, arrays["fortran"], version)
numpy.save("objects.npy", numpy.array([{}, None]), allow_pickle=True)
numpy.save("records.npy", numpy.zeros(2, dtype=[("x", "f4"), ("y", "i4")]))
numpy.save("large.npy", numpy.array([1, 2**63], dtype="u8"))
