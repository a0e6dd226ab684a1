package xnorsim.arrays.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import xnorsim.arrays.readout.Draws.Kind;

class DrawsTest {

    @Test
    void quantile_ofTabledProbabilities_isTheTabledValue() {
        // Tables of the normal distribution, to as many digits as they have.
        assertThat(NormalQuantile.ofLowerHalf(0.5)).isZero();
        assertThat(NormalQuantile.ofLowerHalf(0.25)).isCloseTo(-0.674489750196082, within(1e-14));
        assertThat(NormalQuantile.ofLowerHalf(0.025)).isCloseTo(-1.959963984540054, within(1e-14));
        assertThat(NormalQuantile.ofLowerHalf(0.001)).isCloseTo(-3.090232306167813, within(1e-14));
        assertThat(NormalQuantile.ofLowerHalf(1e-12)).isCloseTo(-7.034483825301132, within(1e-12));
        assertThat(-NormalQuantile.ofLowerHalf(0x1p-54)).isBetween(8.2, Draws.LARGEST_NORMAL);
    }

    @Test
    void normal_ofManyHashes_hasTheMomentsOfTheStandardNormal() {
        long key = new Draws(5, 2).key(Kind.CELL);
        int count = 200_000;
        double sum = 0;
        double squares = 0;
        double fourth = 0;
        for (int i = 0; i < count; i++) {
            double z = Draws.normal(Draws.at(key, i));
            sum += z;
            squares += z * z;
            fourth += z * z * z * z;
        }
        // Five standard errors: 1/sqrt(n), sqrt(2/n), sqrt(96/n).
        assertThat(sum / count).isCloseTo(0, within(0.0112));
        assertThat(squares / count).isCloseTo(1, within(0.0159));
        assertThat(fourth / count).isCloseTo(3, within(0.11));
    }

    @Test
    void uniform_ofTheExtremes_isInsideTheInterval() {
        assertThat(Draws.uniform(0)).isPositive();
        assertThat(Draws.uniform(-1)).isLessThan(1);
        assertThat(Draws.normal(0)).isBetween(8.2, Draws.LARGEST_NORMAL);
        assertThat(Draws.normal(1)).isEqualTo(-Draws.normal(0));
    }

    @Test
    void keys_ofOtherSeedsChipsKindsAndPlaces_differ() {
        Set<Long> keys = new HashSet<>();
        for (long seed = 0; seed < 3; seed++) {
            for (int chip = 0; chip < 3; chip++) {
                for (Kind kind : Kind.values()) {
                    for (int place = 0; place < 3; place++) {
                        keys.add(Draws.at(new Draws(seed, chip).key(kind), place));
                    }
                }
            }
        }
        assertThat(keys).hasSize(3 * 3 * Kind.values().length * 3);
    }
}
