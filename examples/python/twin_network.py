"""The network of train_torch.py: real weights in the first and the last layer, weights -1 and +1 between, IF neurons.

It runs in three ways. `levels`: without time, an activation is the rate an IF neuron reaches in T steps, k / T.
`spikes`: T time steps of IF neurons with soft reset, theta 1; training goes back once, through the mean rates.
`real`: as `levels` with real weights and activations in 0..1, for a teacher.
"""

import dataclasses
import re

import torch
import torch.nn.functional as F

from twin_data import refuse

EPSILON = 1e-5
WEIGHT_BITS = 8  # of the first and the last layer
LARGEST_CODE = 2 ** (WEIGHT_BITS - 1) - 1
VGG_11 = "64,P,128,P,256,256,P,512,512,P,512,512,P,F512,F512"
VGG_11_RESIDUALS = (3, 4, 5, 6, 7, 9)


@dataclasses.dataclass
class Shape:
    """One hidden layer: its convolution, the window of its pooling, and the side of its map after that."""

    inputs: int
    channels: int
    kernel: int
    stride: int
    padding: int
    pool: int
    residual: bool
    side: int


def units(weights):
    """Each channel's unit of the first weights, (channels, 1, 1, 1): its largest weight becomes the largest code."""
    return (weights.detach().abs().amax((1, 2, 3), keepdim=True) / LARGEST_CODE).clamp_min(1e-12)


def parse(network, width, image, residual="auto"):
    """Hidden layers of a network in the notation of `xnorsim train`, for images (channels, rows, columns)."""
    vgg = network == "vgg-11"
    channels, side, columns = image
    if side != columns:
        refuse(f"images of {side}x{columns} are not square")
    shapes = []
    for word in (VGG_11 if vgg else network).split(","):
        match = re.fullmatch(r"P|(F?)([1-9][0-9]*)(?:k([13579]))?(s?)", word.strip())
        if not match or (word == "P" and (not shapes or shapes[-1].pool > 1)):
            refuse(f"network {network!r}: {word!r} is not known there; expected words such as 64, 64s, 64k5, P or F128")
        if word == "P":
            if side % 2:
                refuse(f"network {network!r}: P needs an even side, not {side}")
            side //= 2
            shapes[-1].pool, shapes[-1].side = 2, side
            continue
        kernel = side if match[1] else int(match[3] or 3)
        stride = 2 if match[4] else 1
        padding = 0 if match[1] else kernel // 2
        count = max(4, round(int(match[2]) * width / 4) * 4)
        side = (side + 2 * padding - kernel) // stride + 1
        number = len(shapes) + 1
        wanted = residual == "auto" and (number in VGG_11_RESIDUALS if vgg else number >= 3)
        if wanted and (shapes[-2].side % shapes[-1].side or shapes[-2].channels > channels):
            refuse(
                f"network {network!r}: layer {number} cannot have a residual, as "
                f"{shapes[-2].channels} maps of side {shapes[-2].side} "
                f"do not fit {channels} of side {shapes[-1].side}; --residual none leaves them out"
            )
        shapes.append(Shape(channels, count, kernel, stride, padding, 1, wanted, side))
        channels = count
    return shapes


class Sign(torch.autograd.Function):
    """-1 and +1, +1 for 0; the gradient goes straight through."""

    @staticmethod
    def forward(ctx, weights, dtype):
        return torch.copysign(weights.new_ones(()), weights + 0.0).to(dtype)

    @staticmethod
    def backward(ctx, gradient):
        return gradient.float(), None


class Codes(torch.autograd.Function):
    """First weights in units of `unit`, rounded to the codes the hardware holds; the gradient goes straight through."""

    @staticmethod
    def forward(ctx, weights, unit, dtype):
        ctx.save_for_backward(unit)
        return (weights / unit).round_().to(dtype)

    @staticmethod
    def backward(ctx, gradient):
        (unit,) = ctx.saved_tensors
        return gradient.float() / unit, None, None


