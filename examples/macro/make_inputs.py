#!/usr/bin/env python3
"""Makes the input files of this example: an 8 x 12 subarray with random weights and spikes."""

import pathlib

import numpy

ROWS, COLUMNS, STEPS, SAMPLES = 8, 12, 8, 4

here = pathlib.Path(__file__).resolve().parent
random = numpy.random.default_rng(1)

# Stored weights: 1 for +1, 0 for -1.
numpy.save(here / "weights.npy", random.integers(0, 2, (ROWS, COLUMNS), dtype=numpy.uint8))
# Batch norm folded into the neuron: mean = mu / alpha, threshold = sigma * theta / alpha.
numpy.save(here / "mean.npy", random.normal(0, 1, ROWS))
numpy.save(here / "threshold.npy", random.uniform(1, 4, ROWS))
# Samples, time steps, slots (one, as the architecture has no residual), columns.
numpy.save(here / "spikes.npy", (random.random((SAMPLES, STEPS, 1, COLUMNS)) < 0.4).astype(numpy.uint8))
