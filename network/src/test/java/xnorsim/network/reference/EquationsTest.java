package xnorsim.network.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.BiConsumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The identities of the paper, and the places where its text cannot be taken literally; see docs/paper.md. */
class EquationsTest {
    /** All pairs of M bipolar weights and M spikes. */
    private static void forAll(int m, BiConsumer<byte[], byte[]> check) {
        for (int weights = 0; weights < 1 << m; weights++) {
            for (int spikes = 0; spikes < 1 << m; spikes++) {
                check.accept(Equations.bipolar(bits(weights, m)), bits(spikes, m));
            }
        }
    }

    private static byte[] bits(int number, int m) {
        byte[] bits = new byte[m];
        for (int j = 0; j < m; j++) {
            bits[j] = (byte) ((number >> j) & 1);
        }
        return bits;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void weightedSum_equation8Equals9Equals10_exhaustive(int m) {
        forAll(m, (w, o) -> {
            int s = Equations.weightedSum(w, o);
            assertThat(Equations.weightedSumByPhases(w, o)).isEqualTo(s);
            assertThat(Equations.weightedSumByComplement(w, o)).isEqualTo(s);
            assertThat(Equations.weightedSumByXnor(Equations.unipolar(w), o)).isEqualTo(s);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void dotWithResidual_equation11IsOffByM1ASlot_exhaustive(int m) {
        forAll(m, (w, o1) -> forAll(m, (_, o2) -> {
            byte[] b = Equations.unipolar(w);
            int s = Equations.weightedSum(w, o1) + Equations.weightedSum(w, o2);
            assertThat(Equations.dotWithResidual(b, o1, o2) - 2 * Equations.negativeWeights(b)).isEqualTo(s);
        }));
    }

    @Test
    void integrate_equation6Equals7Scaled() {
        // alpha / sigma = 1/4 and mu / alpha = 3, all exact: u = u_hat / 4, theta = theta_hat / 4.
        double mu = 1.5;
        double sigma = 2;
        double alpha = 0.5;
        double thetaHat = Equations.transformedThreshold(sigma, 1.25, alpha);
        assertThat(thetaHat).isEqualTo(5);
        double u = 0;
        double uHat = 0;
        for (int s : new int[]{4, 9, -3, 8, 7, 5, 20}) {
            u = Equations.integrateUnscaled(u, s, mu, sigma, alpha);
            uHat = Equations.integrate(uHat, s, mu / alpha);
            assertThat(u).isEqualTo(uHat / 4);
            assertThat(Equations.fires(u, 1.25)).isEqualTo(Equations.fires(uHat, thetaHat));
            if (Equations.fires(u, 1.25)) {
                u = Equations.reset(u, 1.25);
                uHat = Equations.reset(uHat, thetaHat);
            }
        }
        // By hand: 1, 7 fires 2, -4, 1, 5 stays (strict), 7 fires 2, 19 fires 14.
        assertThat(uHat).isEqualTo(14);
    }

    /** Erratum 1. With M = 3, XOR sum = 3 - XNOR sum is never the same; with M = 4 it is for the 6 * 16 pairs at 2. */
    @Test
    void algorithm2Line6_printedXorIsWrong() {
        assertThat(brokenByXor(3)).isEqualTo(64);
        assertThat(brokenByXor(4)).isEqualTo(160);
    }

    private static int brokenByXor(int m) {
        int[] broken = new int[1];
        forAll(m, (w, o) -> {
            int xor = 0;
            for (int j = 0; j < m; j++) {
                xor += Equations.unipolar(w)[j] ^ o[j];
            }
            broken[0] += xor - Equations.negativeWeights(Equations.unipolar(w)) != Equations.weightedSum(w, o) ? 1 : 0;
        });
        return broken[0];
    }

    /** Erratum 2. With f = 1 a single M1 is wrong whenever M1 is not 0: 7 of 8 weights, each with 64 pairs of spikes. */
    @Test
    void algorithm2Line10_singleM1IsWrongWithResidual() {
        int[] broken = new int[1];
        forAll(3, (w, o1) -> forAll(3, (other, o2) -> {
            byte[] b = Equations.unipolar(w);
            int s = Equations.weightedSum(w, o1) + Equations.weightedSum(w, o2);
            boolean counted = Arrays.equals(other, w);
            broken[0] += counted && Equations.dotWithResidual(b, o1, o2) - Equations.negativeWeights(b) != s ? 1 : 0;
        }));
        assertThat(broken[0]).isEqualTo(7 * 64);
    }

    /**
     * Erratum 3. All weights of M = 2 with all spikes of T = 3 steps, theta_hat = 1; how many of the 256 cases spike
     * otherwise when the else branch integrates again. The counts were worked out by a program of its own in Python.
     */
    @Test
    void algorithm2Line17_elseBranchTakenLiterallyIntegratesTwice() {
        assertThat(brokenByElseBranch(0)).isEqualTo(42);
        assertThat(brokenByElseBranch(0.5)).isEqualTo(26);
        assertThat(brokenByElseBranch(-0.5)).isEqualTo(44);
    }

    private static int brokenByElseBranch(double mean) {
        int broken = 0;
        for (int weights = 0; weights < 4; weights++) {
            for (int sequence = 0; sequence < 64; sequence++) {
                broken += spikes(weights, sequence, mean, true) != spikes(weights, sequence, mean, false) ? 1 : 0;
            }
        }
        return broken;
    }

    private static int spikes(int weights, int sequence, double mean, boolean literalElse) {
        byte[] b = bits(weights, 2);
        double bias = Equations.negativeWeights(b) + mean;
        double u = 0;
        int spikes = 0;
        for (int t = 0; t < 3; t++) {
            int dot = Equations.dot(b, bits(sequence >> (2 * t), 2));
            u = Equations.integrateDot(u, dot, bias);
            if (Equations.fires(u, 1)) {
                spikes |= 1 << t;
                u = Equations.reset(u, 1);
            } else if (literalElse) {
                u = Equations.integrateDot(u, dot, bias);
            }
        }
        return spikes;
    }

    /** Place 4. An unused column stored 1 and driven 0 changes neither the XNOR sum nor M1; stored 0, it changes both. */
    @Test
    void unusedColumn_storedOneDrivenZeroAddsNothing() {
        forAll(3, (w, o) -> {
            byte[] b = Equations.unipolar(w);
            byte[] stored = Arrays.copyOf(b, 5);
            byte[] driven = Arrays.copyOf(o, 5);
            assertThat(Equations.dot(stored, driven)).isEqualTo(Equations.dot(b, o) + 2);
            assertThat(Equations.negativeWeights(stored)).isEqualTo(Equations.negativeWeights(b) + 2);
            Arrays.fill(stored, 3, 5, (byte) 1);
            assertThat(Equations.dot(stored, driven)).isEqualTo(Equations.dot(b, o));
            assertThat(Equations.negativeWeights(stored)).isEqualTo(Equations.negativeWeights(b));
        });
    }

    /** Place 4. A padded input is a spike 0 on a column in use, whatever its weight: eq. (10) counts it right. */
    @Test
    void paddedInput_isASpikeOfZeroOnAColumnInUse() {
        forAll(4, (w, o) -> {
            byte[] padded = o.clone();
            padded[3] = 0;
            assertThat(Equations.weightedSumByXnor(Equations.unipolar(w), padded))
                    .isEqualTo(Equations.weightedSum(Arrays.copyOf(w, 3), Arrays.copyOf(o, 3)));
        });
    }
}
