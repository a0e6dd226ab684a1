"""What train_torch.py learned as a model file, and such a file's classes in whole numbers, as the hardware has them."""

import json
import os
import zipfile

import numpy as np
import torch
import torch.nn.functional as F

from twin_data import refuse
from twin_network import EPSILON, LARGEST_CODE, WEIGHT_BITS, units

FRACTION_BITS = 8
PIXEL_BITS = 8
SMALLEST_GAIN = 1e-6


def on_grid(values, bits):
    return np.rint(np.ldexp(values, bits)) * 2.0**-bits


def folded(network, i):
    """Sign, mean and threshold of each channel: batch norm folded as in docs/paper.md, alpha and theta being 1.

    y = g (s - mu) / sigma + b fires above 1 exactly when sign(g) s - mean fires above the threshold.
    """
    mean, variance = (t.double().cpu().numpy() for t in network.statistics(i))
    gain, shift = (t.detach().double().cpu().numpy() for t in (network.gains[i], network.shifts[i]))
    gain = np.where(np.abs(gain) < SMALLEST_GAIN, np.copysign(SMALLEST_GAIN, gain), gain)
    sigma, sign = np.sqrt(variance + EPSILON), np.sign(gain)
    return sign, sign * (mean - shift * sigma / gain), sigma / np.abs(gain)


def last_codes(weights):
    """Codes and fraction bits that lose least: the largest weights may be cut off where that makes all others finer."""
    most = int(np.floor(np.log2(LARGEST_CODE / np.abs(weights).max())))
    tried = []
    for bits in range(max(0, most), max(0, most) + 3):
        codes = np.clip(np.rint(np.ldexp(weights, bits)), -LARGEST_CODE, LARGEST_CODE)
        tried.append((float(((codes * 2.0**-bits - weights) ** 2).sum()), bits, codes))
    return min(tried, key=lambda t: t[:2])[1:]


def write(path, network, name, metadata, fraction_bits=FRACTION_BITS):
    """Writes the model file. All numbers are on the grid of the hardware's fixed point, so nothing is rounded later."""
    arrays, layers = {}, []
    for i, shape in enumerate(network.shapes):
        weights = network.weights[i].detach().double().cpu().numpy()
        label = f"conv{i + 1}"
        layer = dict(
            kind="binary" if i else "first",
            name=label,
            stride=shape.stride,
            padding=shape.padding,
            pool=shape.pool,
            theta=1.0,
        )
        sign, mean, threshold = folded(network, i)
        grid = fraction_bits
        if i == 0:
            # The codes of training, rounded in single precision as there.
            bits, unit = WEIGHT_BITS - 1, units(network.weights[0])
            codes = (network.weights[0].detach() / unit).round().double().cpu().numpy()
            arrays[label + ".weights"] = (codes * sign[:, None, None, None]).astype(np.int8)
            whole = 2.0**bits * unit.flatten().double().cpu().numpy()
            mean, threshold, grid = mean / whole, threshold / whole, max(grid, bits + PIXEL_BITS)
            layer.update(coding="direct", weight_bits=WEIGHT_BITS, weight_fraction_bits=bits)
        else:
            arrays[label + ".weights"] = ((weights >= 0) == (sign > 0)[:, None, None, None]).astype(np.uint8)
            arrays[label + ".alpha"] = np.ones(shape.channels)
            layer.update(residual=shape.residual)
        arrays[label + ".mu"] = on_grid(mean, grid)
        arrays[label + ".sigma"] = np.maximum(on_grid(threshold, grid), 2.0**-grid)
        layers.append(layer)
    weights = network.last.weight.detach().double().cpu().numpy()
    end = network.shapes[-1]
    bits, codes = last_codes(weights)
    arrays["linear.weights"] = codes.astype(np.int8).reshape(-1, end.channels, end.side, end.side)
    arrays["linear.bias"] = on_grid(-network.last.bias.detach().double().cpu().numpy(), max(fraction_bits, bits))
    layers.append(
        dict(kind="last", name="linear", stride=1, padding=0, weight_bits=WEIGHT_BITS, weight_fraction_bits=bits)
    )
    model = dict(
        format="xnorsim-network",
        version=1,
        name=name,
        time_steps=network.steps,
        input=list(network.image),
        layers=layers,
        metadata=metadata,
    )
    beside = f"{path}.part"
    with open(beside, "wb") as file:
        np.savez_compressed(file, model=np.frombuffer(json.dumps(model).encode(), np.uint8), **arrays)
    os.replace(beside, path)


