package xnorsim.network.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ReferenceSubarrayPropertyTest {
    /** Means and thresholds that are whole in units of 2^-F: nothing is rounded, so eq. (7) in double says the same. */
    @Property(tries = 300)
    void run_equalsEquation7(@ForAll @IntRange(min = 1, max = 9) int rows,
            @ForAll @IntRange(min = 1, max = 130) int columns, @ForAll boolean residual,
            @ForAll @IntRange(max = 20) int fractionBits, @ForAll long seed) {
        Random random = new Random(seed);
        byte[][] weights = new byte[rows][];
        double[] mean = new double[rows];
        double[] threshold = new double[rows];
        for (int i = 0; i < rows; i++) {
            weights[i] = bits(random, columns);
            mean[i] = Math.scalb((double) random.nextInt(-8 << fractionBits, 8 << fractionBits), -fractionBits);
            threshold[i] = Math.scalb((double) random.nextInt(1, 9 << fractionBits), -fractionBits);
        }
        byte[][][] spikes = new byte[6][residual ? 2 : 1][];
        for (byte[][] step : spikes) {
            for (int slot = 0; slot < step.length; slot++) {
                step[slot] = bits(random, columns);
            }
        }
        var sample = new ReferenceSubarray(weights, mean, threshold, residual,
                new MembraneNumbers(fractionBits, 48, OutOfRange.ERROR)).run(spikes);
        for (int i = 0; i < rows; i++) {
            double u = 0;
            for (int t = 0; t < spikes.length; t++) {
                int dot = residual
                        ? Equations.dotWithResidual(weights[i], spikes[t][0], spikes[t][1])
                        : Equations.dot(weights[i], spikes[t][0]);
                int s = 0;
                for (byte[] o : spikes[t]) {
                    s += Equations.weightedSum(Equations.bipolar(weights[i]), o);
                }
                u = Equations.integrate(u, s, mean[i]);
                boolean fires = Equations.fires(u, threshold[i]);
                u = fires ? Equations.reset(u, threshold[i]) : u;
                assertThat(sample.dot()[t][i]).isEqualTo(dot);
                assertThat(sample.spikes()[t][i]).isEqualTo((byte) (fires ? 1 : 0));
                assertThat((double) sample.membranes()[t][i]).isEqualTo(Math.scalb(u, fractionBits));
            }
        }
    }

    private static byte[] bits(Random random, int count) {
        byte[] bits = new byte[count];
        for (int j = 0; j < count; j++) {
            bits[j] = (byte) random.nextInt(2);
        }
        return bits;
    }
}
