"""Asks xnorsim what outsiders found wrong once, and compares its answers with arithmetic of fractions.

    python3 faults_section_a.py ../../xnorsim work

One function a point; each writes the small network that it is about into the folder `work`. NumPy and the standard
library alone.
"""

import json
import re
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import numpy as np

XNORSIM, FOLDER = sys.argv[1], Path(sys.argv[2])


def xnorsim(*words, code=0):
    """Runs a command; what it printed."""
    run = subprocess.run([XNORSIM, *map(str, words)], capture_output=True, text=True)
    assert run.returncode == code, (words, run.returncode, run.stdout, run.stderr)
    return run.stdout if code != 2 else run.stderr


def model(name, steps, inputs, *layers):
    """A model file of fully connected layers: the first, any number of binarized ones, the last."""
    described, arrays = [], {}
    for i, layer in enumerate(layers):
        layer = dict(layer)
        weights = layer.pop("weights")
        outputs = len(weights)
        end = 0 < i == len(layers) - 1
        binary = 0 < i < len(layers) - 1
        label = f"l{i}"
        arrays[label + ".weights"] = np.array(weights, np.uint8 if binary else np.int8).reshape(outputs, -1, 1, 1)
        defaults = dict(bias=np.zeros(outputs)) if end else dict(mu=np.zeros(outputs), sigma=np.ones(outputs))
        if binary:
            defaults["alpha"] = np.ones(outputs)
        for key in ("mu", "sigma", "alpha", "gain", "shift", "bias"):
            if key in layer or key in defaults:
                arrays[f"{label}.{key}"] = np.array(layer.pop(key, defaults.get(key)), float)
        kind = "last" if end else "binary" if binary else "first"
        fixed = dict(residual=False, pool=1) if binary else dict(pool=1) if kind == "first" else {}
        bits = {} if binary else dict(weight_bits=8, weight_fraction_bits=layer.pop("fraction", 0))
        described.append(dict(kind=kind, name=label, stride=1, padding=0, **fixed, **bits, **layer))
    about = dict(format="xnorsim-network", version=1, name=name, time_steps=steps, input=[inputs, 1, 1],
                 layers=described)
    np.savez(FOLDER / f"{name}.npz", model=np.frombuffer(json.dumps(about).encode(), np.uint8), **arrays)
    return FOLDER / f"{name}.npz"


def inputs(name, values):
    """Inputs (images, T, values) as a file."""
    np.save(FOLDER / f"{name}.npy", np.array(values, np.uint8))
    return FOLDER / f"{name}.npy"


def architecture(name, **keys):
    (FOLDER / f"{name}.yaml").write_text("".join(f"{key}: {value}\n" for key, value in keys.items()))
    return FOLDER / f"{name}.yaml"


def real_spikes(file, values):
    """Eq. (6) on the model's doubles, taken for the numbers they are: spikes of every layer but the last.

    Shapes are (image, T, neuron).
    """
    arrays = np.load(file)
    about = json.loads(bytes(arrays["model"]))
    exact = np.vectorize(Fraction, otypes=[object])
    spikes = []
    seen = exact(np.array(values, float)) / (256 if about["layers"][0].get("coding") == "direct" else 1)
    for layer in about["layers"][:-1]:
        def of(key, default):
            entry = f"{layer['name']}.{key}"
            return exact(arrays[entry]) if entry in arrays.files else Fraction(default)
        weights = arrays[layer["name"] + ".weights"].astype(float)
        weights = 2 * weights - 1 if layer["kind"] == "binary" else weights / 2.0 ** layer["weight_fraction_bits"]
        weights = exact(weights.reshape(len(weights), -1))
        u = exact(np.zeros((len(seen), len(weights))))
        fired = np.zeros((*seen.shape[:2], len(weights)), np.uint8)
        for t in range(seen.shape[1]):
            x = of("alpha", 1) * seen[:, t].dot(weights.T)
            u = u + of("gain", 1) * (x - of("mu", 0)) / of("sigma", 1) + of("shift", 0)
            fired[:, t] = u > Fraction(layer["theta"])
            after = Fraction(layer.get("reset_to", 0)) if layer.get("reset") == "hard" else u - Fraction(layer["theta"])
            u = np.where(fired[:, t] == 1, after, u)
        spikes.append(fired)
        seen = exact(fired.astype(float))
    return spikes


def differences(file, values, **arch):
    """Spikes of a run that differ from the real numbers: as counted here, and as the run says."""
    report = json.loads(xnorsim("run", file, "--inputs", inputs("in", values), "--save", FOLDER / "out", "--json",
                                "--arch", architecture("arch", **arch)))
    assert report["spikes_different"] == 0
    count = 0
    for i, expected in enumerate(real_spikes(file, values)):
        got = np.load(FOLDER / "out" / f"l{i}.npz")["spikes"].reshape(expected.shape)
        count += int((got != expected).sum())
    return count, report["spikes_different_from_real_numbers"]


