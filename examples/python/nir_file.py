"""Writes a NIR file with h5py alone, the way the writers of snnTorch, Norse or sinabs do.

    python3 nir_file.py net.nir
    xnorsim import net.nir --reset soft --time-steps 6 -o net.npz
"""

import sys

import h5py
import numpy as np

rng = np.random.default_rng(2)


def node(nodes, name, kind, **fields):
    group = nodes.create_group(name)
    group.create_dataset("type", data=kind, dtype=h5py.string_dtype())
    for field, value in fields.items():
        group.create_dataset(field, data=value)


def neurons(*shape):
    return dict(r=np.ones(shape), v_threshold=np.full(shape, 1.5), v_reset=np.zeros(shape))


with h5py.File(sys.argv[1], "w") as file:
    file.create_dataset("version", data="1.0.7", dtype=h5py.string_dtype())
    graph = file.create_group("node")
    graph.create_dataset("type", data="NIRGraph", dtype=h5py.string_dtype())
    nodes = graph.create_group("nodes")
    names = ["input", "conv1", "if1", "pool", "flat", "fc", "if2", "output"]
    node(nodes, "input", "Input", shape=np.array([1, 8, 8]))
    node(nodes, "conv1", "Conv2d", weight=rng.normal(size=(4, 1, 3, 3)).astype(np.float32),
         bias=np.zeros(4, np.float32), stride=np.array([1, 1]), padding=np.array([1, 1]), dilation=np.array([1, 1]),
         groups=1, input_shape=np.array([8, 8]))
    node(nodes, "if1", "IF", **neurons(4, 8, 8))
    node(nodes, "pool", "SumPool2d", kernel_size=np.array([2, 2]), stride=np.array([2, 2]), padding=np.array([0, 0]))
    node(nodes, "flat", "Flatten", start_dim=0, end_dim=-1, input_type=np.array([4, 4, 4]))
    node(nodes, "fc", "Linear", weight=rng.choice([-0.5, 0.5], (3, 64)).astype(np.float32))
    node(nodes, "if2", "IF", **neurons(3))
    node(nodes, "output", "Output", shape=np.array([3]))
    edges = list(zip(names, names[1:]))
    graph.create_dataset("edges", data=edges, dtype=h5py.string_dtype())
