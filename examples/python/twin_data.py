"""Images for train_torch.py: CIFAR-10 and CIFAR-100 in their binary form, and idx files as of Fashion-MNIST."""

import functools
import gzip
import math
import pathlib
import struct
import sys
import tarfile
import zlib

import numpy as np
import torch


def generator(name, *numbers):
    """Random numbers of their own for each purpose: nothing of their state has to be saved."""
    return np.random.default_rng([zlib.crc32(name.encode()), *numbers])


def refuse(text):
    """Ends with one sentence for what the user can mend."""
    print(f"train_torch: {text}", file=sys.stderr)
    raise SystemExit(2)


def read(source):
    """(training images, labels, test images, labels, classes); images are uint8 (N, C, H, W)."""
    files = contents(pathlib.Path(source))
    if "train.bin" in files:
        return *cifar(files, ["train.bin"], 2, 100), *cifar(files, ["test.bin"], 2, 100), 100
    if "data_batch_1.bin" in files:
        return (
            *cifar(files, [f"data_batch_{i}.bin" for i in range(1, 6)], 1, 10),
            *cifar(files, ["test_batch.bin"], 1, 10),
            10,
        )
    if any(name.startswith("train-images-idx3-ubyte") for name in files):
        images, labels, test, test_labels = (
            idx(files, f"{part}-ubyte", sides)
            for part, sides in (
                ("train-images-idx3", 3),
                ("train-labels-idx1", 1),
                ("t10k-images-idx3", 3),
                ("t10k-labels-idx1", 1),
            )
        )
        if (len(images), len(test)) != (len(labels), len(test_labels)):
            refuse(f"{source}: not as many labels as images")
        return (
            images[:, None],
            labels.astype(np.int64),
            test[:, None],
            test_labels.astype(np.int64),
            int(labels.max()) + 1,
        )
    return refuse(
        f"{source}: no train.bin (CIFAR-100), data_batch_1.bin (CIFAR-10) or train-images-idx3-ubyte (idx) in it"
    )


def contents(source):
    """Names in a folder, or in a .tar.gz as CIFAR comes, and how to read each."""
    try:
        if source.is_dir():
            return {path.name: path.read_bytes for path in source.iterdir()}
        with tarfile.open(source) as archive:
            data = {
                pathlib.PurePath(m.name).name: archive.extractfile(m).read() for m in archive if m.name.endswith(".bin")
            }
        return {name: functools.partial(bytes, part) for name, part in data.items()}
    except (OSError, EOFError, tarfile.TarError) as e:
        return refuse(f"{source}: cannot be read: {str(e).splitlines()[0]}")


def content(files, name):
    if name not in files:
        refuse(f"{name} is missing beside {', '.join(sorted(files))[:200]}")
    try:
        return files[name]()
    except OSError as e:
        return refuse(f"{name}: cannot be read: {e}")


def cifar(files, names, label_bytes, classes):
    """Rows of one label or two, of which the last one counts, and 3 x 32 x 32 pixels."""
    rows = []
    for name in names:
        data = np.frombuffer(content(files, name), np.uint8)
        if len(data) == 0 or len(data) % (3072 + label_bytes):
            refuse(f"{name}: {len(data)} bytes, expected a multiple of {3072 + label_bytes}, one image's")
        rows.append(data.reshape(-1, 3072 + label_bytes))
    data = np.concatenate(rows)
    labels = data[:, label_bytes - 1].astype(np.int64)
    if labels.max() >= classes:
        refuse(f"{names[0]}: label {labels.max()}, expected less than {classes}")
    return data[:, label_bytes:].reshape(-1, 3, 32, 32), labels


def idx(files, name, dimensions):
    data = content(files, name) if name in files else gunzip(name, content(files, name + ".gz"))
    if data[:4] != bytes((0, 0, 8, dimensions)) or len(data) < 4 + 4 * dimensions:
        refuse(f"{name}: not an idx file of bytes with {dimensions} dimensions")
    sides = struct.unpack_from(f">{dimensions}I", data, 4)
    values = np.frombuffer(data, np.uint8, offset=4 + 4 * dimensions)
    if len(values) != math.prod(sides) or not len(values):
        refuse(f"{name}: {len(values)} values, expected {math.prod(sides)}, more than none")
    return values.reshape(sides)


def gunzip(name, data):
    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as e:
        return refuse(f"{name}.gz: cannot be unpacked: {e}")


def split(count, held_out):
    """Numbers of the images to train on and of those held out, the same for all seeds of training."""
    order = generator("held out").permutation(count)
    return np.sort(order[held_out:]), np.sort(order[:held_out])


class Batches:
    """Training batches, moved by up to `crop` pixels over a mirrored border, flipped every other time, and each with a
    grey square of side `cutout` over it, of which a part may lie outside."""

    def __init__(self, images, labels, batch, crop, flip, cutout, seed, device):
        self.count, self.side = len(images), images.shape[-1]
        border = ((0, 0), (0, 0), (crop, crop), (crop, crop))
        self.images = torch.from_numpy(np.pad(images, border, mode="reflect").transpose(0, 2, 3, 1).copy()).to(device)
        self.labels = torch.from_numpy(labels).to(device)
        self.batch, self.crop, self.flip, self.cutout, self.seed = batch, crop, flip, cutout, seed
        self.device = device
        self.steps = self.count // batch
        self.drawn = None

    def get(self, stage, step):
        """Batch of a step, counted from the beginning of a stage: a function of seed, stage and step alone."""
        epoch, place = divmod(step, self.steps)
        if self.drawn is None or self.drawn[0] != (stage, epoch):
            draws = generator("augmentation", self.seed, stage, epoch)
            parts = (
                draws.permutation(self.count),
                draws.integers(0, 2 * self.crop + 1, (2, self.count)),
                draws.random(self.count) < (0.5 if self.flip else 0),
                draws.integers(0, self.side, (2, self.count)),
            )
            self.drawn = ((stage, epoch), *(torch.from_numpy(part).to(self.device) for part in parts))
        _, order, moves, flips, centres = self.drawn
        part = slice(place * self.batch, (place + 1) * self.batch)
        places = torch.arange(self.side, device=self.device)
        rows = moves[0, part, None] + places
        columns = moves[1, part, None] + torch.where(flips[part, None], self.side - 1 - places, places)
        chosen = order[part]
        images = self.images[chosen[:, None, None], rows[:, :, None], columns[:, None, :]]
        if self.cutout:
            near = (places - (centres[:, part, None] - self.cutout // 2)).div(self.cutout, rounding_mode="floor") == 0
            images[near[0, :, :, None] & near[1, :, None, :]] = 128
        return pixels(images.permute(0, 3, 1, 2)), self.labels[chosen]


def pixels(images):
    """uint8 images as the hardware's first layer gets them: value / 256."""
    return images.float().div_(256).contiguous(memory_format=torch.channels_last)
