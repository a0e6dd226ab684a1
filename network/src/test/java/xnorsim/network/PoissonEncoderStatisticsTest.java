package xnorsim.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.inference.AlternativeHypothesis;
import org.apache.commons.math3.stat.inference.BinomialTest;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;

/** The draws are fixed by their keys, so these tests of chance have one outcome each, and that is no outlier. */
class PoissonEncoderStatisticsTest {

    private static final double SIGNIFICANCE = 1e-3;

    @Test
    void spikeCounts_areBinomialWithTheIntensity() {
        int draws = 40_000;
        for (int intensity : new int[]{0, 1, 17, 64, 128, 200, 254, 255}) {
            byte[] pixels = new byte[100];
            java.util.Arrays.fill(pixels, (byte) intensity);
            int spikes = 0;
            for (int image = 0; image < 50; image++) {
                SpikeSource source = new PoissonEncoder(7).source(image, pixels);
                for (int k = 0; k < draws / 50; k++) {
                    spikes += source.spike(k / 100, k % 100) ? 1 : 0;
                }
            }
            double p = intensity / 255.0;
            if (intensity == 0 || intensity == 255) {
                assertThat(spikes).isEqualTo(intensity == 0 ? 0 : draws);
            } else {
                assertThat(new BinomialTest().binomialTest(draws, spikes, p, AlternativeHypothesis.TWO_SIDED))
                        .as("intensity %d: %d of %d", intensity, spikes, draws).isGreaterThan(SIGNIFICANCE);
            }
        }
    }

    @Test
    void uniforms_fillTheirIntervalEvenly_alongEveryKey() {
        for (int axis = 0; axis < 4; axis++) {
            long[] counts = new long[64];
            for (int k = 0; k < 64_000; k++) {
                counts[(int) (uniform(axis, k) * 64)]++;
            }
            double[] expected = new double[64];
            java.util.Arrays.fill(expected, 1000);
            assertThat(new ChiSquareTest().chiSquareTest(expected, counts)).as("axis %d", axis)
                    .isGreaterThan(SIGNIFICANCE);
        }
    }

    @Test
    void neighbours_alongEveryKey_areNotCorrelated() {
        int pairs = 50_000;
        for (int axis = 0; axis < 4; axis++) {
            double[] here = new double[pairs];
            double[] next = new double[pairs];
            for (int k = 0; k < pairs; k++) {
                here[k] = uniform(axis, k);
                next[k] = uniform(axis, k + 1);
            }
            // 3.3 standard errors of a correlation of independent draws.
            assertThat(Math.abs(new PearsonsCorrelation().correlation(here, next))).as("axis %d", axis)
                    .isLessThan(3.3 / Math.sqrt(pairs));
        }
    }

    private static double uniform(int axis, int k) {
        return switch (axis) {
            case 0 -> new PoissonEncoder(k).uniform(3, 1, 5);
            case 1 -> new PoissonEncoder(7).uniform(k, 1, 5);
            case 2 -> new PoissonEncoder(7).uniform(3, k, 5);
            default -> new PoissonEncoder(7).uniform(3, 1, k);
        };
    }
}
