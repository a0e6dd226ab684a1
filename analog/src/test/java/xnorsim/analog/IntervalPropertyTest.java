package xnorsim.analog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.distribution.BinomialDistribution;

/** The interval against what Clopper and Pearson ask of it: chances of a binomial number, added up one by one. */
class IntervalPropertyTest {

    /** At its low end so many hits or more are as rare as half of the doubt, at its high end so many or fewer. */
    @Property(tries = 300)
    void ends_ofWholeHits_leaveHalfOfTheDoubtBeyond(@ForAll @IntRange(min = 1, max = 400) int trials,
            @ForAll @IntRange(min = 0, max = 1_000) int part,
            @ForAll @DoubleRange(min = 0.5, max = 0.99) double confidence) {
        int hits = Math.min(trials, part * trials / 1_000);
        Interval interval = Interval.of(hits, trials, confidence);
        double tail = (1 - confidence) / 2;
        if (hits == 0) {
            assertThat(interval.low()).isZero();
        } else {
            assertThat(upTo(trials, trials, interval.low()) - upTo(hits - 1, trials, interval.low()))
                    .isCloseTo(tail, within(1e-6));
        }
        if (hits == trials) {
            assertThat(interval.high()).isOne();
        } else {
            assertThat(upTo(hits, trials, interval.high())).isCloseTo(tail, within(1e-6));
        }
    }

    private static double upTo(int most, int trials, double p) {
        BinomialDistribution hits = new BinomialDistribution(null, trials, p);
        double sum = 0;
        for (int k = 0; k <= most; k++) {
            sum += hits.probability(k);
        }
        return sum;
    }

    @Property(tries = 300)
    void ends_growWithTheSum_andAreThoseOfWholeHitsWhereItIsWhole(@ForAll @IntRange(min = 1, max = 400) int trials,
            @ForAll @DoubleRange(min = 0, max = 1) double part,
            @ForAll @DoubleRange(min = 0.5, max = 0.99) double confidence) {
        double sum = part * trials;
        Interval interval = Interval.ofSum(sum, trials, confidence);
        assertThat(interval.covers(sum / trials)).isTrue();
        Interval below = Interval.of((long) Math.floor(sum), trials, confidence);
        Interval above = Interval.of((long) Math.ceil(sum), trials, confidence);
        assertThat(interval.low()).isBetween(below.low() - 1e-9, above.low() + 1e-9);
        assertThat(interval.high()).isBetween(below.high() - 1e-9, above.high() + 1e-9);
    }

    /**
     * Of values that are 0, a half or 1: how often the interval covers their mean, counted over all that can happen.
     */
    @Property(tries = 60)
    void interval_ofHalves_coversTheirMeanAsOftenAsItSays(@ForAll @IntRange(min = 1, max = 25) int trials,
            @ForAll @DoubleRange(min = 0, max = 1) double half, @ForAll @DoubleRange(min = 0, max = 1) double one,
            @ForAll @DoubleRange(min = 0.6, max = 0.99) double confidence) {
        double[] chance = {(1 - half) * (1 - one), half, (1 - half) * one};
        double mean = chance[1] / 2 + chance[2];
        double[] sums = {1};
        for (int k = 0; k < trials; k++) {
            double[] more = new double[sums.length + 2];
            for (int s = 0; s < sums.length; s++) {
                for (int value = 0; value <= 2; value++) {
                    more[s + value] += sums[s] * chance[value];
                }
            }
            sums = more;
        }
        double covered = 0;
        for (int s = 0; s < sums.length; s++) {
            Interval interval = Interval.ofSum(s / 2.0, trials, confidence);
            covered += mean >= interval.low() - 1e-12 && mean <= interval.high() + 1e-12 ? sums[s] : 0;
        }
        assertThat(covered).isGreaterThanOrEqualTo(confidence - 1e-9);
    }
}
