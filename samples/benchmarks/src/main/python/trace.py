"""Traces the networks of the benchmarks with PyTorch, with the weights that Tenon wrote.

Arguments, four a network: its name, the safetensors file, the input's shape as Tenon writes it
("1, 3, 32, 32", or "int64 1, 128" for ids), the TorchScript file to write.
"""

import json
import struct
import sys

import numpy
import torch
from torch import nn
from torch.nn import functional as F


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 5)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        out = F.max_pool2d(F.relu(self.conv1(x)), 2)
        out = F.max_pool2d(F.relu(self.conv2(out)), 2)
        out = out.view(out.size(0), -1)
        out = F.relu(self.fc1(out))
        out = F.relu(self.fc2(out))
        return self.fc3(out)


class Mlp(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 512)
        self.fc2 = nn.Linear(512, 256)
        self.fc3 = nn.Linear(256, 10)

    def forward(self, x):
        return self.fc3(F.relu(self.fc2(F.relu(self.fc1(x)))))


def resnet18():
    from torchvision import models
    return models.resnet18()


def mobilenet_v2():
    from torchvision import models
    return models.mobilenet_v2()


NETWORKS = {
    "lenet": LeNet,
    "mlp": Mlp,
    "resnet18": resnet18,
    "mobilenet_v2": mobilenet_v2,
}


def read(path):
    """The tensors of a safetensors file."""
    types = {"F32": numpy.float32, "I64": numpy.int64}
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = file.read()
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            array = numpy.frombuffer(data[begin:end], types[entry["dtype"]])
            tensors[name] = torch.from_numpy(array.reshape(entry["shape"]).copy())
    return tensors


def trace(name, weights, shape, target):
    net = NETWORKS[name]()
    net.load_state_dict(read(weights))
    net.eval()
    sizes = [int(size) for size in shape.replace("int64 ", "").split(",")]
    if shape.startswith("int64"):
        x = torch.zeros(sizes, dtype=torch.int64)
    else:
        x = torch.zeros(sizes)
    with torch.no_grad():
        traced = torch.jit.freeze(torch.jit.trace(net, x))
    traced.save(target)


for i in range(1, len(sys.argv), 4):
    trace(*sys.argv[i:i + 4])
