package xnorsim.arrays.analog;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import xnorsim.arrays.readout.Draws;

class NormalLinesPropertyTest {

    private static float line(int bits) {
        int upper = Math.min(bits, NormalLines.MAX);
        int segment = NormalLines.segment(upper);
        return upper * NormalLines.slopes()[segment] + NormalLines.starts()[segment];
    }

    private static void assertNear(long hash) {
        double draw = Math.abs(Draws.normal(hash));
        assertThat(Math.abs(line((int) (hash >>> 33)) - draw)).as("hash %016x", hash)
                .isLessThanOrEqualTo(NormalLines.MAX_OFF);
    }

    /** Shorter than a fifteenth of the intervals of {@link NormalBounds}: few draws are in doubt. */
    @Test
    void lines_areOffByLessThanTwoThousandths() {
        assertThat(NormalLines.MAX_OFF).isBetween(1e-4, 2e-3);
        assertThat(NormalLines.MAX_OFF * 15).isLessThan(NormalBounds.mostHalfWidth());
    }

    @Test
    void segmentEnds_areNearTheirDraws() {
        for (long octave = NormalLines.MIN; octave < 1L << NormalLines.BITS; octave *= 2) {
            for (int part = 0; part < 64; part++) {
                assertNear((octave + part * octave / 64) << 33);
                assertNear(((octave + (part + 1) * octave / 64) << 33) - 1);
            }
        }
    }

    @Property(tries = 2000)
    void draws_areNearTheirLines(@ForAll long hash, @ForAll @IntRange(max = 16) int far) {
        // The farther out, the rarer; every octave has its share.
        long shifted = hash >>> far;
        if (shifted >>> 33 >= NormalLines.MIN) {
            assertNear(shifted);
        }
    }
}