HAND_ON = dict(weights=np.eye(4, dtype=int), theta=0.5, reset="hard")
LAST = dict(weights=[[1]])


def a1_a_tie_that_double_does_not_see():
    """theta_hat = sigma * theta / alpha is just below 4, as 4/3 is no double; in double it is 4."""
    file = model("tie", 4, 4, HAND_ON, dict(weights=[[1, 1, 1, 1]], alpha=[0.125], sigma=[4 / 3], theta=0.375), LAST)
    ones = np.ones((1, 4, 4))
    assert real_spikes(file, ones)[1].ravel().tolist() == [1, 1, 1, 1]
    assert differences(file, ones, fraction_bits=8) == (1, 1)
    assert differences(file, ones, fraction_bits="auto") == (0, 0)


def a1_numbers_that_meet_or_just_miss():
    """Random layers of such numbers, soft and hard resets, pixels as inputs: the run counts what fractions count."""
    rng = np.random.default_rng(7)
    numbers = np.array([1, 2, 0.5, 0.125, 0.375, 0.1, 0.3, 1 / 3, 4 / 3, 0.7, np.nextafter(1, 2)])

    def layer(weights, **more):
        count = len(weights)
        signs = rng.choice([-1, 1], count, p=[0.25, 0.75])
        return dict(weights=weights, theta=float(rng.choice(numbers)), sigma=rng.choice(numbers, count),
                    mu=rng.choice(numbers, count) - rng.choice(numbers, count), gain=signs * rng.choice(numbers, count),
                    **more)

    for coding, top in ("poisson", 1), ("direct", 255):
        file = model("near" + coding, 6, 4,
                     layer(rng.integers(-3, 8, (6, 4)), fraction=2, coding=coding),
                     layer(rng.integers(0, 2, (6, 6)), alpha=rng.choice(numbers, 6), reset="hard", reset_to=-0.3),
                     layer(rng.integers(0, 2, (5, 6)), alpha=rng.choice(numbers, 5)),
                     dict(weights=np.ones((2, 5), int)))
        values = rng.integers(0, top + 1, (40, 6, 4))
        here, there = differences(file, values, fraction_bits=4)
        assert here == there, (coding, here, there)
        assert differences(file, values, fraction_bits="auto") == (0, 0)


def a5_what_a_register_holds():
    """A hard reset may set a membrane to all that U bits with F of them behind the point hold, and to nothing else."""
    def run(to, fraction, bits, code=0):
        file = model("reset", 1, 4, HAND_ON,
                     dict(weights=[[1, 1, 1, 1]], mu=[3.9], theta=0.05, reset="hard", reset_to=to), LAST)
        return xnorsim("run", file, "--inputs", inputs("in", np.ones((1, 1, 4))), "--json", "--arch",
                       architecture("arch", fraction_bits=fraction, membrane_bits=bits), code=code)

    run(0.0, 8, 8)
    run(-0.5, 15, 16)
    most = Fraction(2 ** 7 - 1, 2 ** 8)
    run(float(most), 8, 8)
    assert str(float(most)) in run(0.5, 8, 8, code=2)


def a6_the_worst_case_of_events():
    """Where every input spikes, the simulation takes as long as was predicted for the longest vectors."""
    file = model("events", 1, 4, HAND_ON, dict(weights=[[1, 1, 1, 1]], theta=0.5), LAST)
    arch = architecture("arch", loading="events")
    predicted = json.loads(xnorsim("map", file, "--arch", arch, "--json"))["cycles"]
    run = json.loads(xnorsim("run", file, "--inputs", inputs("in", np.ones((1, 1, 4))), "--arch", arch, "--json"))
    assert predicted == run["cycles_per_image"], (predicted, run["cycles_per_image"])


def a7_certified_rows_and_no_certificate():
    """A layer asks for more than 22 bits behind the point, another for 51 before it.

    Each row has parameters, no register both.
    """
    file = model("wide", 8, 4, dict(weights=[[1, 0, 0, 0]], mu=[2.0 ** -8], theta=2.0 ** -9, fraction=7),
                 dict(weights=[[1]], mu=[-2.0 ** 58], theta=1.0), LAST)
    text = xnorsim("certify", file, code=1)
    expected = r"NO: every row is certified, but with \d+ fraction bits.* layer l1 needs \d+-bit membranes"
    assert re.search(expected, text), text


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, point in list(globals().items()):
        if re.match(r"a\d+_", name):
            point()
            print(name.replace("_", " ") + ": ok")
