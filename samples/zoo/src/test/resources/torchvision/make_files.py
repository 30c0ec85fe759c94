"""Writes the files beside it. Needs torch 1.13 and torchvision 0.14; run it in this folder.

<Network>.state.txt is the state dict's keys with shapes and types, <Network>.logits.txt what a
network of ten classes computes in evaluation mode: its weights and then the images are drawn from
one seed, and a batch normalisation's numbers are changed so that none goes unnoticed. So are the
weights of convolutions that see one channel: torchvision draws them so small (as if each output saw
all channels) that in evaluation mode hardly anything of the images would reach the logits.
"""

from collections import OrderedDict

import torch
from torch import nn
from torchvision import models

mlp = nn.Sequential(
    OrderedDict(fc1=nn.Linear(784, 512), fc2=nn.Linear(512, 256), fc3=nn.Linear(256, 10))
)
lenet5 = nn.Sequential(
    OrderedDict(
        conv1=nn.Conv2d(1, 6, 5, padding=2),
        conv2=nn.Conv2d(6, 16, 5),
        fc1=nn.Linear(400, 120),
        fc2=nn.Linear(120, 84),
        fc3=nn.Linear(84, 10),
    )
)
networks = {
    "Mlp": lambda: mlp,
    "LeNet5": lambda: lenet5,
    "AlexNet": models.alexnet,
    "Vgg11": models.vgg11,
    "Vgg11Bn": models.vgg11_bn,
    "Vgg16": models.vgg16,
    "Vgg16Bn": models.vgg16_bn,
    "ResNet18": models.resnet18,
    "ResNet50": models.resnet50,
    "MobileNetV2": models.mobilenet_v2,
    "MobileNetV2-0.35": lambda: models.mobilenet_v2(width_mult=0.35),
    "SqueezeNet": models.squeezenet1_1,
}
for name, make in networks.items():
    with open(f"{name}.state.txt", "w") as f:
        for key, value in make().state_dict().items():
            f.write(f"{key} {list(value.shape)} {value.dtype}\n")

small = {
    "ResNet18": models.resnet18,
    "MobileNetV2": models.mobilenet_v2,
    "SqueezeNet": models.squeezenet1_1,
}
for name, make in small.items():
    torch.manual_seed(7)
    net = make(num_classes=10).eval()
    torch.manual_seed(8)
    with torch.no_grad():
        for module in net.modules():
            if isinstance(module, nn.BatchNorm2d):
                module.weight.uniform_(0.5, 1.5)
                module.bias.uniform_(-0.5, 0.5)
                module.running_mean.uniform_(-0.5, 0.5)
                module.running_var.uniform_(0.5, 2)
            elif isinstance(module, nn.Conv2d) and module.weight.size(1) == 1:
                nn.init.kaiming_uniform_(module.weight)
        images = torch.empty(2, 3, 64, 64).uniform_(-1, 1)
        logits = net(images)
    with open(f"{name}.logits.txt", "w") as f:
        for row in logits.tolist():
            f.write(" ".join(f"{value:.9g}" for value in row) + "\n")
