package xnorsim.network.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.BiConsumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void weightedSum_equation8Equals9Equals10_exhaustive(int m) {
        forAll(m, (w, o) -> {
            int s = Equations.weightedSum(w, o);
            assertThat(weightedSumByPhases(w, o)).isEqualTo(s);
            assertThat(Equations.weightedSumByComplement(w, o)).isEqualTo(s);
            assertThat(Equations.weightedSumByXnor(Equations.unipolar(w), o)).isEqualTo(s);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void dotWithResidual_equation11IsOffByM1ASlot_exhaustive(int m) {
        forAll(m, (w, o1) -> {
            byte[] b = Equations.unipolar(w);
            int offset = 2 * Equations.negativeWeights(b);
            for (int spikes = 0; spikes < 1 << m; spikes++) {
                byte[] o2 = bits(spikes, m);
                int s = Equations.weightedSum(w, o1) + Equations.weightedSum(w, o2);
                assertThat(Equations.dotWithResidual(b, o1, o2) - offset).isEqualTo(s);
                assertThat(weightedSumByPhases(w, o1) + weightedSumByPhases(w, o2)).isEqualTo(s);
                assertThat(Equations.weightedSumByComplement(w, o1) + Equations.weightedSumByComplement(w, o2))
                        .isEqualTo(s);
            }
        });
    }

    /** Eq. (6), integration: u + alpha / sigma * (s - mu / alpha), where s is the sum of w_j * o_j. */
    private static double integrateUnscaled(double u, double s, double mu, double sigma, double alpha) {
        return u + alpha / sigma * (s - mu / alpha);
    }

    /** Eq. (8), last line: -sum(|w-| AND o) + sum(w+ AND o), over the negative and the positive weights. */
    static int weightedSumByPhases(byte[] w, byte[] o) {
        int negative = 0;
        int positive = 0;
        for (int j = 0; j < w.length; j++) {
            if (w[j] < 0) {
                negative += Math.abs(w[j]) & o[j];
            } else {
                positive += w[j] & o[j];
            }
        }
        return -negative + positive;
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
            u = integrateUnscaled(u, s, mu, sigma, alpha);
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

    /**
     * Erratum 1. The XOR sum is M minus the XNOR sum: the same only where both are M / 2, which needs an even M and
     * holds for C(M, M/2) patterns of matches, each with 2^M weights. Of 4^M cases these are wrong.
     */
    @ParameterizedTest
    @CsvSource({"1, 4", "2, 8", "3, 64", "4, 160", "5, 1024", "6, 2816", "7, 16384", "8, 47616"})
    void algorithm2Line6_printedXorIsWrong(int m, int broken) {
        assertThat(brokenByXor(m)).isEqualTo(broken);
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

    /** Erratum 2. With f = 1 a single M1 is wrong whenever M1 is not 0: (2^M - 1) * 4^M of 8^M cases. */
    @ParameterizedTest
    @CsvSource({"1, 4", "2, 48", "3, 448", "4, 3840", "5, 31744"})
    void algorithm2Line10_singleM1IsWrongWithResidual(int m, int expected) {
        int[] broken = new int[1];
        forAll(m, (w, o1) -> {
            byte[] b = Equations.unipolar(w);
            for (int spikes = 0; spikes < 1 << m; spikes++) {
                byte[] o2 = bits(spikes, m);
                int s = Equations.weightedSum(w, o1) + Equations.weightedSum(w, o2);
                broken[0] += Equations.dotWithResidual(b, o1, o2) - Equations.negativeWeights(b) != s ? 1 : 0;
            }
        });
        assertThat(broken[0]).isEqualTo(expected);
    }

    /**
     * Erratum 3. All weights of M inputs with all spikes of T = 3 steps, theta_hat = 1; how many of the 2^(4M) cases
     * spike otherwise when the else branch integrates again. The counts were worked out by a program of its own in
     * Python.
     */
    @ParameterizedTest
    @CsvSource({"1, 0, 4", "1, 0.5, 2", "1, -0.5, 4", "2, 0, 42", "2, 0.5, 26", "2, -0.5, 44", "3, 0, 543",
            "3, 0.5, 367", "3, -0.5, 541"})
    void algorithm2Line17_elseBranchTakenLiterallyIntegratesTwice(int m, double mean, int expected) {
        int broken = 0;
        for (int weights = 0; weights < 1 << m; weights++) {
            for (int sequence = 0; sequence < 1 << (3 * m); sequence++) {
                boolean same = spikes(m, weights, sequence, mean, true) == spikes(m, weights, sequence, mean, false);
                broken += same ? 0 : 1;
            }
        }
        assertThat(broken).isEqualTo(expected);
    }

    private static int spikes(int m, int weights, int sequence, double mean, boolean literalElse) {
        byte[] b = bits(weights, m);
        double bias = Equations.negativeWeights(b) + mean;
        double u = 0;
        int spikes = 0;
        for (int t = 0; t < 3; t++) {
            int dot = Equations.dot(b, bits(sequence >> (m * t), m));
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

    /**
     * Place 4. An unused column stored 1 and driven 0 changes neither the XNOR sum nor M1; stored 0, it changes both.
     */
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
