#!/usr/bin/env python3
"""Trains a binarized spiking network in plain PyTorch (1.13 or later, a processor or one GPU) and writes a model file.

    train_torch.py --data DIR --out RUN               train; RUN gets model.npz, curve.csv and checkpoints
    train_torch.py --data DIR --out RUN --resume      go on after an interruption, to the same bits
    train_torch.py --data DIR --test RUN/model.npz    the test images, once, in whole numbers as the hardware computes
    train_torch.py --data DIR --export m.npz --checkpoint RUN/latest.pt
                                                      a checkpoint as a model file, its statistics taken anew

Stages: `quantized` trains without time, at the cost of one time step; `spiking` fine-tunes with IF neurons; `real`
trains a teacher with real weights. `quantized:30,spiking:3:0.2` is 30 epochs of the one, then 3 of the other with a
fifth of the learning rates.
"""

import argparse
import csv
import dataclasses
import json
import os
import pathlib
import signal
import time
import zlib

import numpy as np
import torch
import torch.nn.functional as F

import twin_data
import twin_export
from twin_data import refuse
from twin_recipe import Recipe, load, read_recipe

HEADER = "wall_s,cpu_s,stage,epoch,what,loss,train_percent,held_out_percent"


class Training:
    """One run: network, optimizer and its place in the schedule. A checkpoint holds all of it."""

    def __init__(self, recipe, data, device):
        self.recipe, self.device = recipe, device
        images, labels, _, _, self.classes = twin_data.read(data)
        train, held = twin_data.split(len(images), recipe.held_out)
        train = train[: recipe.images or None]
        self.sum = zlib.crc32(labels[train].tobytes(), zlib.crc32(images[train].tobytes()))
        self.held = images[held], labels[held]
        self.batches = twin_data.Batches(
            images[train],
            labels[train],
            recipe.batch,
            recipe.crop,
            recipe.flip,
            recipe.cutout,
            recipe.seed,
            device,
        )
        if self.batches.steps == 0:
            refuse(f"batch {recipe.batch}: there are only {len(train)} images to train on, {len(held)} are held out")
        torch.manual_seed(recipe.seed)
        self.network = recipe.build(tuple(images.shape[1:]), self.classes)
        if recipe.whiten:
            self.network.whiten(twin_data.pixels(torch.from_numpy(images[train[:2000]])))
        self.spiking = False
        if recipe.start_from:
            state, beginning = load(recipe.start_from)
            if (beginning.shapes, beginning.last.weight.shape) != (self.network.shapes, self.network.last.weight.shape):
                refuse(f"{recipe.start_from}: its network is not of this recipe's layers and classes")
            self.network.load_state_dict(beginning.state_dict())
            self.spiking = state["spiking"]
        self.network.to(device)
        self.forward = self.network
        self.teacher = None
        if recipe.teacher:
            state, self.teacher = load(recipe.teacher, device)
            plan = Recipe(**state["recipe"]).plan()
            self.teacher_mode = plan[min(state["stage"], len(plan) - 1)][0]
            self.teacher.eval()
        self.stage, self.step = 0, 0
        self.seconds = {"wall": 0.0, "cpu": 0.0}
        self.clear()
        self.start_optimizer()

    def clear(self):
        self.loss, self.right, self.counted = torch.zeros(1, device=self.device), torch.zeros(1, device=self.device), 0

    def start_optimizer(self):
        net = self.network
        latent, rest = list(net.weights)[1:], [net.weights[0], *net.gains, *net.shifts, *net.last.parameters()]
        groups = [
            dict(params=latent, base=self.recipe.latent_learning_rate),
            dict(params=rest, base=self.recipe.learning_rate),
        ]
        self.optimizer = torch.optim.Adam(groups, lr=0.0, betas=(0.9, self.recipe.beta2))

    def state(self):
        return dict(
            recipe=dataclasses.asdict(self.recipe),
            image=self.network.image,
            classes=self.classes,
            sum=self.sum,
            network=self.network.state_dict(),
            optimizer=self.optimizer.state_dict(),
            stage=self.stage,
            step=self.step,
            spiking=self.spiking,
            seconds=self.seconds,
            loss=self.loss,
            right=self.right,
            counted=self.counted,
        )

    def restore(self, state):
        if state["sum"] != self.sum:
            refuse("the checkpoint is of other training images")
        self.network.load_state_dict(state["network"])
        self.start_optimizer()
        self.optimizer.load_state_dict(state["optimizer"])
        for name in ("stage", "step", "spiking", "seconds", "loss", "right", "counted"):
            setattr(self, name, state[name])

    def train_step(self, mode, total, factor):
        recipe, net = self.recipe, self.network
        images, labels = self.batches.get(self.stage, self.step)
        done = (self.step + 0.5) / total
        rate = factor * min(done / max(recipe.warm_up, 1e-9), (1 - done) / (1 - recipe.warm_up))
        for group in self.optimizer.param_groups:
            group["lr"] = group["base"] * rate
        if mode == "spikes" and recipe.fewer_steps:
            net.steps = 1 + int(np.random.default_rng([recipe.seed, self.stage, self.step]).integers(recipe.time_steps))
        logits = self.forward(images, mode)
        loss = F.cross_entropy(logits, labels, label_smoothing=recipe.label_smoothing)
        if self.teacher is not None:
            with torch.no_grad():
                wanted = F.log_softmax(self.teacher(images, self.teacher_mode) / recipe.teacher_temperature, 1)
            given = F.log_softmax(logits / recipe.teacher_temperature, 1)
            apart = F.kl_div(given, wanted, log_target=True, reduction="batchmean") * recipe.teacher_temperature**2
            loss = (1 - recipe.teacher_share) * loss + recipe.teacher_share * apart
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        net.steps = recipe.time_steps
        self.optimizer.step()
        with torch.no_grad():
            if mode != "real":
                for weight in list(net.weights)[1:]:
                    weight.clamp_(-1, 1)
            self.loss += loss.detach()
            self.right += (logits.argmax(1) == labels).float().mean()
        self.step += 1
        self.counted += 1

    def so_far(self):
        """Mean loss and percentage since the last look."""
        loss, right = float(self.loss) / max(1, self.counted), 100 * float(self.right) / max(1, self.counted)
        if not abs(loss) < 1e9:
            refuse(f"diverged: loss {loss} by step {self.step} of stage {self.stage + 1}, lower the learning rates")
        return loss, right

    @torch.no_grad()
    def held_out(self, mode, size=250):
        """Percentage right of the held-out images."""
        images, labels = self.held
        if not len(images):
            return float("nan")
        self.network.eval()
        right = 0
        for start in range(0, len(images), size):
            part = twin_data.pixels(torch.from_numpy(images[start : start + size]).to(self.device))
            right += int((self.network(part, mode).argmax(1).cpu().numpy() == labels[start : start + size]).sum())
        self.network.train()
        return 100 * right / len(images)

    @torch.no_grad()
    def reestimate(self, mode):
        """Running statistics anew: their mean over batches, while nothing is learned."""
        net = self.network
        momentum = net.momentum
        net.train()
        for k in range(min(self.recipe.reestimate, self.batches.steps)):
            net.momentum = 1 / (k + 1)
            net(self.batches.get(1000 + self.stage, k)[0], mode)
        net.momentum = momentum

    def convert(self, spiking):
        """To a spiking network, or back to one without time."""
        if self.spiking != spiking:
            self.network.start_from_zero(spiking)
            self.spiking = spiking


