"""A training step of the bundled network in PyTorch: the same layers, gradients and Adam as xnorsim train.

usage: train_torch.py data DIR N        writes N random images as the idx files of a data set
       train_torch.py time DIR STEPS    prints milliseconds an image, over STEPS steps after as many to warm up
"""
import os
import struct
import sys
import time

import numpy as np

SIDE, CLASSES, STEPS_T, BATCH = 28, 10, 8, 50
CHANNELS = [(32, 2, False), (32, 1, False), (32, 1, True), (64, 1, False), (64, 1, False)]


def write(folder, count):
    rng = np.random.default_rng(1)
    for name, images in (("train", count), ("t10k", 100)):
        with open(os.path.join(folder, name + "-images-idx3-ubyte"), "wb") as out:
            out.write(struct.pack(">IIII", 0x803, images, SIDE, SIDE))
            out.write(rng.integers(0, 256, (images, SIDE, SIDE), np.uint8).tobytes())
        with open(os.path.join(folder, name + "-labels-idx1-ubyte"), "wb") as out:
            out.write(struct.pack(">II", 0x801, images))
            out.write((np.arange(images) % CLASSES).astype(np.uint8).tobytes())


def read(folder):
    with open(os.path.join(folder, "train-images-idx3-ubyte"), "rb") as file:
        return np.frombuffer(file.read()[16:], np.uint8).reshape(-1, 1, SIDE, SIDE)


def main(folder, steps):
    import torch
    import torch.nn.functional as F

    torch.set_num_threads(1)
    torch.manual_seed(1)

    def fire(drive):
        """Soft reset; the slope of a spike is eq. (4) with theta = 1 and delta = 0.3, through the reset as well."""
        membrane, spikes = 0.0, []
        for y in drive.chunk(STEPS_T):
            membrane = membrane + y
            fixed = membrane.detach()
            slope = (0.3 - 0.3 * (fixed - 1).abs()).clamp(min=0)
            carrier = membrane * slope
            spike = (fixed > 1).float() + (carrier - carrier.detach())
            membrane = membrane - spike
            spikes.append(spike)
        return torch.cat(spikes)

    weights, before = [], 1
    for channels, _, _ in CHANNELS:
        weights.append((torch.randn(channels, before, 3, 3) * (2 / (9 * before)) ** 0.5).requires_grad_())
        before = channels
    weights.append((torch.randn(CLASSES, 64 * 49) * 0.02).requires_grad_())
    running = [(torch.zeros(w.shape[0]), torch.ones(w.shape[0])) for w in weights]
    adam = torch.optim.Adam(weights, lr=2e-2)
    images = read(folder)
    rng = np.random.default_rng(2)

    def forward(x):
        maps = []
        for layer, (_, stride, pooled) in enumerate(CHANNELS):
            w = weights[layer]
            if layer > 0:
                w = torch.where(w.detach() >= 0, 1.0, -1.0) + (w - w.detach())
            if layer > 1:
                earlier = maps[layer - 2]
                earlier = F.max_pool2d(earlier, earlier.shape[-1] // x.shape[-1])
                x = x + F.pad(earlier, (0, 0, 0, 0, 0, x.shape[1] - earlier.shape[1]))
            sums = F.conv2d(x, w, stride=stride, padding=1)
            x = fire(F.batch_norm(sums, *running[layer], training=True))
            x = F.max_pool2d(x, 2) if pooled else x
            maps.append(x)
        sums = F.batch_norm(x.flatten(1) @ weights[-1].t(), *running[-1], training=True)
        return sums.view(STEPS_T, -1, CLASSES).sum(0)

    def step(index):
        chosen = np.arange(index * BATCH, (index + 1) * BATCH) % len(images)
        draws = rng.random((STEPS_T, BATCH, 1, SIDE, SIDE), np.float32) * 255 < images[chosen]
        x = torch.from_numpy(draws.astype(np.float32)).view(-1, 1, SIDE, SIDE)
        loss = F.cross_entropy(0.25 * forward(x), torch.from_numpy(chosen % CLASSES))
        adam.zero_grad()
        loss.backward()
        adam.step()
        with torch.no_grad():
            for w in weights[1:-1]:
                w.clamp_(-1, 1)

    for index in range(steps):
        step(index)
    begin = time.perf_counter()
    for index in range(steps):
        step(index)
    print("%.3f" % ((time.perf_counter() - begin) * 1000 / steps / BATCH))


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in ("data", "time"):
        sys.exit(__doc__)
    write(sys.argv[2], int(sys.argv[3])) if sys.argv[1] == "data" else main(sys.argv[2], int(sys.argv[3]))
