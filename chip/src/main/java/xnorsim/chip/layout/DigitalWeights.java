package xnorsim.chip.layout;

import xnorsim.network.Geometry;
import xnorsim.neurons.UnitParameters;

/**
 * The contents of a digital layer, immutable and shared between simulations.
 *
 * @param geometry     geometry of the layer
 * @param sums         for each group of four inputs, in the order kernel row, kernel column, channel, and each of their
 *                     16 spike patterns the sum of the weight codes that are added, one an output channel; the groups
 *                     are filled up with groups of zeros to whole words of 16 spikes
 * @param units        parameters of its units
 * @param fractionBits a unit of its membranes is 2^-fractionBits
 * @param largestInput the largest input: 1 for spikes
 */
public record DigitalWeights(Geometry geometry, int[][][] sums, UnitParameters units, int fractionBits,
        int largestInput) {

    /** Inputs in a group. */
    public static final int GROUP = 4;

    /** Upper bound of the magnitude of a sum, for the largest inputs. */
    long largestDot() {
        long largest = 0;
        for (int c = 0; c < units.units(); c++) {
            long magnitude = 0;
            for (int[][] group : sums) {
                for (int one = 0; one < GROUP; one++) {
                    magnitude += Math.abs((long) group[1 << one][c]);
                }
            }
            largest = Math.max(largest, magnitude);
        }
        return largest * largestInput;
    }

    /** Groups added at once. */
    private static final int AT_ONCE = 4;

    /** The sums of weights given as codes [input][output channel]. */
    static int[][][] sumsOf(int[][] byInput) {
        int channels = byInput[0].length;
        int[][][] sums = new int[Math.ceilDiv(byInput.length, GROUP * AT_ONCE) * AT_ONCE][1 << GROUP][channels];
        for (int input = 0; input < byInput.length; input++) {
            for (int pattern = 0; pattern < 1 << GROUP; pattern++) {
                if ((pattern >> input % GROUP & 1) != 0) {
                    for (int c = 0; c < channels; c++) {
                        sums[input / GROUP][pattern][c] += byInput[input][c];
                    }
                }
            }
        }
        return sums;
    }
}
