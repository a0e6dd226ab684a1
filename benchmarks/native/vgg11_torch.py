"""Functional inference of the model file VGG-11 in fp32 with PyTorch: what a simulator without cycles takes.

usage: vgg11_torch.py MODEL.npz IMAGES    prints milliseconds an image: step by step, all steps in one batch;
                                          medians, then on a line of their own the least

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


def residual(x, source):
    source = F.max_pool2d(source, source.shape[-1] // x.shape[-1])
    return x + F.pad(source, (0, 0, 0, 0, 0, x.shape[1] - source.shape[1]))


def pooled(layer, spikes):
    return F.max_pool2d(spikes, layer["pool"]) if layer["pool"] > 1 else spikes


def step_by_step(layers, spikes):
    """A time step goes through all layers before the next one starts, as on the chip without pipelining."""
    membranes = [0.0] * len(layers)
    fired = 0.0
    for step in range(len(spikes)):
        maps = [spikes[step : step + 1]]
        for index, (layer, weights) in enumerate(layers):
            x = residual(maps[index], maps[index - 1]) if layer.get("residual") else maps[index]
            membranes[index] = membranes[index] + F.conv2d(x, weights, stride=layer["stride"], padding=layer["padding"])
            if layer["kind"] != "last":
                out = (membranes[index] > layer["theta"]).float()
                membranes[index].sub_(out, alpha=layer["theta"])
                fired += out.mean().item()
                maps.append(pooled(layer, out))
    return int(membranes[-1].argmax()), fired / len(spikes) / (len(layers) - 1)


def layer_by_layer(layers, spikes):
    """All time steps of a layer are one batch: no hardware works so, but PyTorch is fastest so."""
    before, last = spikes, spikes
    fired = 0.0
    for layer, weights in layers[:-1]:
        x = residual(last, before) if layer.get("residual") else last
        drive = F.conv2d(x, weights, stride=layer["stride"], padding=layer["padding"])
        membrane = torch.zeros_like(drive[0])
        out = torch.empty_like(drive)
        for step in range(len(spikes)):
            membrane += drive[step]
            torch.gt(membrane, layer["theta"], out=out[step])
            membrane.sub_(out[step], alpha=layer["theta"])
        fired += out.mean().item()
        before, last = last, pooled(layer, out)
    layer, weights = layers[-1]
    drive = F.conv2d(last, weights, stride=layer["stride"], padding=layer["padding"])
    return int(drive.sum(0).argmax()), fired / (len(layers) - 1)


def main():
    torch.set_num_threads(1)
    model, layers = load(sys.argv[1])
    generator = torch.Generator().manual_seed(1)
    times, rates = {step_by_step: [], layer_by_layer: []}, []
    with torch.no_grad():
        for _ in range(int(sys.argv[2]) + 1):
            image = torch.randint(0, 103, (1, *model["input"]), generator=generator).float()
            answers = []
            for way in times:
                begin = time.perf_counter()
                draws = torch.rand((model["time_steps"], *model["input"]), generator=generator.manual_seed(len(rates)))
                answers.append(way(layers, (draws * 255 < image).float()))
                times[way].append(1000 * (time.perf_counter() - begin))
            rates.append(answers[0][1])
            if abs(answers[0][1] - answers[1][1]) > 1e-3:
                sys.exit(f"vgg11_torch.py: the two ways disagree: (class, spike rate) {answers[0]} and {answers[1]}")
    if not 0.15 < statistics.mean(rates) < 0.25:
        sys.exit(f"vgg11_torch.py: spike rate {statistics.mean(rates):.3f}, expected about 0.2")
    for best in statistics.median, min:
        print(" ".join(f"{best(of[1:]):.2f}" for of in times.values()))


main()
