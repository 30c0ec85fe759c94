"""Traces the networks of the benchmarks with PyTorch, with the weights that Tenon wrote.

Arguments, four a network: its name, the safetensors file, the input's shape as Tenon writes it
("1, 3, 32, 32", or "int64 1, 128" for ids; several with semicolons between), the TorchScript file to write.
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


class EncoderClassifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(20_000, 256)
        self.position = nn.Embedding(512, 256)
        self.encoder = nn.TransformerEncoder(
            nn.TransformerEncoderLayer(256, 4, 1024, activation="gelu", batch_first=True), 4)
        self.fc = nn.Linear(256, 2)

    def forward(self, tokens, padding):
        x = self.embedding(tokens) + self.position(torch.arange(tokens.size(1)))
        x = self.encoder(x, src_key_padding_mask=padding.bool())
        kept = padding.logical_not().float().unsqueeze(-1)
        x = (x * kept).sum(1) / kept.sum(1)
        return self.fc(x)


class GruClassifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(20_000, 128)
        self.gru = nn.GRU(128, 128, num_layers=2, batch_first=True)
        self.fc = nn.Linear(128, 2)

    def forward(self, tokens):
        x = self.gru(self.embedding(tokens))[0]
        return self.fc(x[:, -1])


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
    "encoder": EncoderClassifier,
    "gru": GruClassifier,
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


def zeros(shape):
    sizes = [int(size) for size in shape.replace("int64 ", "").split(",")]
    return torch.zeros(sizes, dtype=torch.int64 if "int64" in shape else torch.float32)


def trace(name, weights, shapes, target):
    net = NETWORKS[name]()
    net.load_state_dict(read(weights))
    net.eval()
    inputs = tuple(zeros(shape) for shape in shapes.split(";"))
    with torch.no_grad():
        traced = torch.jit.freeze(torch.jit.trace(net, inputs))
    traced.save(target)


for i in range(1, len(sys.argv), 4):
    trace(*sys.argv[i:i + 4])
