package xnorsim.analog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.ArchitectureFile;

class HoldTimeTest {

    private static Architecture architecture(String keys) {
        return ArchitectureFile.parse("columns: 100\nclock_period_ps: 1000\n" + keys).architecture();
    }

    @Test
    void oneSlot_holdsNothing() {
        assertThat(HoldTime.of(architecture("bus_width: 10"), 1, 100)).isEqualTo(new HoldTime(0, 0));
    }

    @Test
    void twoSlots_holdForLoadingEvaluationAndBuffer() {
        // 10 beats, 3 cycles of evaluation, one of BUFFER.
        assertThat(HoldTime.of(architecture("bus_width: 10\neval_cycles: 3"), 2, 100))
                .isEqualTo(new HoldTime(14_000, 14_000));
    }

    @Test
    void latch_hidesTheShorterOfLoadingAndEvaluation() {
        // docs/timing.md's example: 3 beats, E = 1. The latch is full 3 edges after the first vector was taken, the
        // second one is taken at the 4th, one after BUFFER (2nd) would allow it at the 3rd; BUFFER again 2 later: 4
        // cycles.
        assertThat(HoldTime.of(architecture("bus_width: 34\ndouble_buffered: true"), 2, 100))
                .isEqualTo(new HoldTime(4_000, 4_000));
        assertThat(HoldTime.of(architecture("bus_width: 100\neval_cycles: 5\ndouble_buffered: true"), 2, 100))
                .isEqualTo(new HoldTime(7_000, 7_000));
    }

    @Test
    void events_holdBetweenOneBeatAndOneForEveryColumn() {
        assertThat(HoldTime.of(architecture("bus_width: 10\nloading: events"), 2, 70))
                .isEqualTo(new HoldTime(3_000, 72_000));
        assertThat(HoldTime.of(architecture("bus_width: 10\nloading: cheaper"), 2, 70))
                .isEqualTo(new HoldTime(3_000, 12_000));
    }
}