def save(path, state):
    """A checkpoint is always whole: written beside its place and then renamed."""
    beside = path.with_name(path.name + ".part")
    torch.save(state, beside)
    os.replace(beside, path)


def note(text):
    print(time.strftime("%H:%M:%S"), text, flush=True)


class Watch:
    """Time spent, over all resumptions, the curve and the checkpoint."""

    def __init__(self, run, out, resumed, minutes):
        self.run, self.curve, self.latest, self.minutes = run, out / "curve.csv", out / "latest.pt", minutes
        self.before, self.wall, self.cpu = dict(run.seconds), time.monotonic(), time.process_time()
        self.saved, self.stop = time.monotonic(), False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.end)
        rows = self.curve.read_text().splitlines()[1:] if resumed and self.curve.exists() else []
        # Rows from after the checkpoint will come again.
        rows = [row for row in rows if float(row.split(",")[1]) <= run.seconds["cpu"] + 1]
        self.curve.write_text("\n".join([HEADER, *rows, ""]))

    def end(self, *_):
        self.stop = True

    def clock(self):
        self.run.seconds = dict(
            wall=self.before["wall"] + time.monotonic() - self.wall,
            cpu=self.before["cpu"] + time.process_time() - self.cpu,
        )
        return self.run.seconds

    def row(self, mode, epoch, what):
        """A line of the curve; `what` is training, or what was done to the network between stages."""
        run, clock = self.run, self.clock()
        loss, right = run.so_far()
        trained = [f"{loss:.4f}", f"{right:.2f}"] if run.counted else ["", ""]
        held = run.held_out(mode)
        with self.curve.open("a", newline="") as file:
            times = f"{clock['wall']:.0f}", f"{clock['cpu']:.0f}"
            place = run.stage + 1, f"{epoch:.2f}", what
            csv.writer(file, lineterminator="\n").writerow([*times, *place, *trained, f"{held:.2f}"])
        note(
            f"stage {run.stage + 1} epoch {epoch:.2f} {what}: "
            + (f"loss {trained[0]}, {trained[1]} % right in training, " if trained[0] else "")
            + f"{held:.2f} % of the held-out images, "
            + f"{clock['cpu']:.0f} s of processor time"
        )
        run.clear()
        return held

    def progress(self, total):
        loss, right = self.run.so_far()
        note(
            f"stage {self.run.stage + 1} step {self.run.step} of {total}: loss {loss:.4f}, "
            f"{right:.2f} % right in training, {self.clock()['cpu']:.0f} s of processor time"
        )

    def checkpoint(self, now=False):
        if now or self.stop or time.monotonic() - self.saved > 60 * self.minutes:
            self.clock()
            save(self.latest, self.run.state())
            self.saved = time.monotonic()


