package xnorsim.explore.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EarlyStopTest {
    private static final EarlyStop RULE = new EarlyStop(0.95, 10);

    @Test
    void upperBound_noneRight_isTheRootOfTheError() {
        // With 0 of n right the bound is 1 - error^(1/n); one look has the whole error 0.05.
        assertThat(new EarlyStop(0.95, 10).upperBound(10, 0, 11)).isCloseTo(1 - Math.pow(0.05, 0.1), within(1e-9));
        // Nine looks at 10, 20, ..., 90 of 100 images share it.
        assertThat(RULE.upperBound(10, 0, 100)).isCloseTo(1 - Math.pow(0.05 / 9, 0.1), within(1e-9));
    }

    @Test
    void isHopeless_certainMiss_isFound() {
        // 20 of 40 are wrong: at most 20 of 40 can be right.
        assertThat(new EarlyStop(0.999999, 20).isHopeless(20, 0, 40, 0.51)).isTrue();
        assertThat(new EarlyStop(0.999999, 20).isHopeless(20, 20, 40, 0.51)).isFalse();
    }

    @Test
    void isHopeless_betweenLooksAndAtTheEnd_goesOn() {
        assertThat(RULE.isHopeless(11, 0, 100, 0.9)).isFalse();
        assertThat(RULE.isHopeless(10, 0, 100, 0.9)).isTrue();
        assertThat(RULE.isHopeless(100, 0, 100, 0.9)).isFalse();
    }

    @Test
    void isHopeless_accuracyAboveTheLimit_isNever() {
        for (int images = 10; images < 100; images += 10) {
            assertThat(RULE.isHopeless(images, (int) (0.9 * images), 100, 0.9)).isFalse();
        }
    }
}
