"""Drives a network with spikes made in NumPy and looks at what its layers did.

    python3 spikes.py write tiny.npz spikes.npy
    xnorsim run tiny.npz --inputs spikes.npy --save results
    python3 spikes.py read tiny.npz spikes.npy results
"""

import json
import sys

import numpy as np

IMAGES, STEPS, SIDE = 5, 6, 8


def write(model_file, spikes_file):
    """A model file with random weights, and random spikes for it."""
    rng = np.random.default_rng(1)
    layers = [
        dict(kind="first", name="conv1", stride=1, padding=1, pool=2, theta=1.0, weight_bits=8, weight_fraction_bits=6),
        dict(kind="binary", name="conv2", stride=1, padding=1, pool=1, theta=3.0, residual=False, reset="hard"),
        dict(kind="last", name="out", stride=1, padding=0, weight_bits=8, weight_fraction_bits=6),
    ]
    model = dict(format="xnorsim-network", version=1, name="tiny", time_steps=STEPS, input=[1, SIDE, SIDE],
                 layers=layers)
    arrays = {
        "conv1.weights": rng.integers(-60, 99, (4, 1, 3, 3), np.int8),
        "conv1.mu": np.zeros(4), "conv1.sigma": np.ones(4),
        "conv2.weights": rng.integers(0, 2, (6, 4, 3, 3), np.uint8), "conv2.alpha": np.ones(6),
        "conv2.mu": np.zeros(6), "conv2.sigma": np.ones(6),
        "out.weights": rng.integers(-99, 99, (3, 6, 4, 4), np.int8), "out.bias": np.zeros(3),
    }
    np.savez(model_file, model=np.frombuffer(json.dumps(model).encode(), np.uint8), **arrays)
    np.save(spikes_file, rng.integers(0, 2, (IMAGES, STEPS, 1, SIDE, SIDE), np.uint8))


def read(model_file, spikes_file, folder):
    """Checks the first layer's spikes against NumPy: integrate, fire above theta, take theta off."""
    weights = np.load(model_file)["conv1.weights"] / 64.0
    inputs = np.pad(np.load(spikes_file)[:, :, 0], ((0, 0), (0, 0), (1, 1), (1, 1))).astype(float)
    results = np.load(folder + "/conv1.npz")
    membrane = np.zeros((IMAGES, 4, SIDE, SIDE))
    for t in range(STEPS):
        for row in range(3):
            for column in range(3):
                part = inputs[:, t, None, row:row + SIDE, column:column + SIDE]
                membrane += weights[None, :, 0, row, column, None, None] * part
        fired = membrane > 1
        membrane -= fired
        assert np.array_equal(results["spikes"][:, t], fired), t
    assert np.array_equal(results["membranes"], membrane)
    for name in ("conv1", "conv2"):
        print(name, "fires", round(float(np.load(folder + f"/{name}.npz")["spikes"].mean()), 3))
    print("classes", np.load(folder + "/classes.npy"))


if __name__ == "__main__":
    {"write": write, "read": read}[sys.argv[1]](*sys.argv[2:])