class Levels(torch.autograd.Function):
    """clip(floor(T y + 1/2), 0, T) / T; the gradient goes straight through where y is within half a level of 0..1."""

    @staticmethod
    def forward(ctx, y, steps, dtype):
        ctx.save_for_backward(y)
        ctx.margin = 0.5 / max(steps, 2)
        return (y * steps).add_(0.5).clamp_(0, steps).floor_().mul_(1 / steps).to(dtype)

    @staticmethod
    def backward(ctx, gradient):
        (y,) = ctx.saved_tensors
        # In the order of y: mixed orders cost fifty times as much on the processor.
        gradient = gradient.contiguous(memory_format=torch.channels_last).to(y.dtype)
        return torch.ops.aten.hardtanh_backward(gradient, y, -ctx.margin, 1 + ctx.margin), None, None


class MeanOfSums(torch.autograd.Function):
    """The convolution of the mean rates: its value, the mean of T steps' sums, is known; only the way back is new."""

    @staticmethod
    def forward(ctx, rates, weights, mean, stride, padding):
        ctx.save_for_backward(rates, weights)
        ctx.stride, ctx.padding = stride, padding
        return mean

    @staticmethod
    def backward(ctx, gradient):
        rates, weights = ctx.saved_tensors
        two = lambda n: [n, n]
        to_rates, to_weights, _ = torch.ops.aten.convolution_backward(
            gradient.to(rates.dtype),
            rates,
            weights,
            None,
            two(ctx.stride),
            two(ctx.padding),
            two(1),
            False,
            two(0),
            1,
            [True, True, False],
        )
        return to_rates, to_weights, None, None, None


