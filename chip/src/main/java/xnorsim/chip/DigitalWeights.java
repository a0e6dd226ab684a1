package xnorsim.chip;

import xnorsim.network.Geometry;
import xnorsim.neurons.UnitParameters;

/**
 * What a digital layer holds, immutable and shared between simulations.
 *
 * @param geometry     its connections
 * @param byInput      weight codes [input in the order kernel row, kernel column, channel][output channel]
 * @param units        parameters of its units
 * @param fractionBits a unit of its membranes is 2^-fractionBits
 */
record DigitalWeights(Geometry geometry, int[][] byInput, UnitParameters units, int fractionBits) {}