def train(options, device):
    out = pathlib.Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    latest = out / "latest.pt"
    if latest.exists() and not options.resume and not options.overwrite:
        refuse(f"{latest} is of a training already: give --resume or --overwrite")
    state = None
    if options.resume:
        state, _ = load(latest, device)
    recipe = read_recipe(options, state["recipe"] if state else {})
    run = Training(recipe, options.data, device)
    if state:
        run.restore(state)
        changed = [
            f"{key} {old} to {new}"
            for key, new in dataclasses.asdict(recipe).items()
            if (old := state["recipe"].get(key)) != new
        ]
        note(f"resumed at stage {run.stage + 1}, step {run.step}" + "".join(f"; changed {text}" for text in changed))
    if options.compile:
        run.forward = torch.compile(run.network)
    watch = Watch(run, out, options.resume, options.checkpoint_minutes)
    plan = recipe.plan()
    held = None
    while run.stage < len(plan):
        mode, epochs, factor = plan[run.stage]
        total, every = (max(1, round(count * run.batches.steps)) for count in (epochs, options.evaluate))
        if run.step == 0:
            run.start_optimizer()
            if run.spiking != (mode == "spikes"):
                run.convert(mode == "spikes")
                watch.row(mode, 0, "converted")
                run.reestimate(mode)
                watch.row(mode, 0, "statistics anew")
        run.network.train()
        while run.step < total:
            run.train_step(mode, total, factor)
            if run.step % 50 == 0:
                watch.progress(total)
            if run.step % every == 0 and run.step < total:
                watch.row(mode, run.step / run.batches.steps, "training")
            watch.checkpoint()
            if watch.stop:
                note("stopped; --resume goes on")
                return
        watch.row(mode, epochs, "training")
        run.reestimate(mode)
        held = watch.row(mode, epochs, "statistics anew")
        save(out / f"stage{run.stage + 1}.pt", run.state())
        run.stage, run.step = run.stage + 1, 0
        watch.checkpoint(now=True)
    if plan[-1][0] == "spikes" and held is not None:
        write(run, out / "model.npz", held)


