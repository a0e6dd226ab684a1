package xnorsim.rtl;

import java.math.BigInteger;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.macro.MacroInput;
import xnorsim.network.neuron.Dynamics;
import xnorsim.neurons.FixedPoint;

/**
 * The numbers that the emitted text is made of: widths as docs/rtl.md has them, and the rows' constants.
 *
 * @param architecture the architecture
 * @param weights      N x M stored bits, row by row
 * @param bias         per row, bias_q
 * @param above        per row, the largest membrane that does not fire: theta_q, or theta_q - 1 of units that fire at
 *                     it; at most the largest membrane: nothing is above either
 * @param dynamics     leak and comparison of the units
 */
record Subarray(Architecture architecture, byte[] weights, long[] bias, long[] above, Dynamics dynamics) {

    static Subarray of(Architecture a, MacroInput input) {
        long[] bias = new long[a.rows()];
        long[] above = new long[a.rows()];
        int less = input.dynamics().firesAtThreshold() ? 1 : 0;
        long largestMembrane = Long.MAX_VALUE >> (64 - a.membraneBits());
        for (int i = 0; i < a.rows(); i++) {
            long zeros = 0;
            for (int j = 0; j < a.columns(); j++) {
                zeros += 1 - input.weights()[i * a.columns() + j];
            }
            bias[i] = FixedPoint.bias(a.slots() * zeros, input.mean()[i], a.fractionBits());
            long threshold = FixedPoint.threshold(input.threshold()[i], a.fractionBits());
            above[i] = threshold == Long.MAX_VALUE ? largestMembrane : Math.min(largestMembrane, threshold - less);
        }
        return new Subarray(a, input.weights(), bias, above, input.dynamics());
    }

    int rows() {
        return architecture.rows();
    }

    int columns() {
        return architecture.columns();
    }

    /** Constant of a row and, in lower case, port that a membrane must exceed to fire. */
    String aboveName() {
        return dynamics.firesAtThreshold() ? "LIMIT" : "THETA";
    }

    /** Wires of the bus: those that a beat can use. */
    int busBits() {
        return Math.min(architecture.busWidth(), columns());
    }

    /** ceil(log2(M + 1)). */
    int popBits() {
        return bits(columns());
    }

    /** ceil(log2(slots * M + 1)), of buffer and code. */
    int bufferBits() {
        return bits((long) architecture.slots() * columns());
    }

    /** Two's complement, wide enough for every row's bias and its negative. */
    int biasBits() {
        BigInteger largest = BigInteger.ZERO;
        for (long b : bias) {
            largest = largest.max(BigInteger.valueOf(b).abs());
        }
        return largest.bitLength() + 1;
    }

    /** Two's complement, wide enough for membrane + code * 2^F - bias of any membrane and code. */
    int sumBits() {
        int widest = Math.max(architecture.membraneBits(),
                Math.max(bufferBits() + architecture.fractionBits(), biasBits()));
        return widest + 2;
    }

    /** Stored bits of a row; bit j is column j. */
    BigInteger weightsOf(int row) {
        return packed(weights, row * columns(), columns());
    }

    /** Bits of an array as a number, the first one lowest. */
    static BigInteger packed(byte[] bits, int from, int count) {
        byte[] bytes = new byte[count / 8 + 1];
        for (int j = 0; j < count; j++) {
            bytes[bytes.length - 1 - j / 8] |= (byte) (bits[from + j] << j % 8);
        }
        return new BigInteger(bytes);
    }

    /** Bits needed to hold 0..largest, at least 1. */
    static int bits(long largest) {
        return Math.max(1, 64 - Long.numberOfLeadingZeros(largest));
    }
}
