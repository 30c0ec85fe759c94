"""What PyTorch makes of networks.Statistics: three batches in training, then one in evaluation.

Writes statistics.safetensors into the working directory.
"""

import json
import struct

import torch
from torch import nn
from torch.nn import functional as F


def save(path, tensors):
    header, at, data = {}, 0, b""
    for key, value in tensors.items():
        raw = value.contiguous().numpy().tobytes()
        kind = "I64" if value.dtype == torch.int64 else "F32"
        header[key] = {"dtype": kind, "shape": list(value.shape), "data_offsets": [at, at + len(raw)]}
        at, data = at + len(raw), data + raw
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


class Statistics(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.BatchNorm2d(3, 1e-3, None)
        self.conv1 = nn.Conv2d(3, 16, 3)
        self.plain = nn.BatchNorm2d(16, 1e-5, 0.3, False)
        self.conv2 = nn.Conv2d(16, 17, 3)
        self.untracked = nn.BatchNorm2d(17, track_running_stats=False)
        self.unused = nn.BatchNorm2d(17, 1e-5, 1.0)
        self.signals = nn.BatchNorm1d(17, 1e-5, 0.0)
        self.fc = nn.Linear(17 * 6, 10)
        self.twice = nn.BatchNorm1d(10, 1e-4, None)
        self.last = nn.BatchNorm1d(10, 0.1, affine=False, track_running_stats=False)
        self.none = nn.Dropout(0)
        self.all = nn.Dropout(1)

    def forward(self, x):
        out = torch.sigmoid(self.plain(self.conv1(self.first(x))))
        out = self.conv2(out)
        self.unused(out)
        out = F.max_pool2d(torch.relu(self.untracked(out)), 2)
        out = self.signals(out.view(out.size(0), 17, 6))
        out = self.fc(self.none(out.view(out.size(0), -1)))
        out = self.twice(torch.relu(self.twice(out)))
        return self.last(out + self.all(out)) + out


torch.manual_seed(3)
net = Statistics()
for module in net.modules():
    products = isinstance(module, (nn.Conv2d, nn.Linear))
    for parameter in module.parameters(recurse=False):  # no batch amplifies rounding much
        nn.init.uniform_(parameter, *((-0.2, 0.2) if products else (0.5, 1.5)))
tensors = {"state." + key: value.clone() for key, value in net.state_dict().items()}
with torch.no_grad():
    for call, batch in enumerate([6, 9, 7, 8]):
        net.train(call < 3)
        x = torch.empty(batch, 3, 8, 10).uniform_(-1, 1)
        tensors["x.%d" % call] = x
        tensors["y.%d" % call] = net(x)
        for key, value in net.named_buffers():
            tensors["after.%d.%s" % (call, key)] = value.clone()
save("statistics.safetensors", tensors)
