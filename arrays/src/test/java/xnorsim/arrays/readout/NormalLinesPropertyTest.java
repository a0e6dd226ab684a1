package xnorsim.arrays.readout;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NormalLinesPropertyTest {

    private static float line(int upper) {
        int segment = NormalLines.segment(upper);
        return upper * NormalLines.slopes()[segment] + NormalLines.starts()[segment];
    }

    private static void assertNear(long hash) {
        double draw = Math.abs(Draws.normal(hash));
        assertThat(Math.abs(line((int) (hash >>> 40)) - draw)).as("hash %016x", hash)
                .isLessThanOrEqualTo(NormalLines.MOST_OFF);
    }

    /** Shorter than a fifteenth of the intervals of {@link NormalBounds}: few draws are in doubt. */
    @Test
    void lines_areOffByLessThanTwoThousandths() {
        assertThat(NormalLines.MOST_OFF).isBetween(1e-4, 2e-3);
        assertThat(NormalLines.MOST_OFF * 15).isLessThan(NormalBounds.mostHalfWidth());
    }

    @Test
    void segmentEnds_areNearTheirDraws() {
        for (long u = NormalLines.LEAST; u < 1 << NormalLines.BITS; u += NormalLines.LEAST / 4) {
            assertNear(u << 40);
            assertNear((u << 40) - 1 + (1L << 40));
            assertNear(((u + NormalLines.LEAST / 4) << 40) - 1);
        }
    }

    @Property(tries = 2000)
    void draws_areNearTheirLines(@ForAll long hash, @ForAll @IntRange(max = 8) int far) {
        // The farther out, the rarer; every octave has its share.
        long shifted = hash >>> far;
        if (shifted >>> 40 >= NormalLines.LEAST) {
            assertNear(shifted);
        }
    }
}
