"""The recipe of train_torch.py, and checkpoints as networks."""

import dataclasses
import json
import os
import pathlib

import torch

import twin_network
from twin_data import refuse

FORWARD = {"quantized": "levels", "spiking": "spikes", "real": "real"}
WORDS = {int: "a whole number", float: "a number", bool: "true or false", str: "text"}


@dataclasses.dataclass
class Recipe:
    """What decides the result: each field is an option, and a key of the JSON object that --recipe reads."""

    network: str = "64,P,128,P,256,256,P,512,512"  # as `xnorsim train` has it, or vgg-11
    width: float = 1.0  # factor of all numbers of channels
    residual: str = "auto"  # auto or none
    time_steps: int = 8
    stages: str = (
        "quantized:30,spiking:3:0.2"  # mode:epochs:factor of the learning rates, each with a schedule of its own
    )
    fewer_steps: bool = False  # each batch of a spiking stage runs for 1..time_steps steps, drawn at random
    batch: int = 100
    latent_learning_rate: float = 0.01  # of the weights behind -1 and +1
    learning_rate: float = 0.002  # of all else
    warm_up: float = 0.2  # share of a stage in which the rates grow; then they fall to 0 on a straight line
    beta2: float = 0.99  # of Adam
    label_smoothing: float = 0.1
    latent_init: float = 0.1  # standard deviation
    gain: float = 0.5  # batch norm's at the beginning
    shift: float = 0.25
    flip: bool = True
    crop: int = 4  # pixels by which images move, over a mirrored border
    cutout: int = 0  # side of a grey square over every image
    whiten: bool = True  # first filters from the images' principal components
    teacher: str = ""  # checkpoint of a network to learn from
    teacher_share: float = 0.5  # of the loss
    teacher_temperature: float = 2.0
    start_from: str = ""  # checkpoint whose network is the beginning
    held_out: int = 2500  # training images kept out, by which settings are chosen
    images: int = 0  # train on so many only; 0 for all
    reestimate: int = 30  # batches from which statistics are taken anew at the end of a stage
    precision: str = "bfloat16"  # of convolutions: bfloat16 or float32
    seed: int = 1

    def check(self):
        """Itself, if its values can be."""
        for right, text in (
            (self.residual in ("auto", "none"), f"residual {self.residual!r}, expected auto or none"),
            (self.precision in ("bfloat16", "float32"), f"precision {self.precision!r}, expected bfloat16 or float32"),
            (self.time_steps > 0, f"time_steps {self.time_steps}, expected at least 1"),
            (self.batch > 0, f"batch {self.batch}, expected at least 1"),
            (self.width > 0, f"width {self.width}, expected more than 0"),
            (0 <= self.warm_up < 1, f"warm_up {self.warm_up}, expected 0 or more and less than 1"),
            (0 <= self.teacher_share <= 1, f"teacher_share {self.teacher_share}, expected 0..1"),
            (self.images >= 0, f"images {self.images}, expected 0 or more"),
            (0 <= self.crop < 16, f"crop {self.crop}, expected 0..15"),
            (0 <= self.cutout < 32, f"cutout {self.cutout}, expected 0..31"),
            (self.held_out >= 0, f"held_out {self.held_out}, expected 0 or more"),
        ):
            if not right:
                refuse(text)
        self.plan()
        return self

    def plan(self):
        """(mode, epochs, factor) of every stage."""
        try:
            parts = [(word.split(":") + ["1"])[:3] for word in self.stages.split(",")]
            return [(FORWARD[mode], float(epochs), float(factor)) for mode, epochs, factor in parts]
        except (KeyError, ValueError):
            return refuse(
                f"stages {self.stages!r}: expected mode:epochs or mode:epochs:factor with a mode of "
                f"{', '.join(FORWARD)}, "
                "joined by commas"
            )

    def build(self, image, classes):
        """A network of this recipe for images (channels, rows, columns), with weights drawn anew."""
        shapes = twin_network.parse(self.network, self.width, image, self.residual)
        return twin_network.Network(
            shapes,
            classes,
            image,
            self.time_steps,
            getattr(torch, self.precision),
            self.gain,
            self.shift,
            self.latent_init,
        )


def load(path, device="cpu"):
    """A checkpoint's state, and its network."""
    if not os.path.exists(path):
        refuse(f"{path}: there is no such checkpoint")
    try:
        state = torch.load(path, map_location=device)
        network = Recipe(**state["recipe"]).build(state["image"], state["classes"])
        network.load_state_dict(state["network"])
    except Exception:  # whatever a file that is something else makes of torch.load
        return refuse(f"{path}: is not a checkpoint of this program")
    return state, network.to(device)


def read_recipe(options, values):
    """The checkpoint's values if there is one, over them those of --recipe, over them the options."""
    known = {field.name: type(field.default) for field in dataclasses.fields(Recipe)}
    if options.recipe:
        for name, value in read_json(options.recipe).items():
            if name not in known:
                refuse(f"{options.recipe}: {name!r} is not a key of a recipe, expected {', '.join(known)}")
            if type(value) is not known[name] and (known[name], type(value)) != (float, int):
                refuse(f"{options.recipe}: {name} is {json.dumps(value)[:80]}, expected {WORDS[known[name]]}")
            values = {**values, name: value}
    given = {name: getattr(options, name) for name in known if getattr(options, name) is not None}
    return Recipe(**{**values, **given}).check()


def read_json(path):
    try:
        values = json.loads(pathlib.Path(path).read_text())
    except (OSError, ValueError) as e:
        return refuse(f"{path}: cannot be read: {str(e).splitlines()[0]}")
    if not isinstance(values, dict):
        refuse(f"{path}: expected a JSON object of recipe keys")
    return values
