package xnorsim.network.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The identities of eqs. (8) to (11) beyond the sizes at which {@link EquationsTest} tries every case. */
class EquationsPropertyTest {
    private static byte[] bits(Random random, int count) {
        double share = random.nextDouble();
        byte[] bits = new byte[count];
        for (int j = 0; j < count; j++) {
            bits[j] = (byte) (random.nextDouble() < share ? 1 : 0);
        }
        return bits;
    }

    @Property(tries = 500)
    void weightedSum_isTheSameByEveryEquation(@ForAll long seed, @ForAll @IntRange(min = 1, max = 600) int m) {
        Random random = new Random(seed);
        byte[] b = bits(random, m);
        byte[] w = Equations.bipolar(b);
        byte[] o1 = bits(random, m);
        byte[] o2 = bits(random, m);
        int s1 = Equations.weightedSum(w, o1);
        int s2 = Equations.weightedSum(w, o2);
        assertThat(EquationsTest.weightedSumByPhases(w, o1)).isEqualTo(s1);
        assertThat(Equations.weightedSumByComplement(w, o1)).isEqualTo(s1);
        assertThat(Equations.weightedSumByXnor(b, o1)).isEqualTo(s1);
        assertThat(Equations.dotWithResidual(b, o1, o2) - 2 * Equations.negativeWeights(b)).isEqualTo(s1 + s2);
    }

    /** Column tiles of a fixed width, the last one filled up with unused columns: sums and M1 of the tiles add up. */
    @Property(tries = 500)
    void columnTiles_addUp(@ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int m,
            @ForAll @IntRange(min = 1, max = 130) int tile) {
        Random random = new Random(seed);
        byte[] b = bits(random, m);
        byte[] o1 = bits(random, m);
        byte[] o2 = bits(random, m);
        int dot = 0;
        int zeros = 0;
        for (int from = 0; from < m; from += tile) {
            byte[] stored = filled(b, from, tile, 1);
            dot += Equations.dotWithResidual(stored, filled(o1, from, tile, 0), filled(o2, from, tile, 0));
            zeros += Equations.negativeWeights(stored);
        }
        assertThat(dot).isEqualTo(Equations.dotWithResidual(b, o1, o2));
        assertThat(zeros).isEqualTo(Equations.negativeWeights(b));
    }

    private static byte[] filled(byte[] values, int from, int length, int filler) {
        byte[] slice = Arrays.copyOfRange(values, from, from + length);
        for (int j = values.length - from; j < length; j++) {
            slice[j] = (byte) filler;
        }
        return slice;
    }

    /** A padded input is a spike of 0 in both slots, on a column in use whatever its weight is. */
    @Property(tries = 500)
    void paddedInputs_addNothingToTheWeightedSum(@ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int m) {
        Random random = new Random(seed);
        byte[] b = bits(random, m);
        byte[] padded = bits(random, m);
        byte[] o1 = bits(random, m);
        byte[] o2 = bits(random, m);
        int expected = 0;
        for (int j = 0; j < m; j++) {
            if (padded[j] != 0) {
                o1[j] = 0;
                o2[j] = 0;
            } else {
                expected += (2 * b[j] - 1) * (o1[j] + o2[j]);
            }
        }
        assertThat(Equations.dotWithResidual(b, o1, o2) - 2 * Equations.negativeWeights(b)).isEqualTo(expected);
    }
}
