package xnorsim.network.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import xnorsim.base.InputException;

class ReferenceSubarrayTest {
    private static ReferenceSubarray.Sample run(byte[][] weights, double mean, double threshold, MembraneNumbers format,
            byte[][][] spikes) {
        double[] means = new double[weights.length];
        double[] thresholds = new double[weights.length];
        Arrays.fill(means, mean);
        Arrays.fill(thresholds, threshold);
        return new ReferenceSubarray(weights, means, thresholds, spikes[0].length == 2, format).run(spikes);
    }

    private static MembraneNumbers format(int fractionBits, int membraneBits) {
        return new MembraneNumbers(fractionBits, membraneBits, OutOfRange.ERROR);
    }

    /** bias = 1.25, bias_q = round(2.5) = 2; threshold_q = round(1.5) = 2. */
    @Test
    void run_oneSlot_byHand() {
        var sample = run(new byte[][]{{1, 0}}, 0.25, 0.75, format(1, 8),
                new byte[][][]{{{1, 0}}, {{1, 0}}, {{0, 1}}, {{0, 0}}});
        assertThat(sample.dot()).isDeepEqualTo(new int[][]{{2}, {2}, {0}, {1}});
        assertThat(sample.spikes()).isDeepEqualTo(new byte[][]{{0}, {1}, {0}, {0}});
        assertThat(sample.membranes()).isDeepEqualTo(new long[][]{{2}, {2}, {0}, {0}});
    }

    /** Two slots: bias = 2 * M1 = 2. */
    @Test
    void run_residual_byHand() {
        var sample = run(new byte[][]{{1, 0}}, 0, 1, format(0, 8), new byte[][][]{{{1, 0}, {1, 0}}, {{0, 1}, {1, 0}}});
        assertThat(sample.dot()).isDeepEqualTo(new int[][]{{4}, {2}});
        assertThat(sample.spikes()).isDeepEqualTo(new byte[][]{{1}, {0}});
        assertThat(sample.membranes()).isDeepEqualTo(new long[][]{{1}, {1}});
    }

    /** The bias is rounded with M1 in it: round(0.5) = 0, but round(1 + 0.5) = 2. */
    @Test
    void run_tieOfTheBias_isDecidedWithM1() {
        var sample = run(new byte[][]{{1}, {0}}, 0.5, 9, format(0, 8), new byte[][][]{{{1}}, {{0}}});
        assertThat(sample.membranes()).isDeepEqualTo(new long[][]{{1, -2}, {1, -3}});
    }

    @Test
    void run_biasIsRoundedOnce() {
        // 0.5 + 2^-53 is above the tie; with M1 = 2 the sum would be the tie 2.5 in double, but rounds to 3 here.
        var sample = run(new byte[][]{{1}}, 0.5 + 0x1p-53, 9, format(0, 8), new byte[][][]{{{1}}});
        assertThat(sample.membranes()).isDeepEqualTo(new long[][]{{0}});
        var even = run(new byte[][]{{0, 0}}, 0.5 + 0x1p-53, 9, format(0, 8), new byte[][][]{{{0, 0}}});
        assertThat(even.membranes()).isDeepEqualTo(new long[][]{{-1}});
    }

    @Test
    void run_largestFormat_isExact() {
        // The mean is 2^62 + 2^10 units; two steps stay above -2^63, the third does not.
        var sample = run(new byte[][]{{1}}, 0x1p30 + 0x1p-22, 1, format(32, 64), new byte[][][]{{{1}}, {{0}}});
        assertThat(sample.membranes()[0][0]).isEqualTo(-(1L << 62) - (1L << 10) + (1L << 32));
        assertThatThrownBy(() -> run(new byte[][]{{1}}, 0x1p30 + 0x1p-22, 1, format(32, 64),
                new byte[][][]{{{1}}, {{0}}, {{0}}})).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void run_saturationClampsAfterIntegration() {
        byte[][] weights = new byte[1][100];
        Arrays.fill(weights[0], (byte) 1);
        byte[] ones = weights[0].clone();
        byte[] zeros = new byte[100];
        MembraneNumbers saturating = new MembraneNumbers(0, 8, OutOfRange.SATURATE);
        assertThat(run(weights, 0, 1000, saturating, new byte[][][]{{ones}, {ones}, {zeros}}).membranes())
                .isDeepEqualTo(new long[][]{{100}, {127}, {127}});
        assertThat(run(weights, 100, 1000, saturating, new byte[][][]{{zeros}, {zeros}, {ones}}).membranes())
                .isDeepEqualTo(new long[][]{{-100}, {-128}, {-128}});
        // Clamped to 127 first, then the threshold of 120 is taken off.
        assertThat(run(weights, 0, 120, saturating, new byte[][][]{{ones}, {ones}}).membranes())
                .isDeepEqualTo(new long[][]{{100}, {7}});
        assertThatThrownBy(() -> run(weights, 0, 1000, format(0, 8), new byte[][][]{{ones}, {ones}}))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("row 0, time step 1: membrane 200 does not fit into 8 bits");
    }

    @Test
    void construction_refusesBadInput() {
        assertThatThrownBy(() -> run(new byte[][]{{2}}, 0, 1, format(0, 8), new byte[][][]{{{1}}}))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> run(new byte[][]{{1}}, 0, 0, format(0, 8), new byte[][][]{{{1}}}))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> run(new byte[][]{{1}}, Double.NaN, 1, format(0, 8), new byte[][][]{{{1}}}))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> run(new byte[][]{{1}}, 0, 1, format(0, 8), new byte[][][]{{{1, 0}}}))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new MembraneNumbers(33, 8, OutOfRange.ERROR)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new MembraneNumbers(0, 65, OutOfRange.ERROR)).isInstanceOf(InputException.class);
    }
}