class Network(torch.nn.Module):
    """All that is learned, and the running statistics."""

    def __init__(self, shapes, classes, image, steps, dtype, gain=0.5, shift=0.25, latent=0.1, momentum=0.1):
        super().__init__()
        self.shapes, self.image, self.steps, self.dtype, self.momentum = shapes, image, steps, dtype, momentum
        # Of sums, membranes and all that batch norm computes; double is for tests.
        self.wide = torch.float64 if dtype == torch.float64 else torch.float32
        self.weights, self.gains, self.shifts = (torch.nn.ParameterList() for _ in range(3))
        for i, shape in enumerate(shapes):
            inputs = shape.inputs * shape.kernel**2
            weight = torch.randn(shape.channels, shape.inputs, shape.kernel, shape.kernel) * (
                latent if i else (2 / inputs) ** 0.5
            )
            self.weights.append(torch.nn.Parameter(weight.contiguous(memory_format=torch.channels_last)))
            self.gains.append(torch.nn.Parameter(torch.full((shape.channels,), gain)))
            self.shifts.append(torch.nn.Parameter(torch.full((shape.channels,), shift)))
            self.register_buffer(f"mean{i}", torch.zeros(shape.channels))
            self.register_buffer(f"variance{i}", torch.ones(shape.channels))
        self.last = torch.nn.Linear(shapes[-1].channels * shapes[-1].side ** 2, classes)

    def forward(self, images, mode):
        """Logits: membranes of the last layer after T steps, divided by T."""
        rates = self.spikes(images) if mode == "spikes" else self.levels(images, mode == "real")
        return F.linear(rates.flatten(1), self.last.weight.to(rates.dtype)).float() + self.last.bias

    def statistics(self, i):
        return getattr(self, f"mean{i}"), getattr(self, f"variance{i}")

    def weight(self, i, real=False):
        return self.weights[i].to(self.dtype) if real else Sign.apply(self.weights[i], self.dtype)

    def first_sums(self, images, real=False):
        """The first layer's sums. Its weights are codes of eight bits in training too: of filters that look at small
        differences of large values, rounding after the training would move the sums by a good part of a threshold."""
        weight, shape = self.weights[0], self.shapes[0]
        if real:
            return F.conv2d(images, weight.to(self.dtype), None, shape.stride, shape.padding).to(self.wide)
        unit = units(weight)
        sums = F.conv2d(images, Codes.apply(weight, unit, self.dtype), None, shape.stride, shape.padding)
        return sums.to(self.wide) * unit.view(-1, 1, 1).to(self.wide)

    def source(self, i, earlier):
        """What enters layer i: the layer before, and with a residual the one before that, pooled and padded."""
        now = earlier[-1]
        if not self.shapes[i].residual:
            return now
        back = earlier[-2]
        if back.shape[-1] != now.shape[-1]:
            back = F.max_pool2d(back, back.shape[-1] // now.shape[-1])
        if back.shape[1] < now.shape[1]:
            back = F.pad(back, (0, 0, 0, 0, 0, now.shape[1] - back.shape[1]))
        return now + back

    def normalize(self, i, sums):
        """Batch norm of the sums, and each channel's factor and summand that do the same to the sums of one step."""
        mean, variance = self.statistics(i)
        y, now, inverse = torch.native_batch_norm(
            sums, self.gains[i], self.shifts[i], mean, variance, self.training, self.momentum, EPSILON
        )
        with torch.no_grad():
            if not self.training:
                now, inverse = mean, (variance + EPSILON).rsqrt()
            factor = self.gains[i] * inverse
            return y, factor.view(-1, 1, 1), (self.shifts[i] - now * factor).view(-1, 1, 1)

    def levels(self, images, real):
        outputs = [images.to(self.dtype)]
        for i, shape in enumerate(self.shapes):
            if i == 0:
                sums = self.first_sums(outputs[0], real)
            else:
                sums = F.conv2d(self.source(i, outputs), self.weight(i, real), None, shape.stride, shape.padding)
            y, _, _ = self.normalize(i, sums.to(self.wide))
            rates = y.clamp(0, 1).to(self.dtype) if real else Levels.apply(y, self.steps, self.dtype)
            outputs.append(F.max_pool2d(rates, shape.pool) if shape.pool > 1 else rates)
        return outputs[-1]

    def spikes(self, images):
        steps, learn = self.steps, torch.is_grad_enabled()
        spikes, rates = [None], [images.to(self.dtype)]
        for i, shape in enumerate(self.shapes):
            if i == 0:
                mean_sums, sums = self.first_sums(rates[0]), None
            else:
                weight = self.weight(i)
                with torch.no_grad():
                    sums = F.conv2d(self.source(i, spikes), weight, None, shape.stride, shape.padding)
                    sums = sums.unflatten(0, (steps, -1))
                    mean_sums = sums[0].to(self.wide, copy=True)
                    for step in range(1, steps):
                        mean_sums += sums[step]
                    mean_sums /= steps
                if learn:
                    mean_sums = MeanOfSums.apply(self.source(i, rates), weight, mean_sums, shape.stride, shape.padding)
            y, factor, summand = self.normalize(i, mean_sums)
            with torch.no_grad():
                fired = self.fire(y) if sums is None else self.fire(y, sums, factor, summand)
                if shape.pool > 1:
                    fired = F.max_pool2d(fired, shape.pool)
                rate = fired.unflatten(0, (steps, -1)).to(self.wide).sum(0) / steps
            spikes.append(fired)
            if learn:
                smooth = Levels.apply(y, steps, self.wide)
                if shape.pool > 1:
                    smooth = F.max_pool2d(smooth, shape.pool)
                rate = smooth + (rate - smooth).detach()
            rates.append(rate.to(self.dtype))
        return rates[-1]

    def fire(self, drive, sums=None, factor=None, summand=None):
        """Spikes of IF neurons, time-major, theta 1: from one drive for all steps or from each step's sums."""
        membrane = torch.zeros_like(drive)
        fired = torch.empty(
            (self.steps * len(drive),) + drive.shape[1:],
            dtype=self.dtype,
            device=drive.device,
            memory_format=torch.channels_last,
        )
        for step, spikes in enumerate(fired.unflatten(0, (self.steps, -1))):
            membrane += drive if sums is None else torch.addcmul(summand, sums[step].to(drive.dtype), factor)
            spike = (membrane > 1).to(drive.dtype)
            membrane -= spike
            spikes.copy_(spike)
        return fired

    @torch.no_grad()
    def start_from_zero(self, spiking):
        """Spiking membranes start from 0: the half level by which `levels` rounds is added over the T steps instead."""
        for shift in self.shifts:
            shift += (0.5 if spiking else -0.5) / self.steps

    @torch.no_grad()
    def whiten(self, images):
        """First filters that decorrelate patches of the images: scaled principal components and their negatives."""
        weight, shape = self.weights[0], self.shapes[0]
        patches = F.unfold(images.float(), shape.kernel, stride=2).transpose(1, 2).reshape(-1, weight[0].numel())
        patches = (patches - patches.mean(0)).double()
        values, vectors = torch.linalg.eigh(patches.T @ patches / len(patches))
        filters = (vectors / (values + 5e-3).sqrt()).T.flip(0)
        half = min(len(filters), len(weight) // 2)
        weight[: 2 * half] = torch.cat([filters[:half], -filters[:half]]).float().view(-1, *weight.shape[1:])
