#!/usr/bin/env python3
"""The network of ReferenceModelOracleTest in NumPy, by exact integers: python3 model_oracle.py model.npz F

Prints, for each spiking layer, the number of spikes, a hash of their places (time step first) and the sum of the last
membranes, then the last layer's membranes and the class. Shares nothing with the Java code but the files described in
docs/.
"""
import json
import sys
from fractions import Fraction

import numpy as np

np.seterr(over="ignore")
U64 = np.uint64
STEP = U64(0x9E3779B97F4A7C15)


def mix(z):
    z = (z ^ (z >> U64(30))) * U64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> U64(27))) * U64(0x94D049BB133111EB)
    return z ^ (z >> U64(31))


def uniform(seed, image, step, pixel):
    h = mix(mix(mix(mix(U64(seed) + STEP) + STEP + U64(image)) + STEP + U64(step)) + STEP + pixel.astype(U64))
    return (h >> U64(11)).astype(float) * 2.0**-53


def convolution(x, w, stride, padding):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(1, 2))[:, ::stride, ::stride]
    return np.einsum("chwij,ocij->ohw", windows, w)


def or_pooled(x, height, width):
    channels, h, w = x.shape
    return x.reshape(channels, height, h // height, width, w // width).max(axis=(2, 4))


def rounded(bits, offsets, values):
    return np.array([round(2**bits * (int(o) + Fraction(float(v)))) - 2**bits * int(o)
                     for o, v in zip(offsets, values)])


def folded(file, layer, F):
    name, kind = layer["name"], layer["kind"]
    w = file[name + ".weights"].astype(int)
    none = np.zeros(len(w), int)
    if kind == "last":
        bits = max(F, layer["weight_fraction_bits"])
        return w << (bits - layer["weight_fraction_bits"]), rounded(bits, none, file[name + ".bias"]), None, bits
    mu, sigma, gain, shift = (file[name + part] for part in (".mu", ".sigma", ".gain", ".shift"))
    alpha = file[name + ".alpha"] if kind == "binary" else np.ones(len(mu))
    mean = np.sign(gain) * (mu / alpha - shift * sigma / (alpha * gain))
    threshold = sigma * layer["theta"] / (alpha * np.abs(gain))
    if kind == "binary":
        bits, w = F, 2 * w - 1
    else:
        bits = max(F, layer["weight_fraction_bits"])
        w = w << (bits - layer["weight_fraction_bits"])
    w = w * np.sign(gain).astype(int)[:, None, None, None]
    offsets = none
    if kind == "binary":
        offsets = (w < 0).sum(axis=(1, 2, 3)) * (2 if layer["residual"] else 1)
        w = w << F
    return w, rounded(bits, offsets, mean), rounded(bits, none, threshold)[:, None, None], bits


def main(path, F):
    file = np.load(path)
    model = json.loads(bytes(file["model"]))
    layers = [(layer, *folded(file, layer, F)) for layer in model["layers"]]
    pixels = np.arange(784) * 7919 % 256
    membranes = [0] * len(layers)
    recorded = [[] for _ in layers]
    for t in range(model["time_steps"]):
        handed_on = [(uniform(1, 5, t, np.arange(784)) * 255 < pixels).astype(int).reshape(model["input"])]
        for l, (layer, w, bias, threshold, _) in enumerate(layers):
            x = handed_on[l]
            if layer.get("residual"):
                source = or_pooled(handed_on[l - 1], *x.shape[1:])
                x = x.copy()
                x[: len(source)] += source
            membranes[l] = membranes[l] + convolution(x, w, layer["stride"], layer["padding"]) - bias[:, None, None]
            if threshold is not None:
                spikes = (membranes[l] > threshold).astype(int)
                membranes[l] = membranes[l] - spikes * threshold
                recorded[l].append(spikes)
                handed_on.append(or_pooled(spikes, *(size // layer["pool"] for size in spikes.shape[1:])))
    for l in range(len(layers) - 1):
        places, value = np.flatnonzero(np.array(recorded[l])), 0
        for place in places:
            value = (value * 31 + int(place)) % 1000003
        print(len(places), value, membranes[l].sum() / 2 ** layers[l][4])
    last = membranes[-1].ravel() / 2 ** layers[-1][4]
    print(last.tolist(), int(np.argmax(last)))


main(sys.argv[1], int(sys.argv[2]))
