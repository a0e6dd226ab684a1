package xnorsim.analog.chance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import xnorsim.analog.Interval;

class ErrorDistributionTest {

    /** -1, 0, 1 with 0.1, 0.7, 0.2. */
    private static final ErrorDistribution SKEWED = new ErrorDistribution(-1, new double[]{0.1, 0.7, 0.2});

    @Test
    void sums_areConvolutions() {
        ErrorDistribution two = SKEWED.plus(SKEWED);
        assertThat(two.at(-2)).isCloseTo(0.01, within(1e-15));
        assertThat(two.at(0)).isCloseTo(0.49 + 2 * 0.02, within(1e-15));
        assertThat(two.at(2)).isCloseTo(0.04, within(1e-15));
        assertThat(SKEWED.times(5).mean()).isCloseTo(5 * 0.1, within(1e-12));
        assertThat(SKEWED.times(0).wrong()).isZero();
        assertThat(SKEWED.wrong()).isCloseTo(0.3, within(1e-15));
    }

    @Test
    void mixture_weighsBoth() {
        ErrorDistribution mixed = ErrorDistribution.NONE.or(0.75, SKEWED);
        assertThat(mixed.at(1)).isCloseTo(0.05, within(1e-15));
        assertThat(mixed.at(0)).isCloseTo(0.75 + 0.175, within(1e-15));
    }

    @Test
    void decision_isWrongWhereTheErrorCrossesTheThreshold() {
        // Fires by half a level: only -1 takes it back. By none: not fired by half a level, only +1 makes it fire.
        assertThat(SKEWED.wrongDecision(0.5, 0)).isCloseTo(0.1, within(1e-15));
        assertThat(SKEWED.wrongDecision(-0.5, 0)).isCloseTo(0.2, within(1e-15));
        // Exactly at the threshold it does not fire.
        assertThat(SKEWED.wrongDecision(0, 0)).isCloseTo(0.2, within(1e-15));
        // A threshold that deviates by 1 level sigma, half a level away: Q(0.5).
        assertThat(ErrorDistribution.NONE.wrongDecision(0.5, 1)).isCloseTo(0.3085375, within(1e-7));
    }

    @Test
    void meanMagnitude_ofANormalDeviation_isTheTextbookOne() {
        assertThat(ErrorDistribution.NONE.meanMagnitude(2)).isCloseTo(2 * Math.sqrt(2 / Math.PI), within(1e-12));
        assertThat(SKEWED.meanMagnitude(0)).isCloseTo(0.3, within(1e-15));
    }

    /** The share of wrong decisions, drawn with distances that lie evenly: its interval covers mean error by range. */
    @Test
    void wrongSpikes_ofEvenDistances_areMeanErrorByThreshold() {
        Random random = new Random(3);
        double threshold = 12;
        double sigma = 0.8;
        int draws = 400_000;
        int wrong = 0;
        for (int i = 0; i < draws; i++) {
            double distance = threshold * (random.nextDouble() - 0.5);
            double u = random.nextDouble();
            int error = u < 0.1 ? -1 : u < 0.8 ? 0 : 1;
            boolean fires = distance + error - sigma * random.nextGaussian() > 0;
            wrong += fires == distance > 0 ? 0 : 1;
        }
        double closed = SKEWED.meanMagnitude(sigma) / threshold;
        assertThat(Interval.of(wrong, draws, 0.999).covers(closed)).isTrue();
        assertThat(Interval.of(wrong, draws, 0.999).covers(closed * 1.05)).isFalse();
        assertThat(Interval.of(wrong, draws, 0.999).covers(closed * 0.95)).isFalse();
    }

    @Test
    void interval_isThatOfClopperAndPearson() {
        // Tables: 0 of 10 at 95 %: 0..0.3085; 5 of 10: 0.1871..0.8129.
        assertThat(Interval.of(0, 10, 0.95).high()).isCloseTo(0.3085, within(1e-4));
        assertThat(Interval.of(5, 10, 0.95).low()).isCloseTo(0.1871, within(1e-4));
        assertThat(Interval.of(5, 10, 0.95).high()).isCloseTo(0.8129, within(1e-4));
        assertThat(Interval.of(10, 10, 0.95).high()).isEqualTo(1);
    }
}
