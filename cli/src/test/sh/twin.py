"""Checks examples/python/train_torch.py on a few made-up images: twin.py XNORSIM WORKDIR."""

import contextlib
import csv
import gzip
import hashlib
import io
import json
import pathlib
import struct
import subprocess
import sys

import numpy as np
import torch

sys.path.insert(0, str(pathlib.Path(__file__).parents[4] / "examples/python"))
import train_torch
import twin_data
import twin_export
import twin_network

XNORSIM, WORK = sys.argv[1], pathlib.Path(sys.argv[2]) / "twin"
COMMON = [
    "--network",
    "8,P,12,P,12",
    "--images",
    "160",
    "--held-out",
    "40",
    "--batch",
    "16",
    "--reestimate",
    "2",
    "--crop",
    "2",
]
TWO_STAGES = ["--stages", "quantized:3,spiking:1:0.2"]


def images(count, seed):
    """Five classes, each of a color and a direction of stripes, with noise."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 5, count)
    rows, columns = np.mgrid[:32, :32]
    stripes = np.stack([np.sin((rows * a + columns * (4 - a)) / 3) for a in range(5)])
    colors = np.random.default_rng(0).uniform(20, 90, (5, 3))
    values = 110 + colors[labels][:, :, None, None] * stripes[labels][:, None] + rng.normal(0, 15, (count, 3, 32, 32))
    return values.clip(0, 255).astype(np.uint8), labels


def write_cifar_100(folder):
    """In the form of CIFAR-100, with the sums by which xnorsim knows that so few images are meant."""
    folder.mkdir(parents=True)
    sums = []
    for name, count, seed in (("train.bin", 200, 1), ("test.bin", 24, 2)):
        pixels, labels = images(count, seed)
        data = (
            np.concatenate([np.zeros((count, 1)), labels[:, None], pixels.reshape(count, -1)], 1)
            .astype(np.uint8)
            .tobytes()
        )
        (folder / name).write_bytes(data)
        sums.append(f"{hashlib.sha256(data).hexdigest()}  {name}\n")
    (folder / "SHA256SUMS").write_text("".join(sums))


def command(*arguments):
    """What the command prints; its exit code must be 0."""
    sys.argv = ["train_torch.py", *map(str, arguments)]
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        train_torch.main()
    return printed.getvalue()


def refused(*arguments):
    """The one sentence by which bad input is refused."""
    with contextlib.redirect_stderr(io.StringIO()) as printed:
        try:
            command(*arguments)
        except SystemExit as e:
            assert e.code == 2, (arguments, e.code)
        else:
            raise AssertionError(arguments)
    text = printed.getvalue()
    assert text.count("\n") == 1 and len(text) <= 401, text
    return text


def curve(folder):
    with (folder / "curve.csv").open() as file:
        return list(csv.DictReader(file))


def learns(data):
    command("--data", data, "--out", WORK / "whole", *COMMON, *TWO_STAGES)
    rows = [row for row in curve(WORK / "whole") if row["what"] == "training"]
    losses = [float(row["loss"]) for row in rows if row["stage"] == "1"]
    assert losses[-1] < 0.8 * losses[0], losses
    assert float(rows[-1]["held_out_percent"]) > 40, rows[-1]


def resumes_to_the_same_bits(data):
    checkpoint = train_torch.Watch.checkpoint
    for stage, step in ((0, 7), (0, 20), (1, 4)):

        def interrupted(watch, now=False):
            watch.stop = (watch.run.stage, watch.run.step) == (stage, step)
            checkpoint(watch, now)

        train_torch.Watch.checkpoint = interrupted
        resume = ["--resume"] if (WORK / "parts").exists() else []
        assert "stopped" in command("--data", data, "--out", WORK / "parts", *COMMON, *TWO_STAGES, *resume)
    train_torch.Watch.checkpoint = checkpoint
    with (WORK / "parts/curve.csv").open("a") as file:
        file.write("99999,99999,2,0.50,training,1,1,1\n")  # as if killed after a row and before its checkpoint
    command("--data", data, "--out", WORK / "parts", "--resume")
    whole, parts = (np.load(WORK / name / "model.npz") for name in ("whole", "parts"))
    assert sorted(whole.files) == sorted(parts.files)
    for key in whole.files:
        if key != "model":
            assert np.array_equal(whole[key], parts[key]), key
    drop = lambda rows: [{k: v for k, v in row.items() if not k.endswith("_s")} for row in rows]
    assert drop(curve(WORK / "whole")) == drop(curve(WORK / "parts"))


def folds_exactly():
    """Batch norm as trained, in double, and whole numbers of the written file: the same spikes, gains of both signs."""
    torch.manual_seed(3)
    recipe = train_torch.Recipe(network="6,P,10,10,P,F12,F12", precision="float64", time_steps=5)
    network = recipe.build((3, 16, 16), 7).double().eval()
    with torch.no_grad():
        # First weights of any value: the network in training has the codes that the file holds.
        network.weights[0].normal_().mul_(0.3)
        for i in range(len(network.shapes)):
            network.gains[i].normal_().mul_(2)
            network.shifts[i].normal_()
            mean, variance = network.statistics(i)
            mean.normal_().mul_(3)
            variance.uniform_(1, 9).mul_(1 if i else 0.05)
        network.last.weight.copy_(torch.randint(-127, 128, network.last.weight.shape) / 1024)
    path = WORK / "folded.npz"
    twin_export.write(path, network, "folded", {}, fraction_bits=32)
    inputs = np.random.default_rng(4).integers(0, 256, (6, 3, 16, 16), np.uint8)
    written, spikes = twin_export.Written(path), []
    membranes = written.run(torch.from_numpy(inputs), spikes)
    heard, fire = [], network.fire
    network.fire = lambda *a: heard.append(fire(*a)) or heard[-1]
    network(torch.from_numpy(inputs) / 256.0, "spikes")
    for i, (ours, theirs) in enumerate(zip(heard, spikes, strict=True)):
        ours = ours.unflatten(0, (5, -1))
        assert 0.02 < float(ours.mean()) < 0.98, (i, float(ours.mean()))
        assert torch.equal(ours.float(), theirs), i
    assert any((np.sign(network.gains[i].detach().numpy()) < 0).any() for i in range(5))
    for steps in (5, 4, 3, 2, 1):
        network.steps = steps
        logits = network(torch.from_numpy(inputs) / 256.0, "spikes").double()
        assert torch.allclose(steps * logits, membranes[steps - 1], atol=1e-3), steps


def agrees_with_the_simulator(data):
    model = WORK / "whole/model.npz"
    printed = command("--data", data, "--test", model)
    subprocess.run(
        [XNORSIM, "run", model, "--data", data, "--out", WORK / "run", "--quiet"], check=True, stdout=subprocess.DEVNULL
    )
    report = json.loads((WORK / "run/report.json").read_text())
    assert report["spikes_compared"] > 0 and report["images"] == 24
    assert (
        report["spikes_different"],
        report["membranes_different"],
        report["spikes_different_from_real_numbers"],
    ) == (0, 0, 0)
    with (WORK / "run/predictions.csv").open() as file:
        theirs = list(csv.reader(file))
    with (WORK / "whole/model.predictions.csv").open() as file:
        ours = list(csv.reader(file))
    assert ours == theirs and len(ours) == 25, (ours, theirs)
    assert f"{100 * report['accuracy']:.2f} %" in printed, (printed, report["accuracy"])


def other_stages_and_data(data):
    """A real-valued teacher, another network as the beginning, idx files, and a checkpoint as a model file."""
    command("--data", data, "--out", WORK / "real", *COMMON, "--stages", "real:1", "--precision", "float32")
    assert not (WORK / "real/model.npz").exists()
    command(
        "--data",
        data,
        "--out",
        WORK / "taught",
        *COMMON,
        "--stages",
        "quantized:0.5",
        "--teacher",
        WORK / "real/latest.pt",
        "--start-from",
        WORK / "whole/stage1.pt",
    )
    command("--data", data, "--export", WORK / "taught.npz", "--checkpoint", WORK / "taught/latest.pt")
    assert twin_export.Written(WORK / "taught.npz").model["layers"][2]["residual"]
    drawn, forward = [], twin_network.Network.spikes
    twin_network.Network.spikes = lambda net, images: drawn.append(net.steps) or forward(net, images)
    begin = ["--stages", "spiking:1", "--fewer-steps", "true", "--start-from", WORK / "whole/stage1.pt"]
    printed = command("--data", data, "--out", WORK / "fewer", *COMMON, *begin)
    twin_network.Network.spikes = forward
    written = twin_export.Written(WORK / "fewer/model.npz").model["time_steps"]
    assert len(set(drawn)) >= 4 and min(drawn) >= 1 and max(drawn) == written, (drawn, written)
    assert f"after 1..{written} time steps: " in printed, printed
    idx = WORK / "idx"
    idx.mkdir()
    for part, count in (("train", 60), ("t10k", 10)):
        pixels, labels = images(count, 5)
        (idx / f"{part}-images-idx3-ubyte.gz").write_bytes(
            gzip.compress(struct.pack(">4I", 2051, count, 32, 32) + pixels[:, 0].tobytes())
        )
        (idx / f"{part}-labels-idx1-ubyte").write_bytes(
            struct.pack(">2I", 2049, count) + labels.astype(np.uint8).tobytes()
        )
    read = twin_data.read(idx)
    assert read[0].shape == (60, 1, 32, 32) and np.array_equal(read[2][:, 0], images(10, 5)[0][:, 0]) and read[4] == 5
    command(
        "--data",
        idx,
        "--out",
        WORK / "grey",
        "--network",
        "4s,4s,F8",
        "--held-out",
        "10",
        "--batch",
        "10",
        "--stages",
        "spiking:0.4",
    )


def refuses(data):
    new = ["--data", data, "--out", WORK / "x", *COMMON]
    assert "'magic:3'" in refused(*new, "--stages", "magic:3")
    assert "'Q'" in refused(*new, "--network", "8,Q")
    assert "P needs an even side, not 1" in refused(*new, "--network", "8s,8s,8s,8s,8s,P", "--residual", "none")
    assert "layer 3 cannot have a residual" in refused(*new, "--network", "16,8,8")
    assert "batch 0" in refused(*new, "--batch", "0")
    assert "only 0 images" in refused(*new, "--held-out", "200")
    assert "train.bin" in refused("--data", WORK, "--out", WORK / "x")
    assert "--resume" in refused("--data", data, "--out", WORK / "whole")
    assert "latest.pt" in refused("--data", data, "--out", WORK / "nothing", "--resume")
    recipe = WORK / "recipe.json"
    for text, part in (
        ("{", "cannot be read"),
        ("[]", "JSON object"),
        ('{"epochs": 3}', "'epochs'"),
        ('{"batch": "x"}', "a whole number"),
    ):
        recipe.write_text(text)
        assert part in refused(*new[:4], "--recipe", recipe)
    assert "model file" in refused("--data", data, "--test", recipe)
    assert "no such" in refused("--data", data, "--test", WORK / "nothing.npz").lower()
    assert "not a checkpoint" in refused(*new, "--start-from", recipe)
    assert "not of this recipe's layers" in refused(
        *new, "--network", "8,P,8", "--start-from", WORK / "whole/stage1.pt"
    )
    torn = WORK / "torn"
    torn.mkdir()
    (torn / "train.bin").write_bytes((data / "train.bin").read_bytes()[:-1])
    assert "multiple of 3074" in refused("--data", torn, "--out", WORK / "x")
    (torn / "torn.tar.gz").write_bytes(b"\x1f\x8b no archive")
    assert "torn.tar.gz" in refused("--data", torn / "torn.tar.gz", "--out", WORK / "x")


def cuts_out():
    """The square lies in the image as far as its middle allows, and moves; nothing else changes."""
    images = np.full((40, 3, 9, 9), 200, np.uint8)
    images[:, :, 0] = 7
    whole, cut = (twin_data.Batches(images, np.arange(40), 40, 0, False, n, 1, torch.device("cpu")) for n in (0, 4))
    (plain, labels), (holed, same) = whole.get(0, 0), cut.get(0, 0)
    assert torch.equal(labels, same)
    grey = holed * 256 == 128
    assert torch.equal(grey[:, 0], grey[:, 2]) and torch.equal(holed[~grey], plain[~grey])
    rows, columns = grey[:, 0].any(2).sum(1), grey[:, 0].any(1).sum(1)
    assert torch.equal(rows * columns, grey[:, 0].sum((1, 2)))
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == (2, 4, 2, 4), (rows, columns)
    assert len({tuple(row.tolist()) for row in grey[:, 0].any(2)}) > 5


def main():
    data = WORK / "data"
    write_cifar_100(data)
    learns(data)
    resumes_to_the_same_bits(data)
    folds_exactly()
    cuts_out()
    agrees_with_the_simulator(data)
    other_stages_and_data(data)
    refuses(data)
    print("twin.py: passed")


main()