def write(run, path, held):
    """The model file, and how many held-out images it has right in whole numbers."""
    recipe = json.dumps(dataclasses.asdict(run.recipe))
    metadata = dict(
        training="examples/python/train_torch.py",
        recipe=recipe,
        held_out_percent=f"{held:.2f}",
        processor_seconds=f"{run.seconds['cpu']:.0f}",
    )
    twin_export.write(path, run.network, run.recipe.network, metadata)
    images, labels = run.held
    if len(images):
        classes = twin_export.Written(path, run.device).classes(images)
        note(f"{path}: {percent(classes[-1], labels)} of {len(images)} held-out images in whole numbers")
        note(f"after 1..{len(classes)} time steps: {', '.join(percent(early, labels) for early in classes)}")


def percent(classes, labels):
    return f"{100 * float((classes == labels).mean()):.2f} %"


def export(options, device):
    """A checkpoint, of whatever stage, as a model file."""
    state, _ = load(options.checkpoint, device)
    run = Training(Recipe(**{**state["recipe"], "teacher": "", "start_from": ""}), options.data, device)
    run.restore(state)
    run.convert(True)
    run.reestimate("spikes")
    write(run, pathlib.Path(options.export), run.held_out("spikes"))


def test(options, device):
    """Accuracy of a model file on the test images; the classes go beside it, as `xnorsim run --out` writes them."""
    _, _, images, labels, _ = twin_data.read(options.data)
    images, labels = images[: options.test_images or None], labels[: options.test_images or None]
    written = twin_export.Written(options.test, device)
    if written.model["input"] != list(images.shape[1:]):
        refuse(f"{options.test}: takes images of {written.model['input']}, expected {list(images.shape[1:])}")
    early = written.classes(images)
    classes = early[-1]
    path = pathlib.Path(options.test).with_suffix(".predictions.csv")
    with path.open("w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["image", "label", "prediction"])
        rows.writerows(zip(range(len(labels)), labels, classes))
    note(
        f"{options.test}: {int((classes == labels).sum())} of {len(labels)} test images right, "
        f"{percent(classes, labels)}; classes in {path}"
    )
    note(f"after 1..{len(early)} time steps: {', '.join(percent(each, labels) for each in early)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--data",
        required=True,
        help="folder of train.bin and test.bin (CIFAR-100), data_batch_1.bin ... (CIFAR-10) or "
        "train-images-idx3-ubyte ... (also .gz)",
    )
    parser.add_argument("--out", help="folder of a training")
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint in --out")
    parser.add_argument("--overwrite", action="store_true", help="begin anew where --out is of a training already")
    parser.add_argument("--test", metavar="MODEL", help="test a model file")
    parser.add_argument("--test-images", type=int, default=0, help="only the first so many")
    parser.add_argument("--export", metavar="MODEL", help="write a checkpoint as a model file")
    parser.add_argument("--checkpoint", help="the one for --export")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--compile", action="store_true", help="torch.compile, from PyTorch 2 on")
    parser.add_argument(
        "--evaluate", type=float, default=1.0, help="epochs from one look at the held-out images to the next"
    )
    parser.add_argument("--checkpoint-minutes", type=float, default=5)
    parser.add_argument("--recipe", help="file of a JSON object of recipe keys; options win over it")
    for field in dataclasses.fields(Recipe):
        kind = {"true": True, "false": False}.__getitem__ if field.type is bool else field.type
        parser.add_argument(
            "--" + field.name.replace("_", "-"), type=kind, help=f"{str(field.default).lower()} when left out"
        )
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    device = torch.device(options.device)
    if options.test:
        test(options, device)
    elif options.export and options.checkpoint:
        export(options, device)
    elif options.out:
        train(options, device)
    else:
        parser.error("expected --out, --test, or --export with --checkpoint")


if __name__ == "__main__":
    main()
