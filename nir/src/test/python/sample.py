"""Makes the sample network of NirImportTest, sample.nir, and what it computes, sample.npz: h5py and NumPy alone.

    python3 sample.py ../resources/xnorsim/nir

The network uses what other fields of the format can say: old-style string padding, a stride, a pooling that is folded,
thresholds that differ among channels, a v_reset below 0, weights of 32 bits that are gzipped in chunks as newer
versions of the reference writer do, names with dots, edges in no order.
"""

import os
import sys

import h5py
import numpy as np

STEPS = 7
rng = np.random.default_rng(20261123)


def eighths(*shape):
    return rng.integers(-12, 13, shape) / 8.0


def signs(outputs, *shape):
    """-a and +a, a power of two that differs from output to output."""
    a = 2.0 ** (np.arange(outputs) % 4 - 2)
    return rng.choice([-1.0, 1.0], (outputs, *shape)) * a.reshape(-1, *[1] * len(shape))


nodes = {
    "in": dict(type="Input", shape=np.array([2, 7, 9])),
    "c.1": dict(type="Conv2d", weight=eighths(4, 2, 3, 3), bias=eighths(4), stride=np.array([1, 1]), padding="same",
                dilation=np.array([1, 1]), groups=1, input_shape=np.array([7, 9])),
    "if.1": dict(type="IF", r=np.ones((4, 7, 9)), v_threshold=np.full((4, 7, 9), 1.25),
                 v_reset=np.full((4, 7, 9), -0.5)),
    "c.2": dict(type="Conv2d", weight=signs(6, 4, 3, 3), bias=eighths(6), stride=np.array([2, 2]),
                padding=np.array([1, 1]), dilation=np.array([1, 1]), groups=1, input_shape=np.array([7, 9])),
    "if.2": dict(type="IF", r=np.ones((6, 4, 5)),
                 v_threshold=np.repeat([0.5, 1.0, 2.0, 0.5, 1.0, 2.0], 20).reshape(6, 4, 5),
                 v_reset=np.zeros((6, 4, 5))),
    "pool": dict(type="SumPool2d", kernel_size=np.array([2, 2]), stride=np.array([2, 2]), padding=np.array([0, 0])),
    "flat": dict(type="Flatten", start_dim=0, end_dim=-1, input_type=np.array([6, 2, 2])),
    "fc": dict(type="Affine", weight=eighths(5, 24), bias=eighths(5)),
    "sum": dict(type="I", r=np.ones(5)),
    "out": dict(type="Output", shape=np.array([5])),
}
chain = list(nodes)
edges = list(zip(chain, chain[1:]))
rng.shuffle(edges)


def write(path):
    text = h5py.string_dtype()
    with h5py.File(path, "w") as file:
        file.create_dataset("version", data="1.0.7", dtype=text)
        graph = file.create_group("node")
        graph.create_dataset("type", data="NIRGraph", dtype=text)
        graph.create_dataset("edges", data=edges, dtype=text)
        notes = graph.create_group("metadata")
        notes.create_dataset("time_steps", data=STEPS)
        group = graph.create_group("nodes")
        for name, fields in nodes.items():
            node = group.create_group(name)
            for field, value in fields.items():
                if isinstance(value, str):
                    node.create_dataset(field, data=value, dtype=text)
                elif isinstance(value, np.ndarray) and value.dtype == float:
                    node.create_dataset(field, data=value.astype(np.float32), compression="gzip")
                else:
                    node.create_dataset(field, data=value)


def convolution(x, node, padding):
    w, s = node["weight"], node["stride"]
    x = np.pad(x, ((0, 0), padding[0], padding[1]))
    rows = (x.shape[1] - w.shape[2]) // s[0] + 1
    columns = (x.shape[2] - w.shape[3]) // s[1] + 1
    y = np.empty((w.shape[0], rows, columns))
    for i in range(rows):
        for j in range(columns):
            part = x[:, i * s[0]:i * s[0] + w.shape[2], j * s[1]:j * s[1] + w.shape[3]]
            y[:, i, j] = np.tensordot(w, part, 3) + node["bias"]
    return y


def fire(v, current, node, hard):
    v = v + node["r"] * current
    spikes = v > node["v_threshold"]
    return np.where(spikes, node["v_reset"] if hard else v - node["v_threshold"], v), spikes.astype(np.uint8)


def run(inputs, hard):
    v1, v2, v3 = np.zeros((4, 7, 9)), np.zeros((6, 4, 5)), np.zeros(5)
    all1, all2 = [], []
    for x in inputs:
        v1, s1 = fire(v1, convolution(x, nodes["c.1"], ((1, 1), (1, 1))), nodes["if.1"], hard)
        v2, s2 = fire(v2, convolution(s1, nodes["c.2"], ((1, 1), (1, 1))), nodes["if.2"], hard)
        pooled = sum(s2[:, a:a + 3:2, b:b + 3:2].astype(float) for a in (0, 1) for b in (0, 1))
        v3 = v3 + nodes["fc"]["weight"] @ pooled.ravel() + nodes["fc"]["bias"]
        all1.append(s1)
        all2.append(s2)
    return dict(spikes1=np.array(all1), spikes2=np.array(all2), v1=v1, v2=v2, v3=v3)


folder = sys.argv[1]
write(os.path.join(folder, "sample.nir"))
inputs = rng.integers(0, 2, (STEPS, 2, 7, 9), dtype=np.uint8)
arrays = {"inputs": inputs}
for hard in (False, True):
    for name, value in run(inputs, hard).items():
        arrays[("hard_" if hard else "soft_") + name] = value
np.savez(os.path.join(folder, "sample.npz"), **arrays)
print({name: int(value.sum()) for name, value in arrays.items() if "spikes" in name})
