"""Functional inference of the model file VGG-11 in fp32 with PyTorch: what a simulator without cycles takes.

usage: vgg11_torch.py MODEL.npz IMAGES    prints milliseconds an image, the median over the images

A residual layer gets the sum of both spike maps, which is what two slots through the same weights come to.
"""
import json
import statistics
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F


def load(path):
    file = np.load(path)
    model = json.loads(bytes(file["model"]))
    layers = []
    for layer in model["layers"]:
        weights = file[layer["name"] + ".weights"].astype(np.float32)
        if layer["kind"] == "binary":
            weights = 2 * weights - 1
        else:
            weights = np.ldexp(weights, -layer["weight_fraction_bits"])
        layers.append((layer, torch.from_numpy(weights.astype(np.float32))))
    return model, layers


def infer(model, layers, image, generator):
    membranes = [None] * len(layers)
    fired = 0.0
    for _ in range(model["time_steps"]):
        spikes = [(torch.rand(image.shape, generator=generator) * 255 < image).float()]
        for index, (layer, weights) in enumerate(layers):
            x = spikes[index]
            if layer.get("residual"):
                source = spikes[index - 1]
                source = F.max_pool2d(source, source.shape[-1] // x.shape[-1])
                x = x + F.pad(source, (0, 0, 0, 0, 0, x.shape[1] - source.shape[1]))
            drive = F.conv2d(x, weights, stride=layer["stride"], padding=layer["padding"])
            membranes[index] = drive if membranes[index] is None else membranes[index].add_(drive)
            if layer["kind"] == "last":
                continue
            out = (membranes[index] > layer["theta"]).float()
            membranes[index].sub_(out, alpha=layer["theta"])
            fired += out.mean().item()
            spikes.append(F.max_pool2d(out, layer["pool"]) if layer["pool"] > 1 else out)
    return int(membranes[-1].argmax()), fired / model["time_steps"] / (len(layers) - 1)


def main():
    torch.set_num_threads(1)
    model, layers = load(sys.argv[1])
    generator = torch.Generator().manual_seed(1)
    times, rates = [], []
    with torch.no_grad():
        for _ in range(int(sys.argv[2]) + 1):
            image = torch.randint(0, 103, (1, *model["input"]), generator=generator).float()
            begin = time.perf_counter()
            _, rate = infer(model, layers, image, generator)
            times.append(1000 * (time.perf_counter() - begin))
            rates.append(rate)
    if not 0.1 < statistics.mean(rates) < 0.3:
        sys.exit(f"vgg11_torch.py: spike rate {statistics.mean(rates):.3f}, expected about 0.2")
    print(f"{statistics.median(times[1:]):.2f} {statistics.mean(rates):.4f}")


main()
