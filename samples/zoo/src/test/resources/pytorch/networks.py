"""The zoo's networks that torchvision does not have, in PyTorch. make_files.py runs them.

Sizes are arguments here, so that reduced networks can be made; the defaults are the zoo's.
"""

import math
from collections import OrderedDict

import torch
from torch import nn
from torch.nn import functional as F


def mlp(num_classes=10):
    return nn.Sequential(
        OrderedDict(fc1=nn.Linear(784, 512), fc2=nn.Linear(512, 256), fc3=nn.Linear(256, num_classes))
    )


def lenet5(num_classes=10):
    return nn.Sequential(
        OrderedDict(
            conv1=nn.Conv2d(1, 6, 5, padding=2),
            conv2=nn.Conv2d(6, 16, 5),
            fc1=nn.Linear(400, 120),
            fc2=nn.Linear(120, 84),
            fc3=nn.Linear(84, num_classes),
        )
    )


class DoubleConv(nn.Module):
    def __init__(self, inputs, outputs, between=None):
        super().__init__()
        between = between or outputs
        self.double_conv = nn.Sequential(
            nn.Conv2d(inputs, between, 3, padding=1, bias=False),
            nn.BatchNorm2d(between),
            nn.ReLU(),
            nn.Conv2d(between, outputs, 3, padding=1, bias=False),
            nn.BatchNorm2d(outputs),
            nn.ReLU(),
        )

    def forward(self, x):
        return self.double_conv(x)


class Down(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.maxpool_conv = nn.Sequential(nn.MaxPool2d(2), DoubleConv(inputs, outputs))

    def forward(self, x):
        return self.maxpool_conv(x)


class Up(nn.Module):
    def __init__(self, inputs, outputs, bilinear):
        super().__init__()
        if bilinear:
            self.up = nn.Upsample(scale_factor=2, mode="bilinear", align_corners=True)
            self.conv = DoubleConv(inputs, outputs, inputs // 2)
        else:
            self.up = nn.ConvTranspose2d(inputs, inputs // 2, 2, stride=2)
            self.conv = DoubleConv(inputs, outputs)

    def forward(self, low, same):
        low = self.up(low)
        h = same.size(2) - low.size(2)
        w = same.size(3) - low.size(3)
        low = F.pad(low, [w // 2, w - w // 2, h // 2, h - h // 2])
        return self.conv(torch.cat([same, low], dim=1))


class Out(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, 1)

    def forward(self, x):
        return self.conv(x)


class UNet(nn.Module):
    def __init__(self, bilinear, num_classes):
        super().__init__()
        factor = 2 if bilinear else 1
        self.inc = DoubleConv(3, 64)
        self.down1 = Down(64, 128)
        self.down2 = Down(128, 256)
        self.down3 = Down(256, 512)
        self.down4 = Down(512, 1024 // factor)
        self.up1 = Up(1024, 512 // factor, bilinear)
        self.up2 = Up(512, 256 // factor, bilinear)
        self.up3 = Up(256, 128 // factor, bilinear)
        self.up4 = Up(128, 64, bilinear)
        self.outc = Out(64, num_classes)

    def forward(self, x):
        x1 = self.inc(x)
        x2 = self.down1(x1)
        x3 = self.down2(x2)
        x4 = self.down3(x3)
        x = self.up1(self.down4(x4), x4)
        x = self.up2(x, x3)
        x = self.up3(x, x2)
        return self.outc(self.up4(x, x1))


class GruClassifier(nn.Module):
    def __init__(self, num_classes=2, vocabulary=20_000):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, 128)
        self.gru = nn.GRU(128, 128, num_layers=2, batch_first=True)
        self.fc = nn.Linear(128, num_classes)

    def forward(self, tokens):
        states, _ = self.gru(self.embedding(tokens))
        return self.fc(states[:, -1])


class LstmClassifier(nn.Module):
    def __init__(self, num_classes=2, vocabulary=20_000):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, 128)
        self.lstm = nn.LSTM(128, 256, bidirectional=True, batch_first=True)
        self.fc = nn.Linear(512, num_classes)

    def forward(self, tokens):
        states, _ = self.lstm(self.embedding(tokens))
        return self.fc(states.mean(1))


class EncoderClassifier(nn.Module):
    def __init__(self, num_classes=2, vocabulary=20_000):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, 256)
        self.position = nn.Embedding(512, 256)
        layer = nn.TransformerEncoderLayer(
            256, 4, dim_feedforward=1024, activation="gelu", batch_first=True
        )
        self.encoder = nn.TransformerEncoder(layer, 4, enable_nested_tensor=False)
        self.fc = nn.Linear(256, num_classes)

    def forward(self, tokens, padding):
        x = self.embedding(tokens) + self.position(torch.arange(tokens.size(1)))
        x = self.encoder(x, src_key_padding_mask=padding.bool())
        kept = (padding == 0).float().unsqueeze(-1)
        return self.fc((x * kept).sum(1) / kept.sum(1))


class Attention(nn.Module):
    def __init__(self, features, heads):
        super().__init__()
        self.c_attn = nn.Linear(features, 3 * features)
        self.c_proj = nn.Linear(features, features)
        self.heads = heads

    def forward(self, x):
        n, t, features = x.shape
        q, k, v = (
            part.view(n, t, self.heads, -1).transpose(1, 2) for part in self.c_attn(x).chunk(3, -1)
        )
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
        seen = torch.ones(t, t, dtype=torch.bool).tril()
        y = torch.softmax(scores.masked_fill(~seen, -math.inf), -1) @ v
        return self.c_proj(y.transpose(1, 2).reshape(n, t, features))


class Gelu(nn.Module):
    def forward(self, x):
        return F.gelu(x, approximate="tanh")


class Block(nn.Module):
    def __init__(self, features, heads):
        super().__init__()
        self.ln_1 = nn.LayerNorm(features)
        self.attn = Attention(features, heads)
        self.ln_2 = nn.LayerNorm(features)
        self.mlp = nn.Sequential(
            OrderedDict(
                c_fc=nn.Linear(features, 4 * features),
                gelu=Gelu(),
                c_proj=nn.Linear(4 * features, features),
            )
        )

    def forward(self, x):
        x = x + self.attn(self.ln_1(x))
        return x + self.mlp(self.ln_2(x))


class Gpt2(nn.Module):
    def __init__(self, vocabulary=50257, block_size=1024, layers=12, features=768, heads=12):
        super().__init__()
        self.transformer = nn.ModuleDict(
            OrderedDict(
                wte=nn.Embedding(vocabulary, features),
                wpe=nn.Embedding(block_size, features),
                h=nn.ModuleList([Block(features, heads) for _ in range(layers)]),
                ln_f=nn.LayerNorm(features),
            )
        )
        self.lm_head = nn.Linear(features, vocabulary, bias=False)
        self.transformer.wte.weight = self.lm_head.weight
        for module in self.modules():
            if isinstance(module, (nn.Linear, nn.Embedding)):
                nn.init.normal_(module.weight, std=0.02)
            if isinstance(module, nn.Linear) and module.bias is not None:
                nn.init.zeros_(module.bias)
        for name, weight in self.named_parameters():
            if name.endswith("c_proj.weight"):
                nn.init.normal_(weight, std=0.02 / math.sqrt(2 * layers))

    def forward(self, tokens):
        x = self.transformer.wte(tokens) + self.transformer.wpe(torch.arange(tokens.size(1)))
        for block in self.transformer.h:
            x = block(x)
        return self.lm_head(self.transformer.ln_f(x))