class Written:
    """A written network, computed in whole numbers: sums in single precision, exact below 2^24, membranes in double."""

    def __init__(self, path, device="cpu"):
        try:
            with np.load(path) as file:
                self.model = json.loads(bytes(file["model"]))
                self.arrays = {key: file[key] for key in file.files if key != "model"}
        except (OSError, ValueError, KeyError, AttributeError, zipfile.BadZipFile) as e:
            refuse(f"{path}: is not a model file: {str(e).splitlines()[0]}")
        self.device = device
        torch.backends.cudnn.allow_tf32 = torch.backends.cuda.matmul.allow_tf32 = False

    def tensor(self, layer, key, dtype=torch.float64):
        return torch.from_numpy(self.arrays[f"{layer['name']}.{key}"]).to(self.device, dtype)

    @torch.no_grad()
    def run(self, images, keep=None):
        """Membranes of the classes after each step, (T, N, classes), for images of bytes; `keep` collects the spikes of
        every layer, (T, N, C, H, W)."""
        steps, spikes = self.model["time_steps"], []
        for i, layer in enumerate(self.model["layers"]):
            weights = self.tensor(layer, "weights", torch.float32)
            if i == 0:
                inputs, unit = images.to(self.device).float(), 2.0 ** -(layer["weight_fraction_bits"] + PIXEL_BITS)
            else:
                inputs, unit = spikes[-1], 2.0 ** -layer.get("weight_fraction_bits", 0)
            if layer["kind"] == "binary":
                weights = 2 * weights - 1
                if layer["residual"]:
                    inputs = inputs + pooled_and_padded(spikes[-2], inputs)
            sums = whole(F.conv2d(inputs, weights, None, layer["stride"], layer["padding"])).double() * unit
            if layer["kind"] == "last":
                bias = self.tensor(layer, "bias")
                return (sums.unflatten(0, (steps, -1)).flatten(2) - bias).cumsum(0)
            mean, threshold = (self.tensor(layer, key).view(-1, 1, 1) for key in ("mu", "sigma"))
            drive = sums - mean
            drives = [drive] * steps if i == 0 else drive.unflatten(0, (steps, -1))
            membrane, fired = torch.zeros_like(drives[0]), []
            for step in range(steps):
                membrane = membrane + drives[step]
                fired.append((membrane > threshold).float())
                membrane -= fired[-1] * threshold
            if keep is not None:
                keep.append(torch.stack(fired))
            out = torch.cat(fired)
            spikes.append(F.max_pool2d(out, layer["pool"]) if layer["pool"] > 1 else out)
        raise ValueError("a model file ends with its last layer")

    def classes(self, images, size=50):
        """The class of each image after each time step, (T, N), the first one of equals."""
        parts = [
            self.run(torch.from_numpy(images[start : start + size])).cpu().numpy()
            for start in range(0, len(images), size)
        ]
        return np.concatenate(parts, 1).argmax(2)


def pooled_and_padded(source, like):
    if source.shape[-1] != like.shape[-1]:
        source = F.max_pool2d(source, source.shape[-1] // like.shape[-1])
    return F.pad(source, (0, 0, 0, 0, 0, like.shape[1] - source.shape[1]))


def whole(sums):
    """The sums as the whole numbers they are, whatever way of convolving the library chose."""
    nearest = sums.round()
    if sums.abs().max() >= 2**24 or (sums - nearest).abs().max() > 0.1:
        raise ArithmeticError("a sum left the range in which single precision is exact")
    return nearest
