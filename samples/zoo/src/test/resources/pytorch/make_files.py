"""Writes the files beside it. Needs torch 1.13 and torchvision 0.14; run it in this folder.

<Network>.state.txt is the state dict's keys with shapes and types. <Network>.logits.txt is what a
network of ten classes computes in evaluation mode, reduced as ReducedZoo reduces it: each n-th of
its results, where n is one more than a 500th of their number; ResNet18-full.logits.txt is the
published network's. Its weights are drawn from one seed.
From another, what would go unnoticed is drawn again: weights that are constant at first, running
statistics, and the weights of convolutions that see one channel: torchvision draws them so small
(as if each output saw all channels) that in evaluation mode hardly anything of the images would
reach the logits. Then the images are drawn; tokens and padding follow from their place.
"""

import networks
import torch
from torch import nn
from torchvision import models
from torchvision.models.vision_transformer import VisionTransformer

states = {
    "Mlp": networks.mlp,
    "LeNet5": networks.lenet5,
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
    "DenseNet121": models.densenet121,
    "UNetBilinear": lambda: networks.UNet(True, 2),
    "UNetTransposed": lambda: networks.UNet(False, 2),
    "GruClassifier": networks.GruClassifier,
    "LstmClassifier": networks.LstmClassifier,
    "EncoderClassifier": networks.EncoderClassifier,
    "Gpt2": networks.Gpt2,
    "VitB16": models.vit_b_16,
}
for name, make in states.items():
    with open(f"{name}.state.txt", "w") as f:
        for key, value in make().state_dict().items():
            f.write(f"{key} {list(value.shape)} {value.dtype}\n")


def images():
    return [torch.empty(2, 3, 64, 64).uniform_(-1, 1)]


def large_images():
    return [torch.empty(2, 3, 224, 224).uniform_(-1, 1)]


def tokens():
    place = torch.arange(24)
    return [((31 * place * place + 7 * place + 3) % 10).view(2, 12)]


def padded():
    first = torch.tensor([[12], [9]])  # of what is padding in each text
    return tokens() + [(torch.arange(12) >= first).long()]


small = {
    "ResNet18": (lambda: models.resnet18(num_classes=10), images),
    "ResNet18-full": (models.resnet18, large_images),
    "MobileNetV2": (lambda: models.mobilenet_v2(num_classes=10), images),
    "SqueezeNet": (lambda: models.squeezenet1_1(num_classes=10), images),
    "DenseNet121": (lambda: models.densenet121(num_classes=10), images),
    "UNetBilinear": (lambda: networks.UNet(True, 10), images),
    "UNetTransposed": (lambda: networks.UNet(False, 10), images),
    "GruClassifier": (lambda: networks.GruClassifier(10, 100), tokens),
    "LstmClassifier": (lambda: networks.LstmClassifier(10, 100), tokens),
    "EncoderClassifier": (lambda: networks.EncoderClassifier(10, 100), padded),
    "Gpt2": (lambda: networks.Gpt2(10, 64, features=96), tokens),
    "VitB16": (lambda: VisionTransformer(64, 16, 12, 12, 96, 192, num_classes=10), images),
}


def vary(net):
    for module in net.modules():
        if isinstance(module, nn.Conv2d) and module.weight.size(1) == 1:
            nn.init.kaiming_uniform_(module.weight)
        elif isinstance(module, nn.BatchNorm2d):
            module.running_mean.uniform_(-0.5, 0.5)
            module.running_var.uniform_(0.5, 2)
    for weight in net.parameters():
        if weight.min() == weight.max():
            middle = weight.flatten()[0].item()
            weight.uniform_(middle - 0.5, middle + 0.5)


for name, (make, inputs) in small.items():
    torch.manual_seed(7)
    net = make().eval()
    torch.manual_seed(8)
    with torch.no_grad():
        vary(net)
        given = inputs()
    logits = net(*given).flatten()
    step = 1 + logits.numel() // 500
    with open(f"{name}.logits.txt", "w") as f:
        f.write("".join(f"{value:.9g}\n" for value in logits[::step].tolist()))
