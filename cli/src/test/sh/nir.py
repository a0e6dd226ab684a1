"""Writes NIR files of many kinds with h5py, computes in float with NumPy what they do, and compares that with what
`xnorsim import` and `xnorsim run` make of them, spike by spike.

    python3 nir.py XNORSIM FOLDER
"""

import os
import subprocess
import sys

import h5py
import numpy as np

xnorsim, folder = sys.argv[1:]
rng = np.random.default_rng(11)
STEPS = 5
INF = np.float32("inf")


def eighths(*shape):
    return (rng.integers(-12, 13, shape) / 8.0).astype(np.float32)


def signs(outputs, *shape):
    a = 2.0 ** (np.arange(outputs) % 4 - 2)
    return (rng.choice([-1.0, 1.0], (outputs, *shape)) * a.reshape(-1, *[1] * len(shape))).astype(np.float32)


def pair(value):
    return np.broadcast_to(np.asarray(value), (2,))


def padded(x, node, kernel):
    p = node.get("padding", 0)
    if isinstance(p, str) and p == "same":
        before = [(k - 1) // 2 for k in kernel]
        return np.pad(x, [(0, 0)] + [(b, k - 1 - b) for b, k in zip(before, kernel)])
    zeros = (0, 0) if isinstance(p, str) else pair(p)
    return np.pad(x, [(0, 0)] + [(z, z) for z in zeros])


def convolution(x, node):
    w, stride, dilation = node["weight"], pair(node.get("stride", 1)), pair(node.get("dilation", 1))
    groups = int(node.get("groups", 1))
    kernel = [(k - 1) * d + 1 for k, d in zip(w.shape[2:], dilation)]
    x = padded(x, node, kernel)
    rows, columns = [(n - k) // s + 1 for n, k, s in zip(x.shape[1:], kernel, stride)]
    y = np.zeros((w.shape[0], rows, columns)) + node.get("bias", np.zeros(w.shape[0])).reshape(-1, 1, 1)
    for o in range(w.shape[0]):
        first = o // (w.shape[0] // groups) * w.shape[1]
        for i in range(rows):
            for j in range(columns):
                part = x[first:first + w.shape[1], i * stride[0]:i * stride[0] + kernel[0]:dilation[0],
                         j * stride[1]:j * stride[1] + kernel[1]:dilation[1]]
                y[o, i, j] += (w[o] * part).sum()
    return y


def pooling(x, node):
    k, s = pair(node["kernel_size"]), pair(node["stride"])
    x = np.pad(x, [(0, 0)] + [(z, z) for z in pair(node.get("padding", 0))])
    rows, columns = [(n - kk) // ss + 1 for n, kk, ss in zip(x.shape[1:], k, s)]
    y = np.array([[x[:, i * s[0]:i * s[0] + k[0], j * s[1]:j * s[1] + k[1]].sum((1, 2)) for j in range(columns)]
                  for i in range(rows)]).transpose(2, 0, 1)
    return y / (k[0] * k[1]) if node["type"] == "AvgPool2d" else y


def apply(node, x, potentials, name, dt, hard):
    kind = node["type"]
    if kind == "Conv2d":
        return convolution(x, node)
    if kind in ("Linear", "Affine"):
        return node["weight"] @ x + node.get("bias", 0)
    if kind == "Flatten":
        return x.ravel()
    if kind in ("SumPool2d", "AvgPool2d"):
        return pooling(x, node)
    if kind == "Scale":
        return x * node["scale"]
    if kind == "Threshold":
        return (x > node["threshold"]).astype(float)
    r = node["r"]
    v = potentials.get(name, 0) + np.where(np.isinf(r), 1, r * dt) * x
    fires = v > node["v_threshold"] if "v_threshold" in node else np.zeros(np.shape(v), bool)
    reset = node.get("v_reset", 0) if hard else v - node.get("v_threshold", 0)
    potentials[name] = np.where(fires, reset, v)
    return fires.astype(float) if "v_threshold" in node else potentials[name]


def evaluate(nodes, edges, inputs, dt, hard):
    """All spikes of all neurons, by name, and the last potentials."""
    potentials, spikes = {}, {}
    for x in inputs:
        values = {}
        for name, node in nodes.items():
            if node["type"] == "Input":
                values[name] = x.astype(float)
            elif node["type"] != "Output":
                values[name] = apply(node, sum(values[a] for a, b in edges if b == name), potentials, name, dt, hard)
                if "v_threshold" in node:
                    spikes.setdefault(name, []).append(values[name])
    return {name: np.array(s) for name, s in spikes.items()}, potentials


def write(path, nodes, edges, compression):
    text = h5py.string_dtype()
    with h5py.File(path, "w") as file:
        file.create_dataset("version", data="1.0.7", dtype=text)
        graph = file.create_group("node")
        graph.create_dataset("type", data="NIRGraph", dtype=text)
        graph.create_dataset("edges", data=[edges[i] for i in rng.permutation(len(edges))], dtype=text)
        group = graph.create_group("nodes")
        for name, fields in nodes.items():
            node = group.create_group(name)
            for field, value in fields.items():
                if isinstance(value, str):
                    node.create_dataset(field, data=value, dtype=text)
                else:
                    many = isinstance(value, np.ndarray) and value.ndim > 0 and value.size > 8
                    node.create_dataset(field, data=value, compression=compression if many else None)


def chain(*names):
    return list(zip(names, names[1:]))


def neurons(threshold, *shape, kind="IF", r=1.0, **more):
    return dict(type=kind, r=np.full(shape, r, np.float32), v_threshold=np.full(shape, threshold, np.float32),
                **{k: np.full(shape, v, np.float32) for k, v in more.items()})


def case(name, nodes, edges, *options, dt=1.0, hard=False, compression="gzip", renamed=()):
    path, model = os.path.join(folder, name + ".nir"), os.path.join(folder, name + ".npz")
    write(path, nodes, edges, compression)
    said = subprocess.run([xnorsim, "import", path, "-o", model, "--time-steps", str(STEPS), "--reset",
                           "hard" if hard else "soft", *options], capture_output=True, text=True)
    if said.returncode != 0:
        sys.exit(f"{name}: import ended with {said.returncode}: {said.stderr}")
    first = next(iter(nodes.values()))
    inputs = rng.integers(0, 2, (2, STEPS, *first["shape"]), dtype=np.uint8)
    results = os.path.join(folder, name)
    np.save(results + ".inputs.npy", inputs if inputs.ndim == 5 else inputs.reshape(2, STEPS, -1))
    run = subprocess.run([xnorsim, "run", model, "--inputs", results + ".inputs.npy", "--save", results],
                         capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f"{name}: run ended with {run.returncode}: {run.stderr}")
    count = 0
    for k in range(2):
        spikes, potentials = evaluate(nodes, edges, inputs[k], dt, hard)
        for neuron, expected in spikes.items():
            got = np.load(os.path.join(results, neuron + ".npz"))["spikes"][k]
            assert (got.reshape(expected.shape) == expected).all(), f"{name}: spikes of {neuron} differ"
            count += int(expected.sum())
        last = [n for n in potentials if n not in spikes]
        for neuron in last:
            got = np.load(os.path.join(results, neuron + ".npz"))["membranes"][k]
            assert np.allclose(got.ravel(), potentials[neuron].ravel(), atol=1e-6), f"{name}: {neuron} differs"
    assert count > 0, f"{name}: nothing fires"
    print(f"{name}: {count} spikes as NumPy has them")


def refused(name, nodes, edges, *words):
    path = os.path.join(folder, name + ".nir")
    write(path, nodes, edges, None)
    said = subprocess.run([xnorsim, "import", path, "-o", path + ".npz"], capture_output=True, text=True)
    assert said.returncode == 2 and said.stdout == "" and said.stderr.count("\n") == 1, (name, said)
    assert all(word in said.stderr for word in words), (name, said.stderr)
    print(f"{name}: refused: {said.stderr.strip()[-150:]}")


inp = dict(type="Input", shape=np.array([2, 8, 8]))
out = dict(type="Output", shape=np.array([3]))
flat = dict(type="Flatten", start_dim=0, end_dim=-1, input_type=np.array([4, 4, 4]))
accumulate = dict(type="I", r=np.ones(3, np.float32))

# Groups, dilation, a stride, uneven padding in the first layer; "valid", dilation and groups in the second; a pooling
# that sums; old files without gzip.
case("first", {
    "in": inp,
    "c1": dict(type="Conv2d", weight=eighths(4, 1, 3, 2), bias=eighths(4), stride=1, padding=np.array([2, 1]),
               dilation=np.array([2, 1]), groups=2),
    "f1": neurons(1, 4, 8, 9),
    "c2": dict(type="Conv2d", weight=signs(4, 2, 3, 3), bias=eighths(4), stride=np.array([1, 1]), padding="valid",
               dilation=np.array([1, 2]), groups=2, input_shape=np.array([8, 9])),
    "f2": neurons(0.5, 4, 6, 5),
    "p2": dict(type="SumPool2d", kernel_size=np.array([2, 2]), stride=np.array([2, 2]), padding=np.array([0, 0])),
    "flat": flat, "fc": dict(type="Linear", weight=eighths(3, 24)), "sum": accumulate, "out": out},
    chain("in", "c1", "f1", "c2", "f2", "p2", "flat", "fc", "sum", "out"), compression=None)

# A residual: two edges into one node, with common weights; "same" of an even width; Norse's and sinabs' r = 1; hard
# reset to below 0.
case("residual", {
    "in": inp,
    "c1": dict(type="Conv2d", weight=eighths(4, 2, 3, 3), bias=eighths(4), stride=2, padding=1, dilation=1, groups=1),
    "f1": neurons(0.75, 4, 4, 4, v_reset=-0.5),
    "c2": dict(type="Conv2d", weight=signs(4, 4, 3, 2), bias=np.zeros(4), stride=1, padding="same", dilation=1,
               groups=1),
    "f2": neurons(0.5, 4, 4, 4, v_reset=0),
    "c3": dict(type="Conv2d", weight=signs(4, 4, 3, 3), bias=eighths(4), stride=1, padding=1, dilation=1, groups=1),
    "f3": neurons(1, 4, 4, 4, v_reset=0.25), "flat": flat,
    "fc": dict(type="Affine", weight=eighths(3, 64), bias=eighths(3)), "sum": accumulate, "out": out},
    chain("in", "c1", "f1", "c2", "f2", "c3", "f3", "flat", "fc", "sum", "out") + [("f1", "c3")], hard=True)

# snnTorch's Leaky with beta = 1: tau and r infinite; Scale in both places; an OR of spikes; mean pooling.
case("leaky", {
    "in": inp,
    "s0": dict(type="Scale", scale=np.full((2, 8, 8), 0.5, np.float32)),
    "c1": dict(type="Conv2d", weight=eighths(4, 2, 3, 3), bias=eighths(4), stride=1, padding=1, dilation=1, groups=1),
    "f1": neurons(0.75, 4, 8, 8, kind="LIF", r=INF, tau=INF, v_leak=0, v_reset=0),
    "p1": dict(type="SumPool2d", kernel_size=2, stride=2, padding=0),
    "or": dict(type="Threshold", threshold=np.full((4, 4, 4), 0.5, np.float32)),
    "c2": dict(type="Conv2d", weight=signs(4, 4, 3, 3), bias=np.zeros(4), stride=1, padding=1, dilation=1, groups=1),
    "s2": dict(type="Scale", scale=np.repeat([0.5, 2, -1, 1], 16).reshape(4, 4, 4).astype(np.float32)),
    "f2": neurons(0.5, 4, 4, 4, kind="Leaky", r=INF, tau=INF, v_leak=0),
    "p2": dict(type="AvgPool2d", kernel_size=np.array([2, 2]), stride=np.array([2, 2]), padding=np.array([0, 0])),
    "flat": flat, "fc": dict(type="Linear", weight=eighths(3, 16)), "sum": dict(type="LI", r=np.full(3, INF),
                                                                               tau=np.full(3, INF), v_leak=np.zeros(3)),
    "out": out},
    chain("in", "s0", "c1", "f1", "p1", "or", "c2", "s2", "f2", "p2", "flat", "fc", "sum", "out"))

# SpikingJelly's r = 1 / dt; dense layers; weights of 64 bits; the last neurons fire.
case("dense", {
    "in": dict(type="Input", shape=np.array([12])),
    "l1": dict(type="Affine", weight=eighths(16, 12).astype(float), bias=eighths(16)),
    "f1": neurons(1, 16, r=8192),
    "l2": dict(type="Linear", weight=signs(3, 16)), "f2": neurons(0.5, 3, r=8192), "out": out},
    chain("in", "l1", "f1", "l2", "f2", "out"), "--dt", str(1 / 8192), dt=1 / 8192)

# A residual through two nodes with the same weights; Flatten as PyTorch counts; truth values and small integers as
# weights.
shared = signs(4, 4, 3, 3)
case("twice", {
    "in": inp,
    "c1": dict(type="Conv2d", weight=rng.integers(0, 2, (4, 2, 3, 3)).astype(bool), bias=eighths(4), stride=2,
               padding=1),
    "f1": neurons(1.75, 4, 4, 4),
    "c2": dict(type="Conv2d", weight=rng.choice([-1, 1], (4, 4, 3, 3)).astype(np.int8), bias=np.zeros(4), stride=1,
               padding=1),
    "f2": neurons(0.5, 4, 4, 4),
    "c3": dict(type="Conv2d", weight=shared, bias=eighths(4), stride=1, padding=1),
    "c4": dict(type="Conv2d", weight=shared, bias=eighths(4), stride=1, padding=1),
    "f3": neurons(1, 4, 4, 4), "flat": dict(type="Flatten", start_dim=1, end_dim=-1),
    "fc": dict(type="Linear", weight=eighths(3, 64)), "sum": accumulate, "out": out},
    chain("in", "c1", "f1", "c2", "f2", "c3", "f3", "flat", "fc", "sum", "out") + [("f1", "c4"), ("c4", "f3")])

# What the hardware cannot express is refused by the name of the node.
base = {"in": dict(type="Input", shape=np.array([12])), "l1": dict(type="Linear", weight=eighths(16, 12)),
        "f1": neurons(1, 16), "l2": dict(type="Linear", weight=signs(3, 16)), "f2": neurons(1, 3), "out": out}
line = chain("in", "l1", "f1", "l2", "f2", "out")
refused("real", base | {"l2": dict(type="Linear", weight=eighths(3, 16) + np.float32(0.0625))}, line, "node l2",
        "output channel 0", "distinct values")
refused("leaking", base | {"f2": neurons(1, 3, kind="LIF", tau=0.02, v_leak=0)}, line, "node f2", "tau")
refused("unequal", base | {"l3": dict(type="Linear", weight=signs(3, 16))}, line + [("f1", "l3"), ("l3", "f2")],
        "node f2")
refused("delayed", base | {"l2": dict(type="Delay", delay=np.ones(16))}, line, "l2", "Delay")
refused("inner", base | {"l2": dict(type="NIRGraph")}, line, "l2", "NIRGraph")
refused("circle", base, line + [("f2", "l2")], "cycle")
print("nir.py: passed")
